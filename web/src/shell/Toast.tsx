import { useEffect, useState } from 'preact/hooks';
import { announcements } from './announce';
import { useStore } from './useStore';

const shownFor = 6000;

/** The latest announcement: read out, and shown for a while at the page's foot. */
export function Toast() {
    const latest = useStore(announcements);
    const [hidden, setHidden] = useState(0);
    useEffect(() => {
        if (latest) {
            const timer = setTimeout(() => setHidden(latest.number), shownFor);
            return () => clearTimeout(timer);
        }

        return undefined;
    }, [latest]);
    const isShown = latest !== null && latest.number !== hidden;
    return (
        <div class="toast-place" role="status" aria-live="polite">
            {isShown && <p key={latest.number} class={`toast ${latest.tone}`}>{latest.text}</p>}
        </div>
    );
}
