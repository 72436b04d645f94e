import { Problem, isAbort, readProblem } from './problem';
import { refuseKey, session } from './session';

/** How a request is sent. */
export interface RequestOptions {
    readonly method?: 'GET' | 'POST' | 'DELETE';
    readonly body?: unknown;
    readonly signal?: AbortSignal;
    readonly accept?: string;
}

/** Sends a request below `/v1` and gives the response of a success; anything else is a Problem. */
export async function send(path: string, options: RequestOptions = {}): Promise<Response> {
    const headers = new Headers({ Accept: options.accept ?? 'application/json' });
    const { key } = session.get();
    if (key !== null) {
        headers.set('Authorization', `Bearer ${key}`);
    }

    const init: RequestInit = { method: options.method ?? 'GET', headers, credentials: 'omit', cache: 'no-store' };
    if (options.body !== undefined) {
        headers.set('Content-Type', 'application/json');
        init.body = JSON.stringify(options.body);
    }

    if (options.signal) {
        init.signal = options.signal;
    }

    const response = await reach(path, init);
    if (response.ok) {
        return response;
    }

    if (response.status === 401) {
        refuseKey();
    }

    throw await readProblem(response);
}

/** Sends a request and reads its JSON. */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
    const response = await send(path, options);
    return (response.status === 204 ? undefined : await response.json()) as T;
}

/** The server's root: the page is at `<root>/web/`. */
export function rootPath(): string {
    return location.pathname.replace(/\/web(\/.*)?$/, '');
}

async function reach(path: string, init: RequestInit): Promise<Response> {
    try {
        return await fetch(`${rootPath()}${path}`, init);
    } catch (error) {
        if (isAbort(error)) {
            throw error;
        }

        throw new Problem('network', 'The server did not answer. Is it running, and is the network up?', 0);
    }
}
