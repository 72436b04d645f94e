import { useEffect, useRef } from 'preact/hooks';
import { announce } from '../shell/announce';
import { Icon } from '../controls/Icon';
import { hashOf } from '../shell/router';
import { plain, signed } from './format';
import type { PanelProps } from './panel';
import { useGrade } from './useGrade';

const reasons: Readonly<Record<string, string>> = {
    committed: 'It was committed.',
    max_steps: 'It reached its last step.',
    closed: 'It was closed.',
    expired: 'Its time ran out.',
};

/** How an episode ended: why, whether it passed, and what it scored. */
export function EndBanner({ view, id, environment }: PanelProps & { id: string }) {
    const { summary } = view;
    const { value: grade } = useGrade(id, summary.status);
    const wasRunning = useRef(summary.status === 'running');
    const passed = grade ? (grade.task_passed ?? grade.passed) : null;
    useEffect(() => {
        if (wasRunning.current && passed !== null) {
            announce(passed ? 'The episode ended. It passed.' : 'The episode ended. It did not pass.', passed ? 'good' : 'bad');
        }
    }, [passed]);

    if (summary.status === 'running') {
        return null;
    }

    const reason = summary.end_reason ?? summary.status;
    return (
        <section class={`banner ${passed === null ? '' : passed ? 'good' : 'bad'}`} aria-label="How the episode ended">
            <span class="banner-mark"><Icon name={passed === null ? 'stop' : passed ? 'check' : 'cross'} /></span>
            <div class="banner-text">
                <h2>{passed === null ? 'Ended' : passed ? 'Passed' : 'Not passed'}</h2>
                <p>{reasons[reason] ?? `It ended: ${reason}.`}</p>
            </div>
            <dl class="facts">
                {grade?.score != null && <div><dt>Score</dt><dd class="number">{plain(grade.score)}</dd></div>}
                <div><dt>Return</dt><dd class="number">{signed(summary.cumulative_reward)}{grade?.max_return != null && <span class="muted"> of {plain(grade.max_return)}</span>}</dd></div>
                <div><dt>Steps</dt><dd class="number">{summary.next_step - 1}</dd></div>
            </dl>
            <a class="button" href={hashOf(['new'], { environment: environment.name, task: summary.task, seed: summary.seed })}>Start another</a>
        </section>
    );
}
