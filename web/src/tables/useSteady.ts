import { useEffect, useState } from 'preact/hooks';
import type { RowSource } from './source';

/** The source to draw: the earlier one stays until the next has rows, so that nothing flickers when the step changes. */
export function useSteadySource(next: RowSource): RowSource {
    const [shown, setShown] = useState(next);
    useEffect(() => {
        const show = () => {
            if (isReady(next)) {
                setShown(next);
            }
        };
        show();
        next.want(0, 40);
        return next.subscribe(show);
    }, [next]);
    return shown;
}

function isReady(source: RowSource): boolean {
    return source.count === 0 || source.row(0) !== undefined || source.problem !== null;
}
