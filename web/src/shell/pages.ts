import type { ComponentType } from 'preact';
import { ClusterPage } from '../cluster/ClusterPage';
import { ComparePage } from '../compare/ComparePage';
import { EpisodePage } from '../episode/EpisodePage';
import { ListPage } from '../list/ListPage';
import { StartPage } from '../start/StartPage';
import type { Route } from './router';

/** What a page is given. */
export interface PageProps {
    readonly route: Route;
}

/** A page: `name` is the first part of its path (`''` is the one shown first). */
export interface Page {
    readonly name: string;
    /** Its heading, and the document's title. */
    readonly title: string;
    /** Its name in the navigation; pages without one are reached from others. */
    readonly link?: string;
    readonly component: ComponentType<PageProps>;
}

/** Every page, in the order of the navigation. */
export const pages: readonly Page[] = [
    { name: '', title: 'Episodes', link: 'Episodes', component: ListPage },
    { name: 'new', title: 'Start an episode', link: 'Start', component: StartPage },
    { name: 'e', title: 'Episode', component: EpisodePage },
    { name: 'compare', title: 'Compare episodes', link: 'Compare', component: ComparePage },
    { name: 'cluster', title: 'Cluster', link: 'Cluster', component: ClusterPage },
];

/** The page of a route; undefined where there is none. */
export function pageOf(route: Route): Page | undefined {
    return pages.find(page => page.name === (route.path[0] ?? ''));
}
