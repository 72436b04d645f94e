import type { PageProps } from '../shell/pages';

/** The nodes that run episodes. */
export function ClusterPage(_: PageProps) {
    return (
        <section class="narrow">
            <h1>Cluster</h1>
            <p class="muted">The nodes that run episodes.</p>
        </section>
    );
}
