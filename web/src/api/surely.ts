import { isAbort, problemOf } from './problem';

const waits: readonly number[] = [300, 800, 2000, 4000, 8000, 15_000];

/**
 * Sends a request that has a name (a step number, a request_id) until there is an answer: the server applies it once, however often it arrives. Gives up after about
 * half a minute with the last problem.
 */
export async function sendSurely<T>(send: (signal?: AbortSignal) => Promise<T>, options: { signal?: AbortSignal; onRetry?: (attempt: number) => void; waits?: readonly number[] } = {}): Promise<T> {
    const pauses = options.waits ?? waits;
    for (let attempt = 0; ; attempt++) {
        try {
            return await send(options.signal);
        } catch (error) {
            if (isAbort(error)) {
                throw error;
            }

            const problem = problemOf(error);
            const pause = pauses[attempt];
            if (!problem.isPassing || pause === undefined) {
                throw problem;
            }

            options.onRetry?.(attempt + 1);
            await new Promise(resolve => setTimeout(resolve, Math.max(pause, (problem.retryAfterSeconds ?? 0) * 1000)));
        }
    }
}

/** A name for a request, new each time. `crypto.randomUUID` exists on secure origins alone, so the bytes are drawn here. */
export function requestId(): string {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}
