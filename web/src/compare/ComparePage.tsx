import type { PageProps } from '../shell/pages';

/** Two episodes, step by step. */
export function ComparePage(_: PageProps) {
    return (
        <section class="narrow">
            <h1>Compare episodes</h1>
            <p class="muted">Two episodes, step by step.</p>
        </section>
    );
}
