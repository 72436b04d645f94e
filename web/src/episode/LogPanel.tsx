import { useState } from 'preact/hooks';
import { getLog } from '../api/episodes';
import { useResource } from '../api/resource';
import type { LogEntry } from '../api/types';
import { ProblemNote } from '../controls/ProblemNote';
import { titleOf } from '../forms/field';
import { signed, timeText, valueText } from './format';

const shownAtFirst = 30;
const longLog = 200;
const restOfLongLog = 500;

/** The governance log: each step with what it measured, the latest first. */
export function LogPanel({ id, head, at }: { id: string; head: number; at: number }) {
    const { value, problem, reload } = useResource(async signal => {
        // A long log is read once the steps rest, not at each of them.
        if (head > longLog) {
            await rest(signal);
        }

        return getLog(id, signal);
    }, [id, head]);
    const [showsAll, setShowsAll] = useState(false);
    const entries = (value ?? []).filter(entry => entry.index <= at).reverse();
    const shown = showsAll ? entries : entries.slice(0, shownAtFirst);
    return (
        <section class="card log" aria-labelledby="log-title">
            <div class="panel-head">
                <h2 id="log-title">Governance log</h2>
                <span class="tag number">{entries.length} {entries.length === 1 ? 'entry' : 'entries'}</span>
            </div>
            {problem && <ProblemNote problem={problem} retry={reload} />}
            {value && entries.length === 0 && <p class="hint">Nothing was done yet. Each step leaves an entry here that is never changed.</p>}
            <ol class="entries" reversed>
                {shown.map(entry => <Entry key={entry.index} entry={entry} />)}
            </ol>
            {shown.length < entries.length && <button type="button" class="small" onClick={() => setShowsAll(true)}>Show all {entries.length}</button>}
        </section>
    );
}

function Entry({ entry }: { entry: LogEntry }) {
    const given = Object.entries(entry.parameters).filter(([, value]) => value !== null);
    return (
        <li class="entry">
            <div class="entry-head">
                <span class="step-index number">{entry.index}</span>
                <strong class="entry-name">{entry.action}</strong>
                <span class="number">{signed(entry.reward)}</span>
                <time class="muted" dateTime={entry.wall_time} title={entry.wall_time}>{timeText(entry.wall_time)}</time>
            </div>
            {given.length > 0 && <p class="hint mono">{given.map(([name, value]) => `${name}: ${valueText(value)}`).join(', ')}</p>}
            <dl class="metrics">
                {Object.entries(entry.metrics).map(([name, value]) => (
                    <div key={name}><dt>{titleOf(name)}</dt><dd class="number">{valueText(value)}</dd></div>
                ))}
            </dl>
        </li>
    );
}

function rest(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(resolve, restOfLongLog);
        signal.addEventListener('abort', () => {
            clearTimeout(timer);
            reject(new DOMException('Not wanted any more.', 'AbortError'));
        });
    });
}
