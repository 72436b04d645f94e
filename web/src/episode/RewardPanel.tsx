import { RewardChart } from '../charts/RewardChart';
import { titleOf } from '../forms/field';
import { nameOf } from './action';
import { signed } from './format';
import type { PanelProps } from './panel';

const tableSteps = 200;

/** The reward of each step, by rule, and what it came to. */
export function RewardPanel({ environment, shape, view, at, go }: PanelProps & { go: (step: number) => void }) {
    const { steps } = view.history;
    const known = environment.rewards.map(rule => rule.name);
    const others = [...new Set(steps.flatMap(step => step.terms.map(term => term.rule)))].filter(rule => !known.includes(rule));
    const rules = [...known, ...others];
    const until = steps.slice(0, at);
    const sums = new Map<string, number>();
    for (const { rule, value } of until.flatMap(step => step.terms)) {
        sums.set(rule, (sums.get(rule) ?? 0) + value);
    }

    const here = steps[at - 1];
    const label = `Rewards of ${steps.length} steps, by rule. After step ${at} they come to ${signed(here?.total ?? 0)}. The table below says the same.`;
    return (
        <section class="card rewards" aria-labelledby="rewards-title">
            <div class="panel-head">
                <h2 id="rewards-title">Reward by step</h2>
                <span class="tag number">so far {signed(here?.total ?? 0)}</span>
            </div>
            <div class="reward-columns">
                <RewardChart steps={steps} rules={rules} at={at} label={label} go={go} />
                <div class="scroll-x" tabIndex={0} role="region" aria-label="Reward by rule">
                    <table class="plain rules">
                        <thead>
                            <tr><th scope="col">Rule</th><th scope="col" class="number">This step</th><th scope="col" class="number">So far</th></tr>
                        </thead>
                        <tbody>
                            {rules.map((rule, index) => {
                                const now = here?.terms.find(term => term.rule === rule)?.value;
                                const sum = sums.get(rule);
                                return (
                                    <tr key={rule} class={sum === undefined ? 'unused' : ''}>
                                        <th scope="row">
                                            <span class="rule-name"><span class={`swatch series-${index % 8}`} aria-hidden="true" />{titleOf(rule)}</span>
                                            <span class="hint">{environment.rewards[index]?.description}</span>
                                        </th>
                                        <td class="number">{now === undefined ? '–' : signed(now)}</td>
                                        <td class="number">{sum === undefined ? '–' : signed(sum)}</td>
                                    </tr>
                                );
                            })}
                        </tbody>
                    </table>
                </div>
            </div>
            <details>
                <summary>All steps as a table</summary>
                <div class="scroll-x" tabIndex={0} role="region" aria-label="Rewards by step">
                    <table class="plain">
                        <thead>
                            <tr><th scope="col">Step</th><th scope="col">Action</th>{rules.map(rule => <th scope="col" class="number" key={rule}>{titleOf(rule)}</th>)}<th scope="col" class="number">Reward</th><th scope="col" class="number">Cumulative</th></tr>
                        </thead>
                        <tbody>
                            {until.slice(-tableSteps).map(step => (
                                <tr key={step.index}>
                                    <th scope="row" class="number">{step.index}</th>
                                    <td>{nameOf(shape, step.action)}</td>
                                    {rules.map(rule => {
                                        const value = step.terms.find(term => term.rule === rule)?.value;
                                        return <td class="number" key={rule}>{value === undefined ? '' : signed(value)}</td>;
                                    })}
                                    <td class="number">{signed(step.reward)}</td>
                                    <td class="number">{signed(step.total)}</td>
                                </tr>
                            ))}
                        </tbody>
                    </table>
                </div>
                {until.length > tableSteps && <p class="hint">The last {tableSteps} steps up to the one that is shown.</p>}
            </details>
        </section>
    );
}
