/** Which rows of a list are drawn: those in sight, and a few on both sides. */
export interface Window {
    readonly first: number;
    /** The row after the last one drawn. */
    readonly end: number;
}

/** The window of a list of `count` rows of one height. */
export function windowOf(count: number, rowHeight: number, scrolled: number, height: number, spare = 6): Window {
    const first = Math.max(0, Math.min(count, Math.floor(scrolled / rowHeight)) - spare);
    return { first, end: Math.min(count, Math.ceil((scrolled + height) / rowHeight) + spare) };
}

/** Where to scroll so that a row is in sight; as little as needed. */
export function scrollFor(row: number, rowHeight: number, scrolled: number, height: number, head: number): number {
    const top = row * rowHeight;
    return top < scrolled ? top : top + rowHeight > scrolled + height - head ? top + rowHeight - height + head : scrolled;
}
