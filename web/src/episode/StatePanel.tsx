import { useState } from 'preact/hooks';
import { getState } from '../api/episodes';
import { useResource } from '../api/resource';
import { ProblemNote } from '../controls/ProblemNote';
import { titleOf } from '../forms/field';
import { valueText } from './format';

/** The environment's whole state after a step, which the agent does not see. Loaded when it is opened. */
export function StatePanel({ id, at }: { id: string; at: number }) {
    const [isOpen, setOpen] = useState(false);
    const { value, problem, reload } = useResource(signal => (isOpen ? getState(id, at, signal) : Promise.resolve(null)), [id, at, isOpen]);
    return (
        <details class="card state" onToggle={event => setOpen(event.currentTarget.open)}>
            <summary><h2>Hidden state</h2> <span class="hint">what the agent does not see</span></summary>
            {problem && <ProblemNote problem={problem} retry={reload} />}
            {value && (
                <dl class="metrics">
                    {Object.entries(value).map(([name, each]) => <div key={name}><dt>{titleOf(name)}</dt><dd class="number">{valueText(each)}</dd></div>)}
                </dl>
            )}
        </details>
    );
}
