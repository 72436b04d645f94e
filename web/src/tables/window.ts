/** A list of rows of equal height in a scrolling box. Browsers cap an element's height, so a long list's box is lower than its rows together. */
export interface Geometry {
    readonly rows: number;
    readonly rowHeight: number;
    /** The height of the part that is seen. */
    readonly viewport: number;
}

/** Where a list is scrolled to: the box's own offset, and the row offset in pixels that it stands for. */
export interface ScrollPlace {
    readonly scrollTop: number;
    readonly position: number;
}

/** Rows to draw, and how far below the box's top the first of them begins. */
export interface Drawn {
    readonly first: number;
    readonly last: number;
    readonly offset: number;
}

/** The greatest height of an element that all browsers draw without loss, with room to spare. */
export const greatestHeight = 6_000_000;

const margin = 6;

/** The height of the box's content. */
export function contentHeight({ rows, rowHeight }: Geometry): number {
    return Math.min(rows * rowHeight, greatestHeight);
}

/** Where the list stands after its box was scrolled. Short moves go by pixels, so that a wheel's notch is as many rows as ever; long ones go by share of the whole. */
export function scrolled(geometry: Geometry, before: ScrollPlace, scrollTop: number): ScrollPlace {
    const farthestTop = Math.max(0, contentHeight(geometry) - geometry.viewport);
    const farthest = Math.max(0, geometry.rows * geometry.rowHeight - geometry.viewport);
    const top = Math.min(Math.max(0, scrollTop), farthestTop);
    if (farthest === farthestTop) {
        return { scrollTop: top, position: top };
    }

    if (top === 0 || top >= farthestTop - 0.5) {
        return { scrollTop: top, position: top === 0 ? 0 : farthest };
    }

    const move = top - before.scrollTop;
    const position = Math.abs(move) <= 2 * geometry.viewport ? before.position + move : (top / farthestTop) * farthest;
    return { scrollTop: top, position: Math.min(Math.max(0, position), farthest) };
}

/** The box's offset that shows a row at the top. */
export function placeOfRow(geometry: Geometry, row: number): ScrollPlace {
    const farthestTop = Math.max(0, contentHeight(geometry) - geometry.viewport);
    const farthest = Math.max(0, geometry.rows * geometry.rowHeight - geometry.viewport);
    const position = Math.min(Math.max(0, row * geometry.rowHeight), farthest);
    return { scrollTop: farthest === 0 ? 0 : (position / farthest) * farthestTop, position };
}

/** The rows that are seen, and some on either side. */
export function drawn(geometry: Geometry, place: ScrollPlace): Drawn {
    const { rows, rowHeight, viewport } = geometry;
    const first = Math.max(0, Math.floor(place.position / rowHeight) - margin);
    const last = Math.min(rows, Math.ceil((place.position + viewport) / rowHeight) + margin);
    return { first, last, offset: place.scrollTop - (place.position - first * rowHeight) };
}
