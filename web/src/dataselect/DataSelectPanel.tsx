import './dataselect.css';
import { getRows } from '../api/episodes';
import { useResource } from '../api/resource';
import { StepLines } from '../charts/StepLines';
import { ProblemNote } from '../controls/ProblemNote';
import { plain } from '../episode/format';
import type { PanelProps } from '../episode/panel';
import { batchesOf, seriesOf, strategies } from './batches';

/** The pool has 1100 samples, each of which is bought once; a page holds them all. */
const mostSamples = 2_000;

const percent = (share: number) => `${plain(Math.round(share * 1000) / 10)} %`;

/** Whether an environment is one of those whose course this panel shows. */
export function isDataSelect(environment: PanelProps['environment']): boolean {
    const properties = environment.observation.properties ?? {};
    return ['current_performance', 'noise_estimate', 'remaining_budget'].every(name => name in properties);
}

/** How data selection goes: the model's performance, the pool's noise and the budget over the steps, and what each step bought. */
export function DataSelectPanel({ id, view, at, head, go }: PanelProps & { id: string; go: (step: number) => void }) {
    const { observations, steps } = view.history;
    const line = (name: string, title: string, look: 'a' | 'b' | 'c') => [{ name: title, look, values: seriesOf(observations, name) }];
    return (
        <section class="card dataselect" aria-labelledby="dataselect-title">
            <h2 id="dataselect-title">Course of the selection</h2>
            <div class="dataselect-charts">
                <StepLines title="Performance" lines={line('current_performance', 'validation score', 'a')} at={at} go={go} minimum={0} maximum={1} />
                <StepLines title="Noise estimate" lines={line('noise_estimate', 'noisy share of the pool', 'b')} at={at} go={go} minimum={0} format={percent} />
                <StepLines title="Remaining budget" lines={line('remaining_budget', 'samples', 'c')} at={at} go={go} />
            </div>
            <Batches id={id} steps={steps} at={at} head={head} />
        </section>
    );
}

function Batches({ id, steps, at, head }: { id: string; steps: PanelProps['view']['history']['steps']; at: number; head: number }) {
    const { value, problem, reload } = useResource(signal => getRows(id, 'selected', { at: head, offset: 0, limit: mostSamples, marks: true }, signal), [id, head]);
    const batches = value ? batchesOf(value, steps) : [];
    if (problem) {
        return <ProblemNote problem={problem} retry={reload} />;
    }

    return batches.length === 0 ? <p class="muted">Nothing was selected yet.</p> : (
        <div class="scroll-x" tabIndex={0} role="region" aria-label="What each step selected">
            <table class="plain">
                <caption>What each step selected</caption>
                <thead>
                    <tr><th scope="col" class="number">Step</th><th scope="col" class="number">Samples</th><th scope="col">Noisy among them</th>{strategies.map(name => <th scope="col" class="number" key={name}>{name}</th>)}</tr>
                </thead>
                <tbody>
                    {batches.map(batch => (
                        <tr key={batch.step} class={batch.step === at ? 'is-at' : batch.step > at ? 'is-later' : ''}>
                            <th scope="row" class="number">{batch.step}</th>
                            <td class="number">{plain(batch.samples)}</td>
                            <td>
                                <span class="batch-noise">
                                    <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="batch-all" width="100" height="8" /><rect class="batch-noisy" width={(100 * batch.noisy) / batch.samples} height="8" /></svg>
                                    <span class="number">{plain(batch.noisy)} ({percent(batch.noisy / batch.samples)})</span>
                                </span>
                            </td>
                            {strategies.map(name => <td class="number" key={name}>{batch.shares ? percent(batch.shares[name]) : '–'}</td>)}
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}
