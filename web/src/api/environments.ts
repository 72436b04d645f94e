import { getEnvironments } from './episodes';
import { useResource, type Resource } from './resource';
import { session } from './session';
import type { Environments } from './types';

let kept: { readonly generation: number; readonly answer: Promise<Environments> } | undefined;

/** The environments, asked for once a session. */
export function loadEnvironments(): Promise<Environments> {
    const { generation } = session.get();
    if (kept?.generation !== generation) {
        const answer = getEnvironments();
        answer.catch(() => (kept = undefined));
        kept = { generation, answer };
    }

    return kept.answer;
}

/** The environments, for a component. */
export function useEnvironments(): Resource<Environments> {
    return useResource(() => loadEnvironments(), []);
}
