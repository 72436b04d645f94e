import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { problemOf } from '../api/problem';
import { columnWidths } from './columns';
import { GridHead } from './GridHead';
import { GridRow } from './GridRow';
import type { MarkStyle } from './marks';
import type { RowSource } from './source';
import { contentHeight, drawn, placeOfRow, scrolled, type Geometry, type ScrollPlace } from './window';

interface Props {
    readonly source: RowSource;
    readonly label: string;
    /** Names of columns that the last action added. */
    readonly newColumns: ReadonlySet<string>;
    readonly styles: ReadonlyMap<string, MarkStyle>;
    /** A row to go to; a new object goes there again. */
    readonly jump: { readonly row: number } | null;
}

const start: ScrollPlace = { scrollTop: 0, position: 0 };
const rowHeightInRem = 1.75;

/** A table of any length: only rows that are seen are drawn and loaded. */
export function Grid({ source, label, newColumns, styles, jump }: Props) {
    const box = useRef<HTMLDivElement>(null);
    const [place, setPlace] = useState(start);
    const [size, setSize] = useState({ viewport: 0, rowHeight: 28 });
    const [, setTurn] = useState(0);
    useEffect(() => source.subscribe(() => setTurn(now => now + 1)), [source]);

    useLayoutEffect(() => {
        const element = box.current!;
        const measure = () => {
            const rowHeight = Math.round(Number.parseFloat(getComputedStyle(document.documentElement).fontSize) * rowHeightInRem);
            setSize({ viewport: Math.max(0, element.clientHeight - rowHeight), rowHeight });
        };
        const observer = new ResizeObserver(measure);
        measure();
        observer.observe(element);
        return () => observer.disconnect();
    }, []);

    const geometry: Geometry = { rows: source.count, ...size };
    const shown = drawn(geometry, scrolled(geometry, place, place.scrollTop));
    useEffect(() => source.want(shown.first, shown.last), [source, shown.first, shown.last]);

    useLayoutEffect(() => {
        if (jump) {
            const target = placeOfRow(geometry, Math.max(0, jump.row - 2));
            setPlace(target);
            box.current!.scrollTop = target.scrollTop;
        }
    }, [jump]);

    const isMeasured = source.row(0) !== undefined;
    const widths = useMemo(() => columnWidths(source), [source, isMeasured]);
    const last = widths.length - 1;
    const columns = `calc(${String(source.count).length}ch + 3.5rem) ${widths.map((width, index) => (index === last ? `minmax(${width}ch, 1fr)` : `${width}ch`)).join(' ')}`;
    const rows = [];
    for (let index = shown.first; index < shown.last; index++) {
        rows.push(<GridRow key={index} index={index} row={source.row(index)} columns={source.columns} newColumns={newColumns} styles={styles} />);
    }

    const onScroll = () => setPlace(now => (now.scrollTop === box.current!.scrollTop ? now : scrolled(geometry, now, box.current!.scrollTop)));
    return (
        <div class="grid-box" ref={box} tabIndex={0} role="region" aria-label={label} onScroll={onScroll}>
            <div class="grid" role="table" aria-label={label} aria-rowcount={source.count + 1} aria-colcount={source.columns.length + 1} style={{ '--grid-columns': columns, '--grid-row': `${size.rowHeight}px` }}>
                <GridHead columns={source.columns} newColumns={newColumns} marks={source.columnMarks} styles={styles} />
                <div role="rowgroup" class="grid-body" style={{ height: `${contentHeight(geometry)}px` }}>
                    <div role="presentation" class="grid-window" style={{ transform: `translateY(${shown.offset}px)` }}>{rows}</div>
                </div>
            </div>
            {source.count === 0 && <p class="grid-empty muted">No rows.</p>}
            {source.problem !== null && <p class="grid-empty error" role="alert">{problemOf(source.problem).detail}</p>}
        </div>
    );
}
