import './episode.css';
import { useEffect, useMemo } from 'preact/hooks';
import { useEnvironments } from '../api/environments';
import type { Environment } from '../api/types';
import { ProblemNote } from '../controls/ProblemNote';
import { DataSelectPanel, isDataSelect } from '../dataselect/DataSelectPanel';
import { hashOf, navigate, type Route } from '../shell/router';
import type { PageProps } from '../shell/pages';
import { noteRecent } from '../start/recent';
import { TablesPanel } from '../tables/TablesPanel';
import { shapeOf } from './action';
import { ActionsPanel } from './ActionsPanel';
import { EndBanner } from './EndBanner';
import { EpisodeHead } from './EpisodeHead';
import { GradePanel } from './GradePanel';
import { LogPanel } from './LogPanel';
import { ObservationPanel } from './ObservationPanel';
import { RewardPanel } from './RewardPanel';
import { StatePanel } from './StatePanel';
import { Timeline } from './Timeline';
import { useEpisode, type Episode, type EpisodeView } from './useEpisode';
import { useFork } from './useFork';

/** One episode: what can be done, what was done, and what came of it. */
export function EpisodePage({ route }: PageProps) {
    const id = route.path[1] ?? '';
    const episode = useEpisode(id);
    const environments = useEnvironments();
    const { view } = episode;
    const environment = environments.value?.environments.find(each => each.name === view?.summary.environment);

    useEffect(() => {
        if (view) {
            const { environment: name, task, seed } = view.summary;
            noteRecent({ id, environment: name, task, seed });
        }
    }, [id, view !== null]);

    const problem = view ? null : (episode.problem ?? environments.problem);
    if (problem) {
        return (
            <section class="narrow">
                <h1>Episode <code class="id">{id}</code></h1>
                <ProblemNote problem={problem} retry={() => { episode.reload(); environments.reload(); }} />
                <p><a href="#/">Show the episodes</a></p>
            </section>
        );
    }

    if (!view || !environments.value) {
        return <section class="episode" aria-busy="true"><h1>Episode <code class="id">{id}</code></h1><p class="muted">Loading…</p></section>;
    }

    return environment && !environment.problem
        ? <EpisodeBody id={id} route={route} episode={episode} view={view} environment={environment} />
        : <section class="narrow"><h1>Episode <code class="id">{id}</code></h1><p class="note bad" role="alert">No plugin offers the environment {view.summary.environment} here; only its log can be read.</p><LogPanel id={id} head={view.history.steps.length} at={view.history.steps.length} /></section>;
}

interface BodyProps {
    readonly id: string;
    readonly route: Route;
    readonly episode: Episode;
    readonly view: EpisodeView;
    readonly environment: Environment;
}

function EpisodeBody({ id, route, episode, view, environment }: BodyProps) {
    const head = view.history.steps.length;
    const asked = Number.parseInt(route.query.get('at') ?? '', 10);
    const at = Number.isInteger(asked) && asked >= 0 && asked < head ? asked : head;
    const shape = useMemo(() => shapeOf(environment), [environment]);
    const fork = useFork(id);
    const go = (step: number) => navigate(placeOf(id, route, step >= head ? null : Math.max(0, step)), { replace: true });
    const props = { environment, shape, view, at, head };

    return (
        <section class="episode">
            <EpisodeHead {...props} connection={episode.connection} fork={fork} />
            <EndBanner {...props} id={id} />
            <Timeline {...props} go={go} />
            {episode.problem && <ProblemNote problem={episode.problem} retry={episode.reload} />}
            <div class="episode-columns">
                <ActionsPanel {...props} episode={episode} fork={fork} go={go} />
                <div class="episode-main">
                    <ObservationPanel {...props} />
                    {isDataSelect(environment) && <DataSelectPanel {...props} id={id} go={go} />}
                    <RewardPanel {...props} go={go} />
                    <TablesPanel id={id} environment={environment} at={at} chosen={route.query.get('tables')} choose={tables => navigate(placeOf(id, route, at === head ? null : at, tables), { replace: true })} />
                </div>
                <div class="episode-side">
                    <GradePanel {...props} id={id} />
                    <LogPanel id={id} head={head} at={at} />
                    <StatePanel id={id} at={at} />
                </div>
            </div>
        </section>
    );
}

function placeOf(id: string, route: Route, at: number | null, tables?: string): string {
    return hashOf(['e', id], { at, tables: tables ?? route.query.get('tables') });
}
