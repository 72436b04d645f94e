import { useState } from 'preact/hooks';
import { hashOf, navigate } from '../shell/router';

/** Opens any episode by its id. */
export function OpenForm() {
    const [id, setId] = useState('');
    return (
        <form class="card open-form" onSubmit={event => { event.preventDefault(); navigate(hashOf(['e', id.trim()])); }}>
            <h2>Open an episode</h2>
            <div class="field">
                <label for="open-id">Episode id</label>
                <input id="open-id" class="mono" required autocomplete="off" spellcheck={false} value={id} onInput={event => setId(event.currentTarget.value)} />
            </div>
            <div><button type="submit">Open</button></div>
        </form>
    );
}
