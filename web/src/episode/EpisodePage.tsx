import type { PageProps } from '../shell/pages';

/** One episode. */
export function EpisodePage({ route }: PageProps) {
    return (
        <section class="narrow">
            <h1>Episode <code>{route.path[1]}</code></h1>
        </section>
    );
}
