import { useEffect, useRef, useState } from 'preact/hooks';
import { getSummary, getTrajectory, takeStep } from '../api/episodes';
import { follow, type Connection, type Notice } from '../api/follow';
import { isAbort, problemOf, type Problem } from '../api/problem';
import { requestId, sendSurely } from '../api/surely';
import type { Json, StepResult, Summary } from '../api/types';
import { announce } from '../shell/announce';
import { extend, historyOf, type History } from './history';

/** What is known of an episode. */
export interface EpisodeView {
    readonly summary: Summary;
    readonly history: History;
    readonly forkedAt: number | null;
}

/** An episode that is watched and played. */
export interface Episode {
    readonly view: EpisodeView | null;
    readonly problem: Problem | null;
    readonly connection: Connection;
    /** A step is on its way. */
    readonly isBusy: boolean;
    readonly reload: () => void;
    /** Takes the next step, exactly once however often it must be sent. Refusals are thrown. */
    readonly step: (action: Record<string, Json>) => Promise<StepResult | null>;
}

/** Loads an episode and keeps up with it: what other clients do arrives by itself. */
export function useEpisode(id: string): Episode {
    const [view, setView] = useState<EpisodeView | null>(null);
    const [problem, setProblem] = useState<Problem | null>(null);
    const [connection, setConnection] = useState<Connection>('connecting');
    const [isBusy, setBusy] = useState(false);
    const control = useRef<EpisodeControl | null>(null);

    useEffect(() => {
        const own = new EpisodeControl(id, { setView, setProblem, setConnection, setBusy });
        control.current = own;
        own.begin();
        return () => own.end();
    }, [id]);

    return {
        view,
        problem,
        connection,
        isBusy,
        reload: () => control.current?.reload(),
        step: action => control.current?.step(action) ?? Promise.resolve(null),
    };
}

interface Sinks {
    setView(view: EpisodeView): void;
    setProblem(problem: Problem | null): void;
    setConnection(connection: Connection): void;
    setBusy(isBusy: boolean): void;
}

class EpisodeControl {
    readonly #aborted = new AbortController();
    #view: EpisodeView | null = null;
    #pending: number | null = null;
    #isReading = false;
    #mustReadAgain = false;

    constructor(readonly id: string, readonly sinks: Sinks) {}

    begin(): void {
        void this.#read();
        let isFirst = true;
        const follower = {
            notices: (notices: readonly Notice[]) => this.#hear(notices),
            began: () => {
                // The stream's first beginning is the page's own; a later one may have missed something.
                if (!isFirst) {
                    void this.#read();
                }

                isFirst = false;
            },
            connection: (state: Connection) => this.sinks.setConnection(state),
        };
        void follow(`/v1/episodes/${encodeURIComponent(this.id)}/events`, follower, this.#aborted.signal);
    }

    end(): void {
        this.#aborted.abort();
    }

    reload(): void {
        this.sinks.setProblem(null);
        void this.#read();
    }

    async step(action: Record<string, Json>): Promise<StepResult | null> {
        const view = this.#view;
        if (!view || this.#pending !== null) {
            return null;
        }

        const step = view.history.steps.length + 1;
        const body = { action, step, request_id: requestId() };
        this.#pending = step;
        this.sinks.setBusy(true);
        try {
            const result = await sendSurely(signal => takeStep(this.id, body, signal), {
                signal: this.#aborted.signal,
                onRetry: attempt => announce(`No answer yet: step ${step} is sent again (${attempt}). It is taken once all the same.`),
            });
            this.#append(action, result);
            return result;
        } catch (error) {
            if (!isAbort(error)) {
                this.#explain(error, step);
            }

            throw error;
        } finally {
            this.#pending = null;
            this.sinks.setBusy(false);
        }
    }

    #append(action: Record<string, Json>, result: StepResult): void {
        const view = this.#view!;
        const history = extend(view.history, action, result);
        if (history) {
            this.#show({ ...view, history });
        }

        if (!history || result.done) {
            void this.#read();
        }
    }

    #explain(error: unknown, step: number): void {
        const { code } = problemOf(error);
        if (code === 'step_conflict' || code === 'request_conflict') {
            announce(`Another client took step ${step} first. This page shows it now: look, then choose again.`, 'bad');
        }

        if (code !== 'invalid_action' && code !== 'operator_fault') {
            void this.#read();
        }
    }

    #hear(notices: readonly Notice[]): void {
        const known = this.#view?.history.steps.length ?? -1;
        const isNews = notices.some(notice => notice.kind === 'ended' ? this.#view?.summary.status === 'running' : notice.step > known && notice.step !== this.#pending);
        if (isNews) {
            void this.#read();
        }
    }

    /** Reads everything again. Calls that come meanwhile make one more reading, not one each. */
    async #read(): Promise<void> {
        if (this.#isReading) {
            this.#mustReadAgain = true;
            return;
        }

        this.#isReading = true;
        try {
            do {
                this.#mustReadAgain = false;
                const { signal } = this.#aborted;
                const [summary, trajectory] = await Promise.all([getSummary(this.id, signal), getTrajectory(this.id, signal)]);
                const history = historyOf(trajectory);
                // A step of this page may have been answered meanwhile; never go back behind it.
                if (history.steps.length >= (this.#view?.history.steps.length ?? 0)) {
                    this.#show({ summary, history, forkedAt: trajectory.forked_at });
                } else {
                    this.#mustReadAgain = true;
                }
            } while (this.#mustReadAgain);
            this.sinks.setProblem(null);
        } catch (error) {
            if (!isAbort(error)) {
                this.sinks.setProblem(problemOf(error));
            }
        } finally {
            this.#isReading = false;
        }
    }

    #show(view: EpisodeView): void {
        if (!this.#aborted.signal.aborted) {
            this.#view = view;
            this.sinks.setView(view);
        }
    }
}
