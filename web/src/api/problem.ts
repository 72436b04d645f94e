/** A field that the server refused. */
export interface FieldError {
    readonly path: string;
    readonly message: string;
}

/** A refusal: the server's problem+json, or `network` where no answer came. */
export class Problem extends Error {
    constructor(
        readonly code: string,
        readonly detail: string,
        readonly status: number,
        readonly errors: readonly FieldError[] = [],
        readonly retryAfterSeconds: number | null = null,
    ) {
        super(detail);
        this.name = 'Problem';
    }

    /** Whether the same request under the same names may succeed later. */
    get isPassing(): boolean {
        return this.code !== 'plugin_unavailable' && this.code !== 'page_error' && (this.status === 0 || this.status === 503 || this.status === 504);
    }
}

/** Any error as a problem. */
export function problemOf(error: unknown): Problem {
    return error instanceof Problem ? error : new Problem('page_error', error instanceof Error ? error.message : String(error), 0);
}

/** Whether an error says that its request was given up. */
export function isAbort(error: unknown): boolean {
    return error instanceof DOMException && error.name === 'AbortError';
}

/** Reads a refusal. */
export async function readProblem(response: Response): Promise<Problem> {
    const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN);
    const seconds = Number.isFinite(retryAfter) ? retryAfter : null;
    try {
        const body = (await response.json()) as { code?: string; detail?: string; errors?: FieldError[] };
        return new Problem(body.code ?? 'unknown', body.detail ?? response.statusText, response.status, body.errors ?? [], seconds);
    } catch {
        return new Problem('unknown', `The server answered ${response.status} ${response.statusText}.`, response.status, [], seconds);
    }
}
