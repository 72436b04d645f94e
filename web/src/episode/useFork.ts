import { useState } from 'preact/hooks';
import { forkEpisode } from '../api/episodes';
import { problemOf } from '../api/problem';
import { requestId, sendSurely } from '../api/surely';
import { announce } from '../shell/announce';
import { hashOf, navigate } from '../shell/router';

/** Forks an episode and goes to the copy. */
export interface Fork {
    readonly isBusy: boolean;
    readonly from: (at: number) => Promise<void>;
}

/** The fork of an episode. */
export function useFork(id: string): Fork {
    const [isBusy, setBusy] = useState(false);
    const from = async (at: number) => {
        setBusy(true);
        try {
            const request = { at, request_id: requestId() };
            const copy = await sendSurely(signal => forkEpisode(id, request, signal));
            announce(`Forked after step ${at}. This is the copy.`, 'good');
            navigate(hashOf(['e', copy.episode_id]));
        } catch (error) {
            announce(problemOf(error).detail, 'bad');
        } finally {
            setBusy(false);
        }
    };
    return { isBusy, from };
}
