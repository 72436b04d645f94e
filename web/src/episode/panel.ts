import type { Environment } from '../api/types';
import type { ActionShape } from './action';
import type { EpisodeView } from './useEpisode';

/** What most panels of an episode show from. */
export interface PanelProps {
    readonly environment: Environment;
    readonly shape: ActionShape;
    readonly view: EpisodeView;
    /** The step after which things are shown. */
    readonly at: number;
    /** The number of steps taken. */
    readonly head: number;
}
