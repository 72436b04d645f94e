import { createStore } from './store';
import { useStore } from './useStore';

/** Where the page is: `#/e/abc?at=3` is the path `['e', 'abc']` with the query `at=3`. */
export interface Route {
    readonly path: readonly string[];
    readonly query: URLSearchParams;
}

/** Reads a location's hash. */
export function parseHash(hash: string): Route {
    const [path = '', query = ''] = splitOnce(hash.replace(/^#/, ''), '?');
    return { path: path.split('/').filter(part => part !== '').map(decode), query: new URLSearchParams(query) };
}

/** The hash of a place; parts of the path are escaped, empty and missing parameters left out. */
export function hashOf(path: readonly string[], query: Record<string, string | number | null | undefined> = {}): string {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
        if (value !== null && value !== undefined && value !== '') {
            parameters.set(name, String(value));
        }
    }

    const text = parameters.toString();
    return `#/${path.map(encodeURIComponent).join('/')}${text ? `?${text}` : ''}`;
}

const route = createStore<Route>(parseHash(typeof location === 'undefined' ? '' : location.hash));

/** Begins to follow the address. */
export function startRouter(): void {
    addEventListener('hashchange', () => route.set(parseHash(location.hash)));
    route.set(parseHash(location.hash));
}

/** Goes to a place. With `replace` the place takes the present one's entry in the history. */
export function navigate(hash: string, options: { replace?: boolean } = {}): void {
    if (options.replace) {
        history.replaceState(null, '', hash);
        route.set(parseHash(hash));
    } else if (location.hash !== hash) {
        location.hash = hash;
    }
}

/** The present place. */
export function useRoute(): Route {
    return useStore(route);
}

function splitOnce(text: string, mark: string): [string, string] {
    const at = text.indexOf(mark);
    return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(part: string): string {
    try {
        return decodeURIComponent(part);
    } catch {
        return part;
    }
}
