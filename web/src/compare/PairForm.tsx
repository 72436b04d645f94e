import { useState } from 'preact/hooks';
import { hashOf, navigate } from '../shell/router';

/** Asks which two episodes to compare. */
export function PairForm({ a, b }: { a: string; b: string }) {
    const [ids, setIds] = useState({ a, b });
    const go = (one: string, other: string) => navigate(hashOf(['compare'], { a: one.trim(), b: other.trim() }));
    return (
        <form class="pair card" onSubmit={event => { event.preventDefault(); go(ids.a, ids.b); }}>
            <div class="field">
                <label for="compare-a">Episode A</label>
                <input id="compare-a" class="mono" required autocomplete="off" spellcheck={false} value={ids.a} onInput={event => setIds({ ...ids, a: event.currentTarget.value })} />
            </div>
            <div class="field">
                <label for="compare-b">Episode B</label>
                <input id="compare-b" class="mono" required autocomplete="off" spellcheck={false} value={ids.b} onInput={event => setIds({ ...ids, b: event.currentTarget.value })} />
            </div>
            <div class="row">
                <button type="submit" class="primary">Compare</button>
                {a !== '' && b !== '' && <button type="button" onClick={() => go(b, a)}>Swap</button>}
            </div>
            {(a === '' || b === '') && <p class="hint">Two ids, such as those of an episode and its fork. In <a href="#/">the list</a> two rows can be chosen.</p>}
        </form>
    );
}
