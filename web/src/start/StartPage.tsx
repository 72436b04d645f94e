import type { PageProps } from '../shell/pages';

/** Starts an episode. */
export function StartPage(_: PageProps) {
    return (
        <section class="narrow">
            <h1>Start an episode</h1>
        </section>
    );
}
