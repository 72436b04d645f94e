import type { RowsPage } from '../api/types';
import { loadPage } from './cache';
import { alignRows, changedCells, sharedColumns } from './diff';
import { marksByRow } from './marks';
import { Listeners, noChanges, noMarks, type RowSource, type TableStates, type ViewRow } from './source';

/** Tables up to this size are loaded whole, so that rows that came and went can be found. */
export const wholeRows = 5000;

/** A table that is loaded whole and compared row by row with the state before. */
export class WholeSource implements RowSource {
    readonly #listeners = new Listeners();
    #rows: readonly ViewRow[] | null = null;
    #isEnded = false;
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
        const { id, at, now, before, withMarks } = this.states;
        const page = { id, table: now.name, offset: 0, limit: wholeRows };
        try {
            const [present, earlier] = await Promise.all([
                loadPage({ ...page, at, marks: withMarks }),
                before && before.rows > 0 ? loadPage({ ...page, at: at - 1, marks: withMarks }) : undefined,
            ]);
            this.#rows = this.#compare(present, before ? (earlier ?? null) : undefined);
        } catch (error) {
            this.problem = error;
        }

        if (!this.#isEnded) {
            this.#listeners.tell();
        }
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
