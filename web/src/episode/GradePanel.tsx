import { Icon } from '../controls/Icon';
import { ProblemNote } from '../controls/ProblemNote';
import { titleOf } from '../forms/field';
import type { Grade } from '../api/types';
import { plain, valueText } from './format';
import type { PanelProps } from './panel';
import { useGrade } from './useGrade';

/** What the grader checks, and what it found once the episode has ended. */
export function GradePanel({ environment, view, id }: PanelProps & { id: string }) {
    const { value: grade, problem, reload } = useGrade(id, view.summary.status);
    const task = environment.tasks.find(each => each.task_id === view.summary.task);
    return (
        <section class="card grade" aria-labelledby="grade-title">
            <div class="panel-head">
                <h2 id="grade-title">Grader</h2>
                {grade ? <span class={`tag ${grade.passed ? 'good' : 'bad'}`}>{grade.passed ? 'all checks passed' : 'checks failed'}</span> : <span class="tag">when it ends</span>}
            </div>
            {problem && <ProblemNote problem={problem} retry={reload} />}
            <ul class="checks">
                {environment.checks.map(check => {
                    const result = grade?.checks.find(each => each.check === check.name);
                    return (
                        <li key={check.name} class={`check ${result ? (result.passed ? 'good' : 'bad') : ''}`}>
                            <span class="check-mark">{result ? <Icon name={result.passed ? 'check' : 'cross'} /> : <span class="pending" aria-hidden="true" />}</span>
                            <div>
                                <h3>{titleOf(check.name)}{result && <span class="verdict"> {result.passed ? 'passed' : 'failed'}</span>}</h3>
                                {result && !result.passed && <p class="error">{result.reason ? titleOf(result.reason) : 'No reason was given.'}</p>}
                                <p class="hint">{check.description}</p>
                            </div>
                        </li>
                    );
                })}
            </ul>
            {task && <p class="small"><strong>Task {task.task_id}.</strong> {task.description}</p>}
            <Rubric weights={task?.rubric ?? {}} grade={grade ?? null} />
            {grade && Object.keys(grade.measurements).length > 0 && (
                <dl class="fact-list">
                    {Object.entries(grade.measurements).map(([name, value]) => <div class="fact" key={name}><dt>{titleOf(name)}</dt><dd class="number">{valueText(value)}</dd></div>)}
                </dl>
            )}
            {grade?.notes.map(note => <p class="hint" key={note}>{note}</p>)}
        </section>
    );
}

function Rubric({ weights, grade }: { weights: Readonly<Record<string, number>>; grade: Grade | null }) {
    const names = Object.keys({ ...weights, ...grade?.rubric });
    if (names.length === 0) {
        return null;
    }

    return (
        <table class="plain rubric">
            <caption>Rubric</caption>
            <thead>
                <tr><th scope="col">Criterion</th><th scope="col" class="number">Weight</th><th scope="col" class="number">Earned</th></tr>
            </thead>
            <tbody>
                {names.map(name => {
                    const earned = grade?.rubric[name];
                    return (
                        <tr key={name} class={earned === undefined ? '' : earned > 0 ? 'earned' : 'missed'}>
                            <th scope="row">{titleOf(name)}</th>
                            <td class="number">{weights[name] === undefined ? '–' : plain(weights[name])}</td>
                            <td class="number">{earned === undefined ? '–' : plain(earned)}</td>
                        </tr>
                    );
                })}
            </tbody>
            {grade?.score != null && <tfoot><tr><th scope="row" colSpan={2}>Score</th><td class="number">{plain(grade.score)}</td></tr></tfoot>}
        </table>
    );
}
