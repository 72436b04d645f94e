import './list.css';
import { useState } from 'preact/hooks';
import type { Connection } from '../api/follow';
import { ProblemNote } from '../controls/ProblemNote';
import { plain } from '../episode/format';
import type { PageProps } from '../shell/pages';
import { hashOf, type Route } from '../shell/router';
import { EpisodeTable } from './EpisodeTable';
import { FilterForm } from './FilterForm';
import type { Filter } from './rows';
import { mostRows, useEpisodeList, type EpisodeList } from './useEpisodeList';

/** The caller's episodes, as they are now: what happens on the server shows by itself. */
export function ListPage({ route }: PageProps) {
    const filter = filterOf(route);
    const list = useEpisodeList(filter);
    const [marked, setMarked] = useState<readonly string[]>([]);
    const mark = (id: string) => setMarked(now => (now.includes(id) ? now.filter(each => each !== id) : [...now.slice(-1), id]));
    const count = list.rows.shown.length;

    return (
        <section class="list">
            <div class="list-head">
                <h1>Episodes</h1>
                <ConnectionTag connection={list.connection} />
                <p class="muted number" role="status">{countText(list, count)}</p>
                <div class="row list-tools">
                    {marked.length === 2
                        ? <a class="button" href={hashOf(['compare'], { a: marked[0], b: marked[1] })}>Compare the two</a>
                        : <span class="hint">{marked.length === 1 ? 'Choose one more to compare.' : ''}</span>}
                    <a class="button primary" href="#/new">Start an episode</a>
                </div>
            </div>
            <FilterForm filter={filter} />
            {list.problem && <ProblemNote problem={list.problem} retry={list.reload} />}
            {list.isCut && <p class="note warn">There are more episodes than the {plain(mostRows)} that are listed here: narrow the list by a filter.</p>}
            {count > 0 || list.isLoading || list.problem
                ? <EpisodeTable list={list} marked={marked} mark={mark} />
                : <Nothing isFiltered={Object.values(filter).some(text => text !== '')} />}
        </section>
    );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
    return (
        <div class="card list-nothing">
            <h2>{isFiltered ? 'No episode fits the filter' : 'There are no episodes yet'}</h2>
            <p class="muted">{isFiltered ? 'One that begins to fit shows here by itself.' : 'One that any client starts under this key shows here by itself.'}</p>
        </div>
    );
}

function ConnectionTag({ connection }: { connection: Connection }) {
    const [tone, text] = connections[connection];
    return <span class={`tag ${tone}`}><span class="dot" aria-hidden="true" />{text}</span>;
}

const connections: Readonly<Record<Connection, readonly [tone: string, text: string]>> = {
    connecting: ['', 'Connecting'],
    live: ['good', 'Live'],
    waiting: ['warn', 'Connecting again'],
    stopped: ['bad', 'Not live'],
};

function countText(list: EpisodeList, count: number): string {
    return list.isLoading && count === 0 ? 'Loading…' : count === 1 ? '1 episode' : `${plain(count)} episodes`;
}

function filterOf(route: Route): Filter {
    const text = (name: string) => route.query.get(name) ?? '';
    return { environment: text('environment'), status: text('status'), group: text('group'), label: text('label') };
}
