import type { MarkStyle } from './marks';

/** The signs of some kinds of marks, each with its meaning for those who hear the page. */
export function Signs({ kinds, styles }: { kinds: readonly string[]; styles: ReadonlyMap<string, MarkStyle> }) {
    return (
        <>
            {kinds.map(kind => {
                const style = styles.get(kind);
                const title = style?.title ?? kind;
                return <span key={kind} class={`sign tone-${style?.tone ?? 0}`} title={title}><span aria-hidden="true">{style?.sign ?? '!'}</span><span class="unseen">{title} </span></span>;
            })}
        </>
    );
}
