import { createStore } from '../shell/store';

/** Who the page acts as. The key lives as long as the browser's tab. */
export interface Session {
    /** The API key; null where none was given. */
    readonly key: string | null;
    /** The server asks for a key, or does not know the one it got. */
    readonly isRefused: boolean;
    /** Counts the keys that were given: what was loaded under an earlier one is loaded again. */
    readonly generation: number;
}

const storageKey = 'medusa.key';

/** The page's session. */
export const session = createStore<Session>({ key: readKey(), isRefused: false, generation: 0 });

/** Takes a key; null forgets it. */
export function giveKey(key: string | null): void {
    try {
        if (key === null) {
            sessionStorage.removeItem(storageKey);
        } else {
            sessionStorage.setItem(storageKey, key);
        }
    } catch {
        // Storage may be forbidden; the key then lasts until the page is loaded again.
    }

    session.update(now => ({ key, isRefused: false, generation: now.generation + 1 }));
}

/** Notes that the server refused the key. */
export function refuseKey(): void {
    session.update(now => (now.isRefused ? now : { ...now, isRefused: true }));
}

function readKey(): string | null {
    try {
        return sessionStorage.getItem(storageKey);
    } catch {
        return null;
    }
}
