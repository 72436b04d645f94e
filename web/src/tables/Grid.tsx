import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { problemOf } from '../api/problem';
import { columnWidths, isNumeric } from './columns';
import { GridRow } from './GridRow';
import type { MarkStyle } from './marks';
import type { RowSource } from './source';
import { contentHeight, drawn, scrolled, type Geometry, type ScrollPlace } from './window';

interface Props {
    readonly source: RowSource;
    readonly label: string;
    /** Names of columns that the last action added. */
    readonly newColumns: ReadonlySet<string>;
    readonly styles: ReadonlyMap<string, MarkStyle>;
}

const start: ScrollPlace = { scrollTop: 0, position: 0 };

/** A table of any length: only rows that are seen are drawn and loaded. */
export function Grid({ source, label, newColumns, styles }: Props) {
    const box = useRef<HTMLDivElement>(null);
    const [place, setPlace] = useState(start);
    const [size, setSize] = useState({ viewport: 0, rowHeight: 28 });
    const [turn, setTurn] = useState(0);
    useEffect(() => source.subscribe(() => setTurn(now => now + 1)), [source]);

    useLayoutEffect(() => {
        const element = box.current!;
        const measure = () => {
            const rowHeight = Math.round(Number.parseFloat(getComputedStyle(document.documentElement).fontSize) * 1.75);
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

    // Widths are fixed once rows are there; a source that loads page by page has its first page then.
    const isMeasured = source.count === 0 || source.row(0) !== undefined;
    const widths = useMemo(() => columnWidths(source), [source, isMeasured]);
    const columns = `3.75rem ${widths.map(width => `minmax(${width}ch, 1fr)`).join(' ')}`;
    const rows = [];
    for (let index = shown.first; index < shown.last; index++) {
        rows.push(<GridRow key={index} index={index} row={source.row(index)} columns={source.columns} newColumns={newColumns} styles={styles} height={size.rowHeight} />);
    }

    const onScroll = () => setPlace(now => scrolled(geometry, now, box.current!.scrollTop));
    return (
        <div class="grid-box" ref={box} tabIndex={0} role="region" aria-label={label} onScroll={onScroll} data-turn={turn}>
            <div class="grid" role="table" aria-label={label} aria-rowcount={source.count + 1} aria-colcount={source.columns.length + 1} style={{ '--grid-columns': columns, '--grid-row': `${size.rowHeight}px` }}>
                <div role="rowgroup" class="grid-head">
                    <div role="row" class="grid-row" aria-rowindex={1}>
                        <span role="columnheader" class="grid-cell grid-number"><span class="unseen">Row</span>#</span>
                        {source.columns.map(column => (
                            <span key={column.name} role="columnheader" class={`grid-cell ${isNumeric(column) ? 'right' : ''} ${newColumns.has(column.name) ? 'new-column' : ''}`} title={`${column.name}: ${column.type}`}>
                                {column.name}{newColumns.has(column.name) && <span class="sign" title="New column">+<span class="unseen"> new column</span></span>}
                            </span>
                        ))}
                    </div>
                </div>
                <div role="rowgroup" class="grid-body" style={{ height: `${contentHeight(geometry)}px` }}>
                    <div role="presentation" class="grid-window" style={{ transform: `translateY(${shown.offset}px)` }}>{rows}</div>
                </div>
            </div>
            {source.count === 0 && <p class="grid-empty muted">No rows.</p>}
            {source.problem !== null && <p class="grid-empty error" role="alert">{problemOf(source.problem).detail}</p>}
        </div>
    );
}
