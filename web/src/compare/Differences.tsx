import type { Environment, Trajectory } from '../api/types';
import { plain, valueText } from '../episode/format';
import { sortObservation } from '../episode/observation';
import { isSame, observationAt } from './align';

interface DifferencesProps {
    readonly a: Trajectory;
    readonly b: Trajectory;
    readonly at: number;
    readonly environment: Environment | undefined;
}

/** What the two observations after a step say differently. */
export function Differences({ a, b, at, environment }: DifferencesProps) {
    const [left, right] = [observationAt(a, at), observationAt(b, at)];
    const rows = left && right && environment ? differences(environment, left, right) : [];
    return (
        <section class="card" aria-labelledby="compare-observation">
            <h2 id="compare-observation">Observation after {at === 0 ? 'the start' : `step ${at}`}</h2>
            {!left || !right ? <p class="muted">Only {left ? 'A' : 'B'} has come this far.</p> : rows.length === 0 ? <p class="muted">Both saw the same.</p> : (
                <div class="scroll-x" tabIndex={0} role="region" aria-label="What was seen differently">
                    <table class="plain">
                        <thead><tr><th scope="col">What</th><th scope="col">A</th><th scope="col">B</th></tr></thead>
                        <tbody>{rows.map(row => <tr key={row.name}><th scope="row">{row.title}</th><td>{row.a}</td><td>{row.b}</td></tr>)}</tbody>
                    </table>
                </div>
            )}
        </section>
    );
}

interface Difference {
    readonly name: string;
    readonly title: string;
    readonly a: string;
    readonly b: string;
}

function differences(environment: Environment, a: Trajectory['final_observation'], b: Trajectory['final_observation']): Difference[] {
    const [one, other] = [sortObservation(environment, a, undefined), sortObservation(environment, b, undefined)];
    const found: Difference[] = [];
    if (one.message !== other.message) {
        found.push({ name: 'message', title: 'Message', a: one.message ?? 'none', b: other.message ?? 'none' });
    }

    for (const gauge of one.gauges) {
        const twin = other.gauges.find(each => each.name === gauge.name);
        if (twin && twin.value !== gauge.value) {
            found.push({ name: gauge.name, title: gauge.title, a: plain(gauge.value), b: plain(twin.value) });
        }
    }

    const names = new Set([...one.facts, ...other.facts].map(fact => fact.path));
    for (const name of names) {
        const [mine, theirs] = [one.facts.find(fact => fact.path === name), other.facts.find(fact => fact.path === name)];
        if (!isSame(mine?.value, theirs?.value)) {
            found.push({ name, title: (mine ?? theirs)!.title, a: mine ? valueText(mine.value) : 'none', b: theirs ? valueText(theirs.value) : 'none' });
        }
    }

    return found;
}
