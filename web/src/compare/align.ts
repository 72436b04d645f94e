import type { Json, Trajectory, TrajectoryStep } from '../api/types';

/** What one episode did at a step. */
export interface Side {
    readonly action: Readonly<Record<string, Json>>;
    readonly reward: number;
    readonly total: number;
}

/** A step of two episodes side by side; null where one of them has not taken it. */
export interface Pair {
    readonly step: number;
    readonly a: Side | null;
    readonly b: Side | null;
    readonly isSame: boolean;
}

/** Two episodes, step by step. */
export interface Alignment {
    readonly pairs: readonly Pair[];
    /** The first step at which they differ, or 0 where they differ from the start; null where one continues the other, or both are the same. */
    readonly partsAt: number | null;
}

/** Sets two trajectories side by side. They part at the first step whose action, reward or outcome differs. */
export function align(a: Trajectory, b: Trajectory): Alignment {
    const [one, other] = [sidesOf(a.steps), sidesOf(b.steps)];
    const pairs: Pair[] = [];
    let partsAt: number | null = isSame(observationAt(a, 0), observationAt(b, 0)) ? null : 0;
    for (let index = 0; index < Math.max(one.length, other.length); index++) {
        const [left, right] = [one[index] ?? null, other[index] ?? null];
        const same = left !== null && right !== null && isSame(left.action, right.action) && left.reward === right.reward && isSame(observationAt(a, index + 1), observationAt(b, index + 1));
        if (!same && left && right) {
            partsAt ??= index + 1;
        }

        pairs.push({ step: index + 1, a: left, b: right, isSame: same });
    }

    return { pairs, partsAt };
}

/** What was seen after a step, 0 being the start; undefined beyond the end. */
export function observationAt(trajectory: Trajectory, step: number): Readonly<Record<string, Json>> | undefined {
    return step < trajectory.steps.length ? trajectory.steps[step]!.observation : step === trajectory.steps.length ? trajectory.final_observation : undefined;
}

/** The sum of the rewards after each step, from the start on. */
export function totalsOf(trajectory: Trajectory): number[] {
    return [0, ...sidesOf(trajectory.steps).map(side => side.total)];
}

/** Whether two values say the same; the order of an object's members does not matter. */
export function isSame(one: unknown, other: unknown): boolean {
    if (Object.is(one, other) || one === other) {
        return true;
    }

    if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null || Array.isArray(one) !== Array.isArray(other)) {
        return false;
    }

    const [left, right] = [one as Record<string, unknown>, other as Record<string, unknown>];
    const names = Object.keys(left);
    return names.length === Object.keys(right).length && names.every(name => name in right && isSame(left[name], right[name]));
}

function sidesOf(steps: readonly TrajectoryStep[]): Side[] {
    let total = 0;
    return steps.map(({ action, reward }) => ({ action, reward, total: (total += reward) }));
}
