import { argumentsText, nameOf, type ActionShape } from '../episode/action';
import { signed } from '../episode/format';
import type { Pair, Side } from './align';

interface StepsPanelProps {
    readonly pairs: readonly Pair[];
    readonly partsAt: number | null;
    readonly at: number;
    readonly go: (step: number) => void;
    readonly shapes: readonly [ActionShape | undefined, ActionShape | undefined];
}

/** What both did, step by step. */
export function StepsPanel({ pairs, partsAt, at, go, shapes }: StepsPanelProps) {
    return (
        <section class="card steps" aria-labelledby="compare-steps">
            <h2 id="compare-steps">Steps</h2>
            <ol>
                <li class={at === 0 ? 'is-at' : ''}><button type="button" class="quiet small" aria-pressed={at === 0} onClick={() => go(0)}>Start</button></li>
                {pairs.map(pair => (
                    <li key={pair.step} class={`${pair.step === at ? 'is-at' : ''} ${pair.step === partsAt ? 'is-parting' : ''}`}>
                        {pair.step === partsAt && <p class="parting">They part here</p>}
                        <button type="button" class="quiet small number" aria-pressed={pair.step === at} aria-label={`Step ${pair.step}`} onClick={() => go(pair.step)}>{pair.step}</button>
                        <div class="steps-both">
                            <Done name={pair.isSame ? null : 'A'} side={pair.a} shape={shapes[0]} />
                            {!pair.isSame && <Done name="B" side={pair.b} shape={shapes[1]} />}
                        </div>
                        <span class={`steps-same ${pair.isSame ? '' : 'is-different'}`}>{pair.isSame ? 'same' : pair.a && pair.b ? 'differs' : pair.a ? 'A alone' : 'B alone'}</span>
                    </li>
                ))}
            </ol>
        </section>
    );
}

function Done({ name, side, shape }: { name: 'A' | 'B' | null; side: Side | null; shape: ActionShape | undefined }) {
    if (!side) {
        return null;
    }

    const text = shape ? argumentsText(shape, side.action) : '';
    return (
        <span class="steps-done">
            {name && <span class={`side-mark side-${name}`} role="img" aria-label={`${name}:`} />}
            <span class="steps-action"><code>{shape ? nameOf(shape, side.action) : JSON.stringify(side.action)}</code>{text && <span class="muted small"> {text}</span>}</span>
            <span class={`number ${side.reward < 0 ? 'is-negative' : ''}`}>{signed(side.reward)}</span>
        </span>
    );
}
