import type { Json, RowsPage } from '../api/types';
import type { Step } from '../episode/history';

/** What was bought in one step. */
export interface BatchRow {
    readonly step: number;
    /** The samples that the step trained on. */
    readonly samples: number;
    /** How many of them are noisy. */
    readonly noisy: number;
    /** The strategies' weights, over their sum. */
    readonly shares: Readonly<Record<Strategy, number>> | null;
}

/** How samples are picked. */
export type Strategy = 'uncertainty' | 'diversity' | 'random';

/** The strategies, as the weights are named. */
export const strategies: readonly Strategy[] = ['uncertainty', 'diversity', 'random'];

/** The batches of an episode: the table of bought samples by the step that bought them, with what was asked for. */
export function batchesOf(selected: RowsPage, steps: readonly Step[]): BatchRow[] {
    const stepColumn = selected.columns.findIndex(column => column.name === 'step');
    const noisy = new Set((selected.marks ?? []).filter(mark => mark.kind === 'noisy').map(mark => mark.row));
    const counts = new Map<number, { samples: number; noisy: number }>();
    for (const [index, values] of selected.values.entries()) {
        const step = Number(values[stepColumn]);
        const count = counts.get(step) ?? { samples: 0, noisy: 0 };
        counts.set(step, { samples: count.samples + 1, noisy: count.noisy + (noisy.has(selected.offset + index) ? 1 : 0) });
    }

    return [...counts].map(([step, count]) => ({ step, ...count, shares: sharesOf(steps[step - 1]?.action['strategy_weights']) })).sort((one, other) => one.step - other.step);
}

/** Weights over their sum; null where there are none. */
export function sharesOf(weights: Json | undefined): Record<Strategy, number> | null {
    if (typeof weights !== 'object' || weights === null || Array.isArray(weights)) {
        return null;
    }

    const given = weights as Readonly<Record<string, Json>>;
    const value = (name: Strategy) => (typeof given[name] === 'number' ? Math.max(0, given[name] as number) : 0);
    const sum = strategies.reduce((total, name) => total + value(name), 0);
    return sum > 0 ? { uncertainty: value('uncertainty') / sum, diversity: value('diversity') / sum, random: value('random') / sum } : null;
}

/** A number of each observation; null where it has none. */
export function seriesOf(observations: readonly Readonly<Record<string, Json>>[], name: string): (number | null)[] {
    return observations.map(observation => (typeof observation[name] === 'number' ? (observation[name] as number) : null));
}
