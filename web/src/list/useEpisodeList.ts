import { useEffect, useRef, useState } from 'preact/hooks';
import { getSummary, listEpisodes } from '../api/episodes';
import { follow, type Connection } from '../api/follow';
import { isAbort, problemOf, type Problem } from '../api/problem';
import { EpisodeRows, type Filter } from './rows';

/** The episodes that a list holds at most; beyond that, filters help. */
export const mostRows = 20_000;

const pageSize = 1_000;
const mostReads = 6;

/** A list of episodes that keeps up with the server. `turn` changes whenever anything in `rows` did. */
export interface EpisodeList {
    readonly rows: EpisodeRows;
    readonly turn: number;
    readonly connection: Connection;
    readonly problem: Problem | null;
    readonly isLoading: boolean;
    /** There are more episodes than the list takes. */
    readonly isCut: boolean;
    readonly reload: () => void;
    /** Reads what events do not tell of these episodes. */
    readonly complete: (ids: readonly string[]) => void;
}

/** Lists the episodes that a filter shows. What happens is pushed by the server, and shown once a frame. */
export function useEpisodeList(filter: Filter): EpisodeList {
    const [, render] = useState(0);
    const held = useRef<ListControl | null>(null);
    const place = JSON.stringify(filter);
    if (held.current?.place !== place) {
        held.current?.end();
        held.current = new ListControl(place, filter, () => render(now => now + 1));
    }

    const control = held.current;
    useEffect(() => {
        control.begin();
        return () => control.end();
    }, [control]);
    return {
        rows: control.rows,
        turn: control.turn,
        connection: control.connection,
        problem: control.problem,
        isLoading: control.isLoading,
        isCut: control.isCut,
        reload: () => void control.load(),
        complete: ids => control.complete(ids),
    };
}

class ListControl {
    readonly rows: EpisodeRows;
    turn = 0;
    connection: Connection = 'connecting';
    problem: Problem | null = null;
    isLoading = true;
    isCut = false;
    readonly #aborted = new AbortController();
    readonly #reading = new Set<string>();
    readonly #waiting = new Set<string>();
    #frame = 0;
    #loads = 0;

    constructor(readonly place: string, readonly filter: Filter, readonly show: () => void) {
        this.rows = new EpisodeRows(filter);
    }

    begin(): void {
        void follow('/v1/events', {
            notices: notices => {
                this.rows.hear(notices);
                if (this.filter.label !== '') {
                    this.complete(notices.filter(({ episode_id: id }) => this.rows.find(id)?.summary === null).map(({ episode_id: id }) => id));
                }

                this.#changed();
            },
            began: () => void this.load(),
            connection: state => {
                this.connection = state;
                this.#changed();
            },
        }, this.#aborted.signal);
    }

    end(): void {
        this.#aborted.abort();
        cancelAnimationFrame(this.#frame);
    }

    /** Reads the list page after page; a later call takes over. */
    async load(): Promise<void> {
        const load = ++this.#loads;
        this.isLoading = true;
        this.problem = null;
        try {
            let after: string | undefined;
            do {
                const { episodes, next } = await listEpisodes({ ...this.filter, limit: pageSize, ...(after ? { after } : {}) }, this.#aborted.signal);
                if (load !== this.#loads) {
                    return;
                }

                this.rows.load(episodes);
                after = next ?? undefined;
                this.#changed();
            } while (after && this.rows.size < mostRows);

            this.isCut = after !== undefined;
        } catch (error) {
            if (isAbort(error)) {
                return;
            }

            this.problem = problemOf(error);
        }

        this.isLoading = false;
        this.#changed();
    }

    complete(ids: readonly string[]): void {
        for (const id of ids) {
            if (!this.#reading.has(id)) {
                this.#waiting.add(id);
            }
        }

        this.#read();
    }

    #read(): void {
        for (const id of this.#waiting) {
            if (this.#reading.size >= mostReads) {
                return;
            }

            this.#waiting.delete(id);
            this.#reading.add(id);
            getSummary(id, this.#aborted.signal)
                .then(summary => this.rows.load([summary]))
                // What cannot be read, because it was removed meanwhile, stays as events told of it.
                .catch(() => undefined)
                .finally(() => {
                    this.#reading.delete(id);
                    this.#changed();
                    this.#read();
                });
        }
    }

    /** Shows what changed in the next frame, however much it was. */
    #changed(): void {
        if (this.#frame === 0 && !this.#aborted.signal.aborted) {
            this.#frame = requestAnimationFrame(() => {
                this.#frame = 0;
                this.turn += 1;
                this.show();
            });
        }
    }
}
