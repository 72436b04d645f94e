import { useState } from 'preact/hooks';
import { giveKey, session } from '../api/session';
import { useStore } from './useStore';

/** Asks for an API key. It is kept for this tab alone, and sent to this server alone. */
export function KeyForm() {
    const { key } = useStore(session);
    const [text, setText] = useState('');
    return (
        <form class="narrow card" onSubmit={event => { event.preventDefault(); giveKey(text.trim()); }}>
            <h1>API key</h1>
            <p>{key === null ? 'This server asks for an API key.' : 'This server does not know the key that it got. Give another one.'}</p>
            <div class="field">
                <label for="api-key">Key</label>
                <input id="api-key" type="password" required autocomplete="off" spellcheck={false} value={text} onInput={event => setText(event.currentTarget.value)} aria-describedby="api-key-hint" />
                <p class="hint" id="api-key-hint">It is kept until this tab is closed.</p>
            </div>
            <button type="submit" class="primary">Use this key</button>
        </form>
    );
}
