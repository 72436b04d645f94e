import type { Column, Json } from '../api/types';
import type { RowSource } from './source';

const sampleRows = 40;
const narrowest = 7;
const widest = 30;

/** Column widths in characters, from the names and the first rows; fixed afterwards, so that nothing moves while rows come. */
export function columnWidths(source: RowSource): number[] {
    return source.columns.map((column, index) => {
        let longest = column.name.length + 2;
        for (let row = 0; row < Math.min(source.count, sampleRows); row++) {
            const cells = source.row(row)?.cells;
            if (cells) {
                longest = Math.max(longest, cellText(cells[index]!, column).length);
            }
        }

        return Math.min(widest, Math.max(narrowest, expected(column), longest) + 3);
    });
}

/** A cell as text. NULL is drawn apart. */
export function cellText(value: Json, column: Column): string {
    if (value === null) {
        return 'NULL';
    }

    if (typeof value === 'number') {
        return column.type === 'integer' ? String(value) : shortNumber(value);
    }

    if (typeof value === 'string') {
        return column.type === 'timestamp' ? value.replace('T', ' ') : value;
    }

    return typeof value === 'boolean' ? String(value) : JSON.stringify(value);
}

/** Whether a column's cells stand at the right. */
export function isNumeric(column: Column): boolean {
    return column.type === 'number' || column.type === 'integer';
}

function shortNumber(value: number): string {
    const text = String(value);
    return text.length <= 9 ? text : Math.abs(value) >= 1e9 || (value !== 0 && Math.abs(value) < 1e-4) ? value.toPrecision(5) : value.toFixed(4);
}

function expected(column: Column): number {
    return column.type === 'timestamp' ? 19 : isNumeric(column) ? 9 : 0;
}
