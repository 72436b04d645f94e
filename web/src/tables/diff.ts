import type { Json } from '../api/types';

/** A row's cells. */
export type Row = readonly Json[];

const mostPlaces = 64;

/** What became of a row from one state to the next: positions in `before` and `after`. */
export type Fate =
    | { readonly kind: 'same' | 'changed'; readonly before: number; readonly after: number }
    | { readonly kind: 'added'; readonly after: number }
    | { readonly kind: 'removed'; readonly before: number };

/**
 * Says which rows stayed, changed, came and went, in the order in which they stand. Rows are compared in the columns that both states have (`pairs`: positions before
 * and after). Equal rows are matched so that as many as possible keep their order; between two matches, equally many rows on both sides are changed ones, where they
 * share a cell or their place.
 */
export function alignRows(before: readonly Row[], after: readonly Row[], pairs: readonly (readonly [number, number])[]): Fate[] {
    const fates: Fate[] = [];
    let lastBefore = 0;
    let lastAfter = 0;
    for (const [beforeIndex, afterIndex] of [...matches(before, after, pairs), [before.length, after.length] as const]) {
        fates.push(...between(before, after, pairs, [lastBefore, beforeIndex], [lastAfter, afterIndex]));
        if (beforeIndex < before.length || afterIndex < after.length) {
            fates.push({ kind: 'same', before: beforeIndex, after: afterIndex });
        }

        lastBefore = beforeIndex + 1;
        lastAfter = afterIndex + 1;
    }

    return fates;
}

/** The columns that two states share by name: positions before and after. */
export function sharedColumns(before: readonly { readonly name: string }[], after: readonly { readonly name: string }[]): (readonly [number, number])[] {
    return after.flatMap((column, index) => {
        const at = before.findIndex(each => each.name === column.name);
        return at < 0 ? [] : [[at, index] as const];
    });
}

/** The changed cells of a row, by position after: what each was before. */
export function changedCells(before: Row, after: Row, pairs: readonly (readonly [number, number])[]): ReadonlyMap<number, Json> {
    const changed = new Map<number, Json>();
    for (const [from, to] of pairs) {
        if (!equalCells(before[from]!, after[to]!)) {
            changed.set(to, before[from]!);
        }
    }

    return changed;
}

/** Equal rows, as position pairs that rise on both sides: as many as there can be. Where a content repeats too often to try all its places, the nearest are tried. */
function matches(before: readonly Row[], after: readonly Row[], pairs: readonly (readonly [number, number])[]): (readonly [number, number])[] {
    const places = new Map<string, number[]>();
    before.forEach((row, index) => {
        const content = JSON.stringify(pairs.map(([from]) => row[from]));
        const known = places.get(content);
        if (known) {
            known.push(index);
        } else {
            places.set(content, [index]);
        }
    });
    const candidates: (readonly [number, number])[] = [];
    const turns = new Map<string, number>();
    after.forEach((row, index) => {
        const content = JSON.stringify(pairs.map(([, to]) => row[to]));
        const known = places.get(content);
        if (known) {
            const turn = turns.get(content) ?? 0;
            turns.set(content, turn + 1);
            const from = Math.max(0, Math.min(turn, known.length - 1) - mostPlaces / 2);
            // The last place first: of one row's places at most one can then be in a rising run.
            for (let at = Math.min(known.length, from + mostPlaces) - 1; at >= from; at--) {
                candidates.push([known[at]!, index]);
            }
        }
    });
    return longestRising(candidates);
}

/** The longest part of a list whose first members rise; its second ones rise with them. */
function longestRising(list: readonly (readonly [number, number])[]): (readonly [number, number])[] {
    const tails: number[] = [];
    const previous = new Array<number>(list.length);
    list.forEach(([value], index) => {
        let low = 0;
        let high = tails.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if (list[tails[middle]!]![0] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }

        previous[index] = low > 0 ? tails[low - 1]! : -1;
        tails[low] = index;
    });
    const rising: (readonly [number, number])[] = [];
    for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index]!) {
        rising.push(list[index]!);
    }

    return rising.reverse();
}

function between(before: readonly Row[], after: readonly Row[], pairs: readonly (readonly [number, number])[], from: readonly [number, number], to: readonly [number, number]): Fate[] {
    const count = from[1] - from[0];
    if (count === to[1] - to[0]) {
        return Array.from({ length: count }, (_, index): Fate[] => {
            const [beforeIndex, afterIndex] = [from[0] + index, to[0] + index];
            const isKin = beforeIndex === afterIndex || changedCells(before[beforeIndex]!, after[afterIndex]!, pairs).size < pairs.length;
            return isKin ? [{ kind: 'changed', before: beforeIndex, after: afterIndex }] : [{ kind: 'removed', before: beforeIndex }, { kind: 'added', after: afterIndex }];
        }).flat();
    }

    return [
        ...Array.from({ length: count }, (_, index): Fate => ({ kind: 'removed', before: from[0] + index })),
        ...Array.from({ length: to[1] - to[0] }, (_, index): Fate => ({ kind: 'added', after: to[0] + index })),
    ];
}

function equalCells(left: Json, right: Json): boolean {
    return left === right || (typeof left === 'object' && typeof right === 'object' && JSON.stringify(left) === JSON.stringify(right));
}
