import type { RowsPage } from '../api/types';
import { loadPage } from './cache';
import { alignRows, changedCells, sharedColumns } from './diff';
import { marksByColumn, marksByRow } from './marks';
import { Listeners, noChanges, noMarks, type Changes, type RowSource, type TableStates, type ViewRow } from './source';

/** Tables up to this size are loaded whole, so that rows that came and went can be found. */
export const wholeRows = 5000;
const pageRows = 1000;

/** A table that is loaded whole and compared row by row with the state before. */
export class WholeSource implements RowSource {
    readonly #listeners = new Listeners();
    #rows: readonly ViewRow[] | null = null;
    #isEnded = false;
    columnMarks = noMarks;
    changes: Changes | null = null;
    problem: unknown = null;

    constructor(readonly states: TableStates, readonly showsRemoved: boolean) {
        void this.#load();
    }

    get columns() {
        return this.states.now.columns;
    }

    get count(): number {
        return this.#rows?.length ?? this.states.now.rows;
    }

    row(index: number): ViewRow | undefined {
        return this.#rows?.[index];
    }

    want(): void {
        // Everything is loaded from the beginning.
    }

    subscribe(listener: () => void): () => void {
        return this.#listeners.add(listener);
    }

    end(): void {
        this.#isEnded = true;
    }

    async #load(): Promise<void> {
        const { at, now, before } = this.states;
        try {
            const [present, earlier] = await Promise.all([this.#whole(at, now.rows), before && before.rows > 0 ? this.#whole(at - 1, before.rows) : undefined]);
            this.columnMarks = marksByColumn(present.marks ?? []);
            this.#rows = this.#compare(present, before ? (earlier ?? null) : undefined);
            this.changes = countChanges(this.#rows);
        } catch (error) {
            this.problem = error;
        }

        if (!this.#isEnded) {
            this.#listeners.tell();
        }
    }

    async #whole(at: number, rows: number): Promise<RowsPage> {
        const { id, now, withMarks } = this.states;
        const count = Math.max(1, Math.ceil(rows / pageRows));
        const pages = await Promise.all(Array.from({ length: count }, (_, page) => loadPage({ id, table: now.name, at, offset: page * pageRows, limit: pageRows, marks: withMarks })));
        return { ...pages[0]!, values: pages.flatMap(page => page.values), marks: pages.flatMap(page => page.marks ?? []) };
    }

    /** `earlier` is undefined where nothing is to be compared, and null where the table was empty. */
    #compare(present: RowsPage, earlier: RowsPage | null | undefined): ViewRow[] {
        const marks = marksByRow(present.marks ?? []);
        const viewOf = (number: number, state: ViewRow['state'], changed = noChanges): ViewRow => ({ number, cells: present.values[number]!, state, changed, marks: marks.get(number) ?? noMarks });
        if (!earlier) {
            return present.values.map((_, number) => viewOf(number, earlier === null ? 'added' : 'same'));
        }

        const pairs = sharedColumns(earlier.columns, present.columns);
        return alignRows(earlier.values, present.values, pairs).flatMap((fate): ViewRow[] => {
            switch (fate.kind) {
                case 'added':
                    return [viewOf(fate.after, 'added')];
                case 'removed':
                    return this.showsRemoved ? [this.#removed(earlier, fate.before)] : [];
                case 'changed':
                    return [viewOf(fate.after, 'changed', changedCells(earlier.values[fate.before]!, present.values[fate.after]!, pairs))];
                default:
                    return [viewOf(fate.after, 'same')];
            }
        });
    }

    #removed(earlier: RowsPage, number: number): ViewRow {
        const cells = this.columns.map(column => {
            const at = earlier.columns.findIndex(each => each.name === column.name);
            return at < 0 ? null : earlier.values[number]![at]!;
        });
        return { number, cells, state: 'removed', changed: noChanges, marks: noMarks };
    }
}

function countChanges(rows: readonly ViewRow[]): Changes {
    const counts = { added: 0, removed: 0, changed: 0 };
    const places: number[] = [];
    rows.forEach((row, place) => {
        if (row.state !== 'same') {
            counts[row.state] += 1;
            places.push(place);
        }
    });
    return { ...counts, places };
}
