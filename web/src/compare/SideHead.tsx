import { plain, signed } from '../episode/format';
import { hashOf } from '../shell/router';
import type { Compared } from './useCompared';

/** What one of the two episodes is, and where it stands. */
export function SideHead({ name, side }: { name: 'A' | 'B'; side: Compared }) {
    const { summary, trajectory, grade } = side;
    return (
        <article class={`card side side-${name}`} aria-label={`Episode ${name}`}>
            <div class="row">
                <span class="side-name" aria-hidden="true">{name}</span>
                <h2><a class="mono" href={hashOf(['e', summary.episode_id])}>{summary.episode_id}</a></h2>
            </div>
            <p class="small muted">
                {summary.environment}, {summary.task ? `task ${summary.task}, ` : ''}seed {summary.seed}
                {trajectory.parent !== null && <>; forked from <a class="mono" href={hashOf(['e', trajectory.parent])}>{trajectory.parent}</a> after step {trajectory.forked_at}</>}
            </p>
            <div class="row">
                <span class={`tag ${summary.status === 'running' ? 'accent' : ''}`}>{summary.end_reason ?? summary.status}</span>
                {grade && <span class={`tag ${grade.passed ? 'good' : 'bad'}`}>{grade.passed ? 'grader passed' : 'grader failed'}</span>}
                <span class="number small">{plain(trajectory.steps.length)} steps, return {signed(summary.cumulative_reward)}{grade?.score !== null && grade?.score !== undefined ? `, score ${plain(grade.score)}` : ''}</span>
            </div>
        </article>
    );
}
