import { plain } from '../episode/format';
import type { ClusterNode } from './cluster';

const tones: Readonly<Record<string, string>> = { up: 'good', joining: 'accent', leaving: 'warn', exiting: 'warn', down: 'bad', unreachable: 'bad' };

/** One node: where it is, what it does, and what it has. */
export function NodeCard({ node, all }: { node: ClusterNode; all: number | null }) {
    return (
        <article class="card node" aria-label={`Node ${node.id}`}>
            <div class="row">
                <h2 class="mono">{node.id}</h2>
                <span class={`tag ${tones[node.status] ?? ''}`}>{node.status}</span>
                {node.leader && <span class="tag">leader</span>}
                {node.self && <span class="tag accent">answers here</span>}
            </div>
            {node.address && <p class="mono muted small node-address">{node.address}</p>}
            {node.unanswered && <p class="note warn small">It did not tell about itself: {node.unanswered}</p>}
            <dl class="node-facts">
                <div><dt>Roles</dt><dd>{node.roles.length === 0 ? 'episodes, gateway' : node.roles.join(', ')}</dd></div>
                <div><dt>Shards</dt><dd class="number">{node.shards === null ? 'none' : plain(node.shards)}</dd></div>
                <div><dt>Episodes</dt><dd class="number">{node.episodes === null ? 'not known' : plain(node.episodes)}</dd></div>
            </dl>
            {node.episodes !== null && all !== null && all > 0 && (
                <div class="share">
                    <span class="hint number">{Math.round((100 * node.episodes) / all)} % of the episodes in memory</span>
                    <meter min={0} max={all} value={node.episodes} aria-label={`Share of the episodes on ${node.id}`} />
                </div>
            )}
            {node.environments.length > 0 && <><h3>Environments</h3><ul class="row small">{node.environments.map(name => <li key={name} class="tag">{name}</li>)}</ul></>}
            {node.plugins.length > 0 && (
                <>
                    <h3>Plugins</h3>
                    <ul class="node-plugins small">
                        {node.plugins.map(plugin => (
                            <li key={`${plugin.id}@${plugin.version ?? ''}`}>
                                <span class="mono">{plugin.id}{plugin.version && `@${plugin.version}`}</span>
                                <span class={`tag ${plugin.state === 'active' ? 'good' : plugin.state === 'rejected' || plugin.state === 'quarantined' ? 'bad' : ''}`}>{plugin.state}</span>
                            </li>
                        ))}
                    </ul>
                </>
            )}
        </article>
    );
}
