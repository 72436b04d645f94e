import type { Json, Observation, StepResult, Term, Trajectory } from '../api/types';

/** A step that was taken. */
export interface Step {
    readonly index: number;
    readonly action: Readonly<Record<string, Json>>;
    readonly reward: number;
    readonly terms: readonly Term[];
    /** The sum of the rewards up to this step, added in their order. */
    readonly total: number;
}

/** All that happened in an episode: `observations[n]` is what was seen after step n, 0 being the start. */
export interface History {
    readonly steps: readonly Step[];
    readonly observations: readonly Observation[];
}

/** The history that a trajectory tells. */
export function historyOf(trajectory: Trajectory): History {
    const steps: Step[] = [];
    let total = 0;
    for (const [index, step] of trajectory.steps.entries()) {
        total += step.reward;
        steps.push({ index: index + 1, action: step.action, reward: step.reward, terms: step.reward_breakdown, total });
    }

    return { steps, observations: [...trajectory.steps.map(step => step.observation), trajectory.final_observation] };
}

/** The history with one more step; null where the step does not follow what is known. */
export function extend(history: History, action: Readonly<Record<string, Json>>, result: StepResult): History | null {
    if (result.step !== history.steps.length + 1) {
        return null;
    }

    const step = { index: result.step, action, reward: result.reward ?? 0, terms: result.metadata.reward_breakdown, total: result.metadata.cumulative_reward };
    return { steps: [...history.steps, step], observations: [...history.observations, result.observation] };
}
