import type { PageProps } from '../shell/pages';

/** Episodes of this server. */
export function ListPage(_: PageProps) {
    return (
        <section class="narrow">
            <h1>Episodes</h1>
            <p class="muted">Episodes of this server.</p>
        </section>
    );
}
