import type { MarkStyle } from './marks';

interface Props {
    readonly styles: readonly MarkStyle[];
    readonly showsRemoved: boolean;
    readonly setShowsRemoved: (shows: boolean) => void;
}

/** What colours and signs in the tables mean. */
export function Legend({ styles, showsRemoved, setShowsRemoved }: Props) {
    return (
        <div class="legend">
            <ul aria-label="Legend">
                {styles.map(style => (
                    <li key={style.kind} title={style.description}><span class={`sign tone-${style.tone}`} aria-hidden="true">{style.sign}</span>{style.title}</li>
                ))}
                <li><span class="sign state-changed" aria-hidden="true">Δ</span>Changed by this step</li>
                <li><span class="sign state-added" aria-hidden="true">+</span>Added</li>
                <li><span class="sign state-removed" aria-hidden="true">−</span>Removed</li>
            </ul>
            <label class="row legend-switch"><input type="checkbox" checked={showsRemoved} onChange={event => setShowsRemoved(event.currentTarget.checked)} /> Show removed rows</label>
        </div>
    );
}
