import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../controls/Icon';
import { nameOf } from './action';
import { signed } from './format';
import type { PanelProps } from './panel';

/** Steps that are shown on either side of the present one; a long episode has a slider beside them. */
const around = 60;

/** Every step, to go back to. All panels show how things stood after the chosen one. */
export function Timeline({ shape, view, at, head, go }: PanelProps & { go: (step: number) => void }) {
    const { steps } = view.history;
    const strip = useRef<HTMLOListElement>(null);
    const first = Math.max(0, Math.min(at - around, head - 2 * around));
    const last = Math.min(head, first + 2 * around);

    useEffect(() => {
        const list = strip.current;
        const current = list?.querySelector<HTMLElement>('[aria-current]');
        if (list && current) {
            list.scrollTo({ left: current.offsetLeft - (list.clientWidth - current.offsetWidth) / 2, behavior: head > 2 * around ? 'auto' : 'smooth' });
        }
    }, [at, head]);

    const onKeyDown = (event: KeyboardEvent) => {
        const target = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: head }[event.key];
        if (target !== undefined && !(event.target instanceof HTMLInputElement)) {
            event.preventDefault();
            go(Math.min(head, Math.max(0, target)));
            requestAnimationFrame(() => strip.current?.querySelector<HTMLElement>('[aria-current]')?.focus({ preventScroll: true }));
        }
    };

    return (
        <nav class="timeline" aria-label="Timeline">
            <div class="timeline-moves">
                <button type="button" class="quiet icon-only" aria-label="First state" disabled={at === 0} onClick={() => go(0)}><Icon name="first" /></button>
                <button type="button" class="quiet icon-only" aria-label="Step back" disabled={at === 0} onClick={() => go(at - 1)}><Icon name="previous" /></button>
                <span class="timeline-place number" aria-live="polite">Step {at} of {head}</span>
                <button type="button" class="quiet icon-only" aria-label="Step forward" disabled={at === head} onClick={() => go(at + 1)}><Icon name="next" /></button>
                <button type="button" class="quiet icon-only" aria-label="Latest state" disabled={at === head} onClick={() => go(head)}><Icon name="last" /></button>
            </div>
            {head > 2 * around && <input type="range" class="timeline-range" aria-label="Step" min={0} max={head} value={at} onInput={event => go(Number(event.currentTarget.value))} />}
            <ol class="timeline-strip" ref={strip} onKeyDown={onKeyDown}>
                {Array.from({ length: last - first + 1 }, (_, offset) => first + offset).map(index => {
                    const step = steps[index - 1];
                    const tone = !step ? '' : step.reward > 0 ? 'good' : step.reward < -1 ? 'bad' : '';
                    return (
                        <li key={index}>
                            <button type="button" class={`step ${tone}`} aria-current={index === at ? 'step' : undefined} tabIndex={index === at ? 0 : -1} onClick={() => go(index)}>
                                <span class="step-index number">{index}</span>
                                <span class="step-name">{step ? nameOf(shape, step.action) : 'start'}</span>
                                {step && <span class="step-reward number">{signed(step.reward)}</span>}
                            </button>
                        </li>
                    );
                })}
            </ol>
        </nav>
    );
}
