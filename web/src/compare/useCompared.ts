import { useEffect, useRef } from 'preact/hooks';
import { getGrade, getSummary, getTrajectory } from '../api/episodes';
import { follow } from '../api/follow';
import { problemOf } from '../api/problem';
import { useResource, type Resource } from '../api/resource';
import type { Grade, Summary, Trajectory } from '../api/types';

/** An episode that is compared. */
export interface Compared {
    readonly summary: Summary;
    readonly trajectory: Trajectory;
    /** The verdict; null while the episode runs, or where it cannot be graded. */
    readonly grade: Grade | null;
}

const restMilliseconds = 250;

/** Loads an episode, and again when something happens in it. */
export function useCompared(id: string): Resource<Compared | null> {
    const resource = useResource(signal => (id === '' ? Promise.resolve(null) : load(id, signal)), [id]);
    const reload = useRef(resource.reload);
    reload.current = resource.reload;
    const isRunning = resource.value?.summary.status === 'running';
    useEffect(() => {
        if (id === '' || !isRunning) {
            return undefined;
        }

        const control = new AbortController();
        let timer: ReturnType<typeof setTimeout> | undefined;
        let isFirst = true;
        // Steps come in bursts: one reading a burst is enough.
        const soon = () => (timer ??= setTimeout(() => { timer = undefined; reload.current(); }, restMilliseconds));
        void follow(`/v1/episodes/${encodeURIComponent(id)}/events`, {
            notices: soon,
            began: () => { isFirst || soon(); isFirst = false; },
            connection: () => undefined,
        }, control.signal);
        return () => {
            control.abort();
            clearTimeout(timer);
        };
    }, [id, isRunning]);
    return resource;
}

async function load(id: string, signal: AbortSignal): Promise<Compared> {
    const [summary, trajectory] = await Promise.all([getSummary(id, signal), getTrajectory(id, signal)]);
    return { summary, trajectory, grade: summary.status === 'running' ? null : await gradeOf(id, signal) };
}

async function gradeOf(id: string, signal: AbortSignal): Promise<Grade | null> {
    try {
        return await getGrade(id, signal);
    } catch (error) {
        // An episode that was closed before its end has no verdict.
        if (problemOf(error).status >= 400 && problemOf(error).status < 500) {
            return null;
        }

        throw error;
    }
}
