import { request } from '../api/request';

/** A node of the cluster, as the one that answered sees it. What is not known is null or empty. */
export interface ClusterNode {
    readonly id: string;
    readonly address: string | null;
    readonly roles: readonly string[];
    readonly status: string;
    readonly leader: boolean;
    readonly self: boolean;
    readonly shards: number | null;
    readonly episodes: number | null;
    readonly environments: readonly string[];
    readonly plugins: readonly { readonly id: string; readonly version: string | null; readonly state: string }[];
    readonly unanswered: string | null;
}

/** The nodes, and what runs episodes on them. */
export interface Cluster {
    readonly engine: string;
    readonly nodes: readonly ClusterNode[];
}

/** Asks for the nodes. */
export const getCluster = (signal?: AbortSignal) => request<Cluster>('/v1/cluster', signal ? { signal } : {});

/** What a whole cluster holds, of what is known. */
export function totalOf(cluster: Cluster, what: 'shards' | 'episodes'): number | null {
    const known = cluster.nodes.map(node => node[what]).filter(count => count !== null);
    return known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0);
}

/** Whether the engine spreads episodes over nodes. */
export function isCluster(cluster: Cluster): boolean {
    return cluster.engine !== 'embedded';
}
