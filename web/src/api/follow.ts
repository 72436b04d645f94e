import { EventParser } from './eventstream';
import { isAbort, problemOf } from './problem';
import { send } from './request';

/** Whether what happens on the server arrives by itself. */
export type Connection = 'connecting' | 'live' | 'waiting' | 'stopped';

/** What an event of an episode says. */
export interface Notice {
    readonly kind: 'started' | 'stepped' | 'ended';
    readonly episode_id: string;
    readonly environment: string;
    readonly step: number;
    readonly reward?: number;
    readonly end_reason?: string;
    readonly at: string;
}

/** Who is told. */
export interface Follower {
    /** All that arrived at once, in order. */
    notices(notices: readonly Notice[]): void;
    /** The stream began, or began again: what happened before it is not told, so read anew. `missed` says the same of a reader that was too slow. */
    began(): void;
    connection(state: Connection): void;
}

const firstWait = 500;
const longestWait = 15_000;

/** Follows events (`/v1/events`, `/v1/episodes/<id>/events`) until the signal ends; connects again by itself, waiting longer each time. */
export async function follow(path: string, follower: Follower, signal: AbortSignal): Promise<void> {
    let wait = firstWait;
    while (!signal.aborted) {
        follower.connection('connecting');
        try {
            await read(path, follower, signal, () => (wait = firstWait));
        } catch (error) {
            if (isAbort(error)) {
                return;
            }

            const { status } = problemOf(error);
            if (status >= 400 && status < 500 && status !== 429) {
                follower.connection('stopped');
                return;
            }
        }

        if (signal.aborted) {
            return;
        }

        follower.connection('waiting');
        await pause(wait * (0.75 + Math.random() / 2), signal);
        wait = Math.min(wait * 2, longestWait);
    }
}

async function read(path: string, follower: Follower, signal: AbortSignal, begun: () => void): Promise<void> {
    const response = await send(path, { accept: 'text/event-stream', signal });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    begun();
    follower.connection('live');
    follower.began();
    const parser = new EventParser();
    for (;;) {
        const { done, value } = await reader.read();
        if (done) {
            return;
        }

        tell(parser.feed(value), follower);
    }
}

function tell(events: ReturnType<EventParser['feed']>, follower: Follower): void {
    const notices: Notice[] = [];
    for (const { event, data } of events) {
        if (event === 'missed') {
            follower.began();
        } else if (event === 'started' || event === 'stepped' || event === 'ended') {
            notices.push({ kind: event, ...(JSON.parse(data) as Omit<Notice, 'kind'>) });
        }
    }

    if (notices.length > 0) {
        follower.notices(notices);
    }
}

/** Waits; ends early when the signal does, or when the browser is back on the network. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
        const end = () => {
            clearTimeout(timer);
            signal.removeEventListener('abort', end);
            removeEventListener('online', end);
            resolve();
        };
        const timer = setTimeout(end, milliseconds);
        signal.addEventListener('abort', end);
        addEventListener('online', end);
    });
}
