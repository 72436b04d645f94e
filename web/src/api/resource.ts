import { useEffect, useState } from 'preact/hooks';
import { isAbort, problemOf, type Problem } from './problem';

/** Something that is loaded: while it is loaded again, the earlier value stays. */
export interface Resource<T> {
    readonly value: T | undefined;
    readonly problem: Problem | undefined;
    readonly isLoading: boolean;
    readonly reload: () => void;
}

/** Loads something whenever what it depends on changes; an answer that comes too late is dropped. */
export function useResource<T>(load: (signal: AbortSignal) => Promise<T>, dependencies: readonly unknown[]): Resource<T> {
    const [turn, setTurn] = useState(0);
    const [held, setHeld] = useState<{ value?: T; problem?: Problem; isLoading: boolean }>({ isLoading: true });
    useEffect(() => {
        const control = new AbortController();
        setHeld(now => ({ ...now, isLoading: true }));
        load(control.signal).then(
            value => control.signal.aborted || setHeld({ value, isLoading: false }),
            (error: unknown) => control.signal.aborted || isAbort(error) || setHeld(now => ({ ...now, problem: problemOf(error), isLoading: false })),
        );
        return () => control.abort();
    }, [...dependencies, turn]);
    return { value: held.value, problem: held.problem, isLoading: held.isLoading, reload: () => setTurn(now => now + 1) };
}
