import type { Environment, Mark } from '../api/types';
import { titleOf } from '../forms/field';

/** How a kind of mark is drawn: a colour, and a sign for those who do not see it. */
export interface MarkStyle {
    readonly kind: string;
    readonly title: string;
    readonly description: string;
    readonly sign: string;
    readonly tone: number;
}

const signs: Readonly<Record<string, string>> = { null_key: '∅', dirty_key: '~', duplicate_key: '=', orphan: '?', new_column: '▮' };
const spareSigns = ['◆', '●', '▲', '■', '★', '✕'];

/** The styles of an environment's marks, in its order. */
export function markStyles(environment: Environment): readonly MarkStyle[] {
    return (environment.marks ?? []).map(({ kind, title, description }, index) => ({
        kind,
        title: title || titleOf(kind),
        description,
        sign: signs[kind] ?? spareSigns[index % spareSigns.length]!,
        tone: index % 6,
    }));
}

/** The kinds of marks of whole columns, by column. */
export function marksByColumn(marks: readonly Mark[]): ReadonlyMap<string, readonly string[]> {
    const columns = new Map<string, string[]>();
    for (const { row, column, kind } of marks) {
        if (row === null && column !== null) {
            columns.set(column, [...(columns.get(column) ?? []), kind]);
        }
    }

    return columns;
}

/** A page's marks by row, then by column; the key '' holds those of the whole row. */
export function marksByRow(marks: readonly Mark[]): ReadonlyMap<number, ReadonlyMap<string, readonly string[]>> {
    const rows = new Map<number, Map<string, string[]>>();
    for (const { row, column, kind } of marks) {
        if (row === null) {
            continue;
        }

        const cells = rows.get(row) ?? new Map<string, string[]>();
        rows.set(row, cells);
        const kinds = cells.get(column ?? '') ?? [];
        cells.set(column ?? '', kinds);
        if (!kinds.includes(kind)) {
            kinds.push(kind);
        }
    }

    return rows;
}
