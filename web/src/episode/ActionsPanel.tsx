import { useState } from 'preact/hooks';
import { isAbort, problemOf, type Problem } from '../api/problem';
import type { ActionInfo, Json } from '../api/types';
import { Icon } from '../controls/Icon';
import { ProblemNote } from '../controls/ProblemNote';
import { announce } from '../shell/announce';
import { actionOf, argumentFields, shortcutOf } from './action';
import { ArgumentsForm } from './ArgumentsForm';
import { signed } from './format';
import type { PanelProps } from './panel';
import { ShortcutHelp } from './ShortcutHelp';
import type { Episode } from './useEpisode';
import type { Fork } from './useFork';
import { useShortcuts } from './useShortcuts';

type Props = PanelProps & { episode: Episode; fork: Fork; go: (step: number) => void };

/** The operators: a click or a key takes one; one with arguments opens its form first. */
export function ActionsPanel({ environment, shape, view, at, head, episode, fork, go }: Props) {
    const [open, setOpen] = useState<string | null>(null);
    const [problem, setProblem] = useState<Problem | null>(null);
    const isRunning = view.summary.status === 'running';
    const isHere = at === head;
    const canStep = isRunning && isHere;

    const take = async (name: string, values: Record<string, Json>) => {
        setProblem(null);
        try {
            const result = await episode.step(actionOf(shape, name, values));
            if (result) {
                setOpen(null);
                announce(`Step ${result.step}: ${name}, reward ${signed(result.reward ?? 0)}.`, 'quiet');
            }
        } catch (error) {
            if (!isAbort(error)) {
                setProblem(problemOf(error));
            }
        }
    };

    const choose = (action: ActionInfo) => {
        if (!canStep || episode.isBusy) {
            return;
        }

        if (argumentFields(action).length === 0) {
            void take(action.name, {});
        } else {
            setProblem(null);
            setOpen(now => (now === action.name ? null : action.name));
        }
    };

    useShortcuts(key => {
        const action = environment.actions.find((_, index) => shortcutOf(index) === key);
        if (action) {
            choose(action);
        } else if (key === '[') {
            go(at - 1);
        } else if (key === ']') {
            go(at + 1);
        } else if (key === 'f') {
            void fork.from(at);
        } else {
            return false;
        }

        return true;
    });

    return (
        <section class="card actions" aria-labelledby="actions-title">
            <div class="panel-head">
                <h2 id="actions-title">Actions</h2>
                <ShortcutHelp />
            </div>
            {!isHere && (
                <div class="note warn">
                    <p>This is how things stood after step {at}.</p>
                    <div class="row">
                        <button type="button" class="small" onClick={() => go(head)}>Back to step {head}</button>
                        <button type="button" class="small" disabled={fork.isBusy} onClick={() => void fork.from(at)}><Icon name="fork" /> Fork from here</button>
                    </div>
                </div>
            )}
            {isHere && !isRunning && <p class="hint">The episode has ended. Step back and fork to try another way.</p>}
            <ol class="action-list" aria-busy={episode.isBusy}>
                {environment.actions.map((action, index) => {
                    const key = shortcutOf(index);
                    const hasForm = argumentFields(action).length > 0;
                    return (
                        <li key={action.name} class="action">
                            <button
                                type="button"
                                class="action-button"
                                disabled={!canStep}
                                aria-disabled={episode.isBusy || undefined}
                                aria-describedby={`about-${action.name}`}
                                aria-keyshortcuts={key ?? undefined}
                                aria-expanded={hasForm ? open === action.name : undefined}
                                onClick={() => choose(action)}
                            >
                                <span class="action-name">{action.name}</span>
                                {key && <kbd aria-hidden="true">{key}</kbd>}
                            </button>
                            <p class="action-about" id={`about-${action.name}`}>{action.description}</p>
                            {hasForm && open === action.name && canStep && (
                                <ArgumentsForm action={action} isBusy={episode.isBusy} problem={problem} submit={values => void take(action.name, values)} cancel={() => setOpen(null)} />
                            )}
                        </li>
                    );
                })}
            </ol>
            {problem && open === null && <ProblemNote problem={problem} />}
        </section>
    );
}
