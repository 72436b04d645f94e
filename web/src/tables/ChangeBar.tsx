import type { Changes } from './source';

interface Props {
    readonly changes: Changes;
    /** The row that was gone to last; −1 before. */
    readonly from: number;
    readonly go: (row: number) => void;
    readonly title: string;
}

/** How many rows the step added, removed and changed; goes from one run of them to the next. */
export function ChangeBar({ changes, from, go, title }: Props) {
    const { added, removed, changed, places } = changes;
    if (places.length === 0) {
        return null;
    }

    const starts = places.filter((place, index) => place !== (places[index - 1] ?? -2) + 1);
    const next = starts.find(place => place > from) ?? starts[0]!;
    const said = [changed > 0 && `${changed} changed`, added > 0 && `${added} added`, removed > 0 && `${removed} removed`].filter(Boolean).join(', ');
    return (
        <button type="button" class="change-bar" aria-label={`${title}: ${said}. Show the next`} title="Show the next change" onClick={() => go(next)}>
            {changed > 0 && <span class="sign state-changed">Δ{changed}</span>}
            {added > 0 && <span class="sign state-added">+{added}</span>}
            {removed > 0 && <span class="sign state-removed">−{removed}</span>}
            <span aria-hidden="true">↓</span>
        </button>
    );
}
