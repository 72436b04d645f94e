import { getGrade } from '../api/episodes';
import { useResource, type Resource } from '../api/resource';
import type { Grade, Status } from '../api/types';

/** The grade of an episode that has ended; null while it runs. */
export function useGrade(id: string, status: Status): Resource<Grade | null> {
    const hasEnded = status !== 'running';
    return useResource(signal => (hasEnded ? getGrade(id, signal) : Promise.resolve(null)), [id, hasEnded]);
}
