import type { Problem } from '../api/problem';

/** Says what went wrong, and offers to try again where that may help. */
export function ProblemNote({ problem, retry }: { problem: Problem; retry?: () => void }) {
    return (
        <div class="note bad" role="alert">
            <p><strong>{titles[problem.code] ?? 'The server refused'}</strong> <code>{problem.code}</code></p>
            <p>{problem.detail}</p>
            {retry && <button type="button" onClick={retry}>Try again</button>}
        </div>
    );
}

const titles: Readonly<Record<string, string>> = {
    network: 'No answer',
    unknown_episode: 'No such episode',
    episode_expired: 'The episode was removed',
    plugin_unavailable: 'The plugin is missing',
    overloaded: 'The server is busy',
    rate_limited: 'Too many requests',
    quota_exceeded: 'The quota is used up',
    page_error: 'This page failed',
};
