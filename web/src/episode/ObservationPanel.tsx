import { useMemo } from 'preact/hooks';
import { argumentsText, nameOf } from './action';
import { plain, signed, valueText } from './format';
import { sortObservation, type Fact, type Gauge } from './observation';
import type { PanelProps } from './panel';

/** What the agent sees after a step, and what of it the step changed. */
export function ObservationPanel({ environment, shape, view, at }: PanelProps) {
    const { observations, steps } = view.history;
    const step = steps[at - 1];
    const sorted = useMemo(() => sortObservation(environment, observations[at]!, observations[at - 1]), [environment, observations, at]);
    return (
        <section class="card observation" aria-labelledby="observation-title">
            <div class="panel-head">
                <h2 id="observation-title">{step ? `After step ${at}: ${nameOf(shape, step.action)}` : 'At the start'}</h2>
                {step && <span class={`tag number ${step.reward > 0 ? 'good' : step.reward < -1 ? 'bad' : ''}`}>reward {signed(step.reward)}</span>}
            </div>
            {step && argumentsText(shape, step.action) && <p class="hint mono">{argumentsText(shape, step.action)}</p>}
            {sorted.message !== null && <p class="message">{sorted.message}</p>}
            {sorted.gauges.length > 0 && (
                <ul class="gauges" aria-label="Features">
                    {sorted.gauges.map(gauge => <GaugeItem key={gauge.name} gauge={gauge} />)}
                </ul>
            )}
            {[...new Set(sorted.facts.map(fact => fact.group))].map(group => (
                <div key={group} class="fact-group">
                    {group && <h3>{group}</h3>}
                    <dl class="fact-list">
                        {sorted.facts.filter(fact => fact.group === group).map(fact => <FactItem key={fact.path} fact={fact} />)}
                    </dl>
                </div>
            ))}
        </section>
    );
}

function GaugeItem({ gauge }: { gauge: Gauge }) {
    const { title, about, value, before, minimum, maximum } = gauge;
    const place = (number: number) => `${Math.min(1, Math.max(0, (number - minimum) / (maximum - minimum || 1))) * 100}%`;
    const change = before === undefined ? 0 : value - before;
    const isChanged = Math.abs(change) > 1e-12;
    return (
        <li class={`gauge ${isChanged ? 'changed' : ''}`} title={about}>
            <div class="gauge-head">
                <span class="gauge-title">{title}</span>
                <span class="gauge-value number">{plain(value)}</span>
            </div>
            <div class="gauge-bar" role="meter" aria-label={title} aria-valuenow={value} aria-valuemin={minimum} aria-valuemax={maximum} aria-valuetext={plain(value)}>
                <span class="gauge-fill" style={{ width: place(value) }} />
                {isChanged && <span class="gauge-before" style={{ left: place(before!) }} />}
            </div>
            <p class="gauge-about">{isChanged && <strong class="number">{signed(change)}. </strong>}{about}</p>
        </li>
    );
}

function FactItem({ fact }: { fact: Fact }) {
    return (
        <div class={`fact ${fact.isChanged ? 'changed' : ''}`} title={fact.about || undefined}>
            <dt>{fact.title}</dt>
            <dd class="number">{valueText(fact.value)}{fact.isChanged && <span class="unseen"> (changed)</span>}</dd>
        </div>
    );
}
