/** A straight scale from a domain to pixels. */
export interface Scale {
    readonly from: number;
    readonly to: number;
    readonly ticks: readonly number[];
    readonly place: (value: number) => number;
}

/** A scale over [from, to], widened to round ticks; `start` and `end` are pixels. */
export function linearScale(from: number, to: number, start: number, end: number, count: number): Scale {
    const step = roundStep((to - from || 1) / Math.max(1, count));
    const low = Math.floor(from / step + 1e-9) * step;
    const high = Math.max(low + step, Math.ceil(to / step - 1e-9) * step);
    const ticks: number[] = [];
    for (let index = Math.round(low / step); index <= Math.round(high / step); index++) {
        ticks.push(Number((index * step).toPrecision(12)));
    }

    return { from: low, to: high, ticks, place: value => start + ((value - low) / (high - low)) * (end - start) };
}

/** The least of 1, 2, 5 × 10ⁿ that is not below a size. */
export function roundStep(size: number): number {
    const power = 10 ** Math.floor(Math.log10(size));
    const share = size / power;
    return (share <= 1 + 1e-9 ? 1 : share <= 2 + 1e-9 ? 2 : share <= 5 + 1e-9 ? 5 : 10) * power;
}
