import type { Connection } from '../api/follow';
import { Icon } from '../controls/Icon';
import { announce } from '../shell/announce';
import { hashOf } from '../shell/router';
import type { PanelProps } from './panel';
import type { Fork } from './useFork';

const connections: Readonly<Record<Connection, { text: string; tone: string }>> = {
    connecting: { text: 'Connecting', tone: '' },
    live: { text: 'Live', tone: 'good' },
    waiting: { text: 'Reconnecting', tone: 'warn' },
    stopped: { text: 'Not live', tone: 'bad' },
};

/** Which episode this is, how it stands, and what can be done with it as a whole. */
export function EpisodeHead({ environment, view, at, head, connection, fork }: PanelProps & { connection: Connection; fork: Fork }) {
    const { summary, forkedAt } = view;
    const state = connections[connection];
    return (
        <header class="episode-head">
            <div class="episode-name">
                <h1>{environment.title} <span class="version">version {environment.version}</span></h1>
                <p class="row">
                    <code class="id">{summary.episode_id}</code>
                    <button type="button" class="quiet icon-only small" aria-label="Copy the episode's id" onClick={() => void copy(summary.episode_id)}><Icon name="copy" /></button>
                    <span class={`tag ${summary.status === 'running' ? 'accent' : ''}`}>{summary.status}</span>
                    <span class={`tag ${state.tone}`} role="status" aria-label={`Updates: ${state.text}`}><span class="dot" aria-hidden="true" />{state.text}</span>
                    <span class="tag">seed {summary.seed}</span>
                    {summary.task && <span class="tag">task {summary.task}</span>}
                    {summary.durability !== 'durable' && <span class="tag warn" title="This server keeps no journal: the episode is lost when it stops.">{summary.durability}</span>}
                    {summary.parent && (
                        <span class="small muted">forked from <a href={hashOf(['e', summary.parent])}><code>{summary.parent}</code></a>{forkedAt !== null && ` after step ${forkedAt}`}</span>
                    )}
                </p>
            </div>
            <div class="row">
                <button type="button" disabled={fork.isBusy} onClick={() => void fork.from(at)}><Icon name="fork" /> Fork {at === head ? 'here' : `from step ${at}`}</button>
                <a class="button" href={hashOf(['compare'], { a: summary.episode_id, b: summary.parent })}><Icon name="compare" /> {summary.parent ? 'Compare with parent' : 'Compare'}</a>
            </div>
        </header>
    );
}

async function copy(id: string): Promise<void> {
    try {
        await navigator.clipboard.writeText(id);
        announce('The id is copied.');
    } catch {
        announce(`The browser does not let this page copy. The id is ${id}.`, 'bad');
    }
}
