import type { RowsPage } from '../api/types';
import { loadPage } from './cache';
import { changedCells, sharedColumns } from './diff';
import { marksByColumn, marksByRow } from './marks';
import { Listeners, noChanges, noMarks, type RowSource, type TableStates, type ViewRow } from './source';

const pageRows = 200;
const settle = 60;


/** A long table: only pages that are looked at are loaded, once scrolling rests. Cells are compared with the state before where both have equally many rows. */
export class PagedSource implements RowSource {
    readonly #listeners = new Listeners();
    readonly #pages = new Map<number, readonly ViewRow[]>();
    readonly #loading = new Set<number>();
    readonly #pairs: readonly (readonly [number, number])[];
    #wanted: readonly [number, number] = [0, 0];
    #timer: ReturnType<typeof setTimeout> | undefined;
    #isEnded = false;
    columnMarks = noMarks;
    readonly changes = null;
    problem: unknown = null;

    constructor(readonly states: TableStates) {
        this.#pairs = states.before && states.before.rows === states.now.rows ? sharedColumns(states.before.columns, states.now.columns) : [];
    }

    get columns() {
        return this.states.now.columns;
    }

    get count(): number {
        return this.states.now.rows;
    }

    row(index: number): ViewRow | undefined {
        return this.#pages.get(Math.floor(index / pageRows))?.[index % pageRows];
    }

    want(first: number, last: number): void {
        this.#wanted = [Math.floor(first / pageRows), Math.floor(Math.max(first, last - 1) / pageRows)];
        clearTimeout(this.#timer);
        // The first rows come at once; after that, pages that only fly past are not asked for.
        this.#timer = setTimeout(() => this.#loadWanted(), this.#pages.size === 0 ? 0 : settle);
    }

    subscribe(listener: () => void): () => void {
        return this.#listeners.add(listener);
    }

    end(): void {
        this.#isEnded = true;
        clearTimeout(this.#timer);
    }

    #viewOf(present: RowsPage, earlier: RowsPage | undefined): ViewRow[] {
        const marks = marksByRow(present.marks ?? []);
        const isNew = this.states.before?.rows === 0;
        return present.values.map((cells, index): ViewRow => {
            const number = present.offset + index;
            const before = earlier?.values[index];
            const changed = before ? changedCells(before, cells, this.#pairs) : noChanges;
            return { number, cells, state: isNew ? 'added' : changed.size > 0 ? 'changed' : 'same', changed, marks: marks.get(number) ?? noMarks };
        });
    }

    #loadWanted(): void {
        for (let page = this.#wanted[0]; page <= this.#wanted[1]; page++) {
            if (!this.#pages.has(page) && !this.#loading.has(page)) {
                void this.#load(page);
            }
        }
    }

    async #load(number: number): Promise<void> {
        const { id, at, now, withMarks } = this.states;
        const page = { id, table: now.name, offset: number * pageRows, limit: pageRows, marks: withMarks };
        this.#loading.add(number);
        try {
            const [present, earlier] = await Promise.all([loadPage({ ...page, at }), this.#pairs.length > 0 ? loadPage({ ...page, at: at - 1 }) : undefined]);
            this.#pages.set(number, this.#viewOf(present, earlier));
            this.columnMarks = marksByColumn(present.marks ?? []);
            this.problem = null;
        } catch (error) {
            this.problem = error;
        } finally {
            this.#loading.delete(number);
        }

        if (!this.#isEnded) {
            this.#listeners.tell();
        }
    }
}
