import type { Column, Json, TableSummary } from '../api/types';

/** A row as it is drawn. */
export interface ViewRow {
    /** Its number in its table, from 0; a removed row's in the table before. */
    readonly number: number;
    readonly cells: readonly Json[];
    readonly state: 'same' | 'changed' | 'added' | 'removed';
    /** By column: what stood there before. */
    readonly changed: ReadonlyMap<number, Json>;
    /** By column name: the kinds of marks; '' holds those of the whole row. */
    readonly marks: ReadonlyMap<string, readonly string[]>;
}

/** What a step did to a table's rows. */
export interface Changes {
    readonly added: number;
    readonly removed: number;
    readonly changed: number;
    /** Where they are drawn, from the top. */
    readonly places: readonly number[];
}

/** Rows to draw. They are loaded when they are wanted. */
export interface RowSource {
    readonly columns: readonly Column[];
    /** How many rows there are to draw, removed ones included where they are shown. */
    readonly count: number;
    /** A row; undefined while it is loaded. */
    row(index: number): ViewRow | undefined;
    /** Says which rows are looked at. */
    want(first: number, last: number): void;
    /** Calls back whenever rows have come. */
    subscribe(listener: () => void): () => void;
    /** The kinds of marks of whole columns, as far as they are known. */
    readonly columnMarks: ReadonlyMap<string, readonly string[]>;
    /** What the step did; null while it is not known, and for tables that are not loaded whole. */
    readonly changes: Changes | null;
    /** Why rows did not come; null where they did. */
    readonly problem: unknown;
    /** Ends what is on its way. */
    end(): void;
}

/** A table after a step, and the same table after the step before. */
export interface TableStates {
    readonly id: string;
    readonly at: number;
    readonly now: TableSummary;
    /** Undefined at the start, and where the table was not there. */
    readonly before: TableSummary | undefined;
    readonly withMarks: boolean;
}

export const noMarks: ReadonlyMap<string, readonly string[]> = new Map();
export const noChanges: ReadonlyMap<number, Json> = new Map();

/** Tells listeners. */
export class Listeners {
    readonly #all = new Set<() => void>();

    add(listener: () => void): () => void {
        this.#all.add(listener);
        return () => this.#all.delete(listener);
    }

    tell(): void {
        for (const listener of [...this.#all]) {
            listener();
        }
    }
}
