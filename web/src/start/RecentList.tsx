import { useState } from 'preact/hooks';
import { hashOf } from '../shell/router';
import { readRecent } from './recent';

/** The episodes that this browser had open. */
export function RecentList() {
    const [recent] = useState(readRecent);
    return (
        <section class="card recent" aria-labelledby="recent-title">
            <h2 id="recent-title">Recently opened here</h2>
            {recent.length === 0 ? <p class="hint">None yet.</p> : (
                <ul>
                    {recent.map(each => (
                        <li key={each.id}>
                            <a href={hashOf(['e', each.id])} class="mono">{each.id}</a>
                            <span class="hint">{each.environment}{each.task ? ` · ${each.task}` : ''} · seed {each.seed}</span>
                        </li>
                    ))}
                </ul>
            )}
        </section>
    );
}
