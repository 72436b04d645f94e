import './cluster.css';
import { useEffect } from 'preact/hooks';
import { useResource } from '../api/resource';
import { ProblemNote } from '../controls/ProblemNote';
import { plain } from '../episode/format';
import type { PageProps } from '../shell/pages';
import { getCluster, isCluster, totalOf, type Cluster } from './cluster';
import { NodeCard } from './NodeCard';

/** The nodes that run episodes. Asked for when the page is opened or looked at again, and at a click; nothing is asked for in between. */
export function ClusterPage(_: PageProps) {
    const { value: cluster, problem, isLoading, reload } = useResource(getCluster, []);
    useEffect(() => {
        const look = () => document.visibilityState === 'visible' && reload();
        document.addEventListener('visibilitychange', look);
        addEventListener('online', look);
        return () => {
            document.removeEventListener('visibilitychange', look);
            removeEventListener('online', look);
        };
    }, []);

    return (
        <section class="cluster" aria-busy={isLoading}>
            <div class="row">
                <h1>Cluster</h1>
                <button type="button" class="cluster-again" disabled={isLoading} onClick={reload}>Look again</button>
            </div>
            {problem && <ProblemNote problem={problem} retry={reload} />}
            {!cluster && !problem && <p class="muted">Loading…</p>}
            {cluster && <Totals cluster={cluster} />}
            {cluster && !isCluster(cluster) && (
                <p class="note">
                    The embedded engine has no cluster: this one process runs every episode. Akka.NET&apos;s engine spreads them over nodes as shards; where its assembly is
                    installed, the setting <code>Medusa:Engine</code> chooses it.
                </p>
            )}
            {cluster && <div class="cluster-nodes">{cluster.nodes.map(node => <NodeCard key={`${node.id} ${node.address ?? ''}`} node={node} all={totalOf(cluster, 'episodes')} />)}</div>}
        </section>
    );
}

function Totals({ cluster }: { cluster: Cluster }) {
    const up = cluster.nodes.filter(node => node.status === 'up').length;
    const [shards, episodes] = [totalOf(cluster, 'shards'), totalOf(cluster, 'episodes')];
    return (
        <dl class="totals card">
            <div><dt>Engine</dt><dd>{cluster.engine === 'akka' ? 'Akka.NET' : cluster.engine}</dd></div>
            <div><dt>Nodes up</dt><dd class="number">{up} of {cluster.nodes.length}</dd></div>
            <div><dt>Shards</dt><dd class="number">{shards === null ? 'none' : plain(shards)}</dd></div>
            <div><dt>Episodes in memory</dt><dd class="number">{episodes === null ? 'not known' : plain(episodes)}</dd></div>
        </dl>
    );
}
