/** A bar: the steps from `first` to `last`, with what each rule gave in them. */
export interface Bin {
    readonly first: number;
    readonly last: number;
    readonly values: Readonly<Record<string, number>>;
    /** The cumulative reward after `last`. */
    readonly total: number;
}

/** One step's share of a chart. */
export interface Binnable {
    readonly index: number;
    readonly terms: readonly { readonly rule: string; readonly value: number }[];
    readonly total: number;
}

/** Puts steps into at most `most` bars of equally many steps. */
export function binSteps(steps: readonly Binnable[], most: number): Bin[] {
    const size = Math.max(1, Math.ceil(steps.length / most));
    const bins: Bin[] = [];
    for (let start = 0; start < steps.length; start += size) {
        const part = steps.slice(start, start + size);
        const values: Record<string, number> = {};
        for (const { rule, value } of part.flatMap(step => step.terms)) {
            values[rule] = (values[rule] ?? 0) + value;
        }

        const last = part[part.length - 1]!;
        bins.push({ first: part[0]!.index, last: last.index, values, total: last.total });
    }

    return bins;
}

/** A piece of a stacked bar. */
export interface Piece {
    readonly rule: string;
    readonly from: number;
    readonly to: number;
}

/** Stacks a bar: what is gained upwards from 0, what is lost downwards, in the order of the rules. */
export function stack(bin: Bin, rules: readonly string[]): Piece[] {
    const pieces: Piece[] = [];
    let high = 0;
    let low = 0;
    for (const rule of rules) {
        const value = bin.values[rule] ?? 0;
        if (value > 0) {
            pieces.push({ rule, from: high, to: high + value });
            high += value;
        } else if (value < 0) {
            pieces.push({ rule, from: low, to: low + value });
            low += value;
        }
    }

    return pieces;
}
