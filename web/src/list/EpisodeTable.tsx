import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { EpisodeRow } from './EpisodeRow';
import type { EpisodeList } from './useEpisodeList';
import { scrollFor, windowOf } from './window';

const narrow = matchMedia('(max-width: 48rem)');

/** The rows of a list, of which only those in sight are drawn. The latest episodes come first. */
export function EpisodeTable({ list, marked, mark }: { list: EpisodeList; marked: readonly string[]; mark: (id: string) => void }) {
    const scroller = useRef<HTMLDivElement>(null);
    const [sight, setSight] = useState({ scrolled: 0, height: 600 });
    const rowHeight = useRowHeight();
    const shown = list.rows.shown;
    const count = shown.length;
    const { first, end } = windowOf(count, rowHeight, sight.scrolled, sight.height);
    const drawn = Array.from({ length: Math.max(0, end - first) }, (_, index) => shown[count - 1 - first - index]!);
    const partial = drawn.filter(row => row.isPartial).map(row => row.id).join(' ');

    useEffect(() => {
        if (partial !== '') {
            list.complete(partial.split(' '));
        }
    }, [partial]);

    useLayoutEffect(() => {
        const box = scroller.current!;
        let frame = 0;
        const look = () => {
            frame = frame || requestAnimationFrame(() => {
                frame = 0;
                setSight(now => (now.scrolled === box.scrollTop && now.height === box.clientHeight ? now : { scrolled: box.scrollTop, height: box.clientHeight }));
            });
        };
        const sizes = new ResizeObserver(look);
        sizes.observe(box);
        box.addEventListener('scroll', look, { passive: true });
        return () => {
            cancelAnimationFrame(frame);
            sizes.disconnect();
            box.removeEventListener('scroll', look);
        };
    }, []);

    return (
        <div class="episodes" role="table" aria-label="Episodes" aria-rowcount={count + 1} tabIndex={0} ref={scroller} style={{ maxHeight: `${(count + 1) * rowHeight + 4}px` }} onKeyDown={event => move(event, scroller.current!, rowHeight, count)}>
            <div class="episodes-head" role="rowgroup">
                <div class="episodes-row" role="row" aria-rowindex={1}>
                    <span role="columnheader" class="cell-mark"><span class="unseen">Choose</span></span>
                    <span role="columnheader" class="cell-id">Episode</span>
                    <span role="columnheader" class="cell-environment">Environment</span>
                    <span role="columnheader" class="cell-origin">Task or seed</span>
                    <span role="columnheader" class="cell-label">Label</span>
                    <span role="columnheader" class="cell-steps number">Steps</span>
                    <span role="columnheader" class="cell-reward number">Return</span>
                    <span role="columnheader" class="cell-status">Status</span>
                    <span role="columnheader" class="cell-time number">Started</span>
                </div>
            </div>
            <div class="episodes-body" role="rowgroup" style={{ height: `${count * rowHeight}px` }}>
                {drawn.map((row, index) => (
                    <EpisodeRow
                        key={row.id}
                        row={row}
                        index={first + index}
                        top={(first + index) * rowHeight}
                        steps={row.steps}
                        reward={row.reward}
                        status={row.status}
                        summary={row.summary}
                        isMarked={marked.includes(row.id)}
                        mark={mark}
                    />
                ))}
            </div>
        </div>
    );
}

/** Up and down go from row to row. */
function move(event: KeyboardEvent, box: HTMLElement, rowHeight: number, count: number): void {
    const from = (event.target as Element).closest<HTMLElement>('[data-index]');
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0 || !from) {
        return;
    }

    const to = Number(from.dataset['index']) + by;
    if (to < 0 || to >= count) {
        return;
    }

    event.preventDefault();
    box.scrollTop = scrollFor(to, rowHeight, box.scrollTop, box.clientHeight, box.firstElementChild!.clientHeight);
    box.querySelector<HTMLElement>(`[data-index="${to}"] a`)?.focus({ preventScroll: true });
}

/** Rows are of one height, in step with the type's size; on narrow screens they have two lines. */
function useRowHeight(): number {
    const [height, setHeight] = useState(measure);
    useEffect(() => {
        const change = () => setHeight(measure());
        narrow.addEventListener('change', change);
        addEventListener('resize', change);
        return () => {
            narrow.removeEventListener('change', change);
            removeEventListener('resize', change);
        };
    }, []);
    return height;
}

function measure(): number {
    return Math.round(Number.parseFloat(getComputedStyle(document.documentElement).fontSize) * (narrow.matches ? 4.5 : 2.5));
}
