import { getTables } from '../api/episodes';
import { useResource } from '../api/resource';
import type { Environment } from '../api/types';
import { ProblemNote } from '../controls/ProblemNote';
import { plain } from '../episode/format';
import type { Compared } from './useCompared';

interface TablesPanelProps {
    readonly a: Compared;
    readonly b: Compared;
    readonly at: number;
    readonly environment: Environment | undefined;
}

/** How many rows the tables of both have after a step; of an episode that did not come so far, at its end. */
export function TablesPanel({ a, b, at, environment }: TablesPanelProps) {
    const [left, right] = [Math.min(at, a.trajectory.steps.length), Math.min(at, b.trajectory.steps.length)];
    const { value, problem, reload } = useResource(
        signal => Promise.all([getTables(a.summary.episode_id, left, false, signal), getTables(b.summary.episode_id, right, false, signal)]),
        [a.summary.episode_id, b.summary.episode_id, left, right],
    );
    const names = [...new Set([...(environment?.tables ?? []).map(table => table.name), ...(value ?? []).flat().map(table => table.name)])];
    return (
        <section class="card" aria-labelledby="compare-tables">
            <h2 id="compare-tables">Rows of the tables</h2>
            {problem && <ProblemNote problem={problem} retry={reload} />}
            {value && (
                <table class="plain">
                    <thead><tr><th scope="col">Table</th><th scope="col" class="number">A</th><th scope="col" class="number">B</th></tr></thead>
                    <tbody>
                        {names.map(name => {
                            const [mine, theirs] = value.map(tables => tables.find(table => table.name === name)?.rows);
                            return (
                                <tr key={name} class={mine === theirs ? '' : 'is-different'}>
                                    <th scope="row">{environment?.tables?.find(table => table.name === name)?.title ?? name}</th>
                                    <td class="number">{mine === undefined ? 'none' : plain(mine)}</td>
                                    <td class="number">{theirs === undefined ? 'none' : plain(theirs)}{mine !== theirs && <span class="unseen"> (differs)</span>}</td>
                                </tr>
                            );
                        })}
                    </tbody>
                </table>
            )}
        </section>
    );
}
