import { useEffect, useMemo, useState } from 'preact/hooks';
import type { TableSummary } from '../api/types';
import { ChangeBar } from './ChangeBar';
import { Grid } from './Grid';
import type { MarkStyle } from './marks';
import { PagedSource } from './pagedSource';
import type { RowSource, TableStates } from './source';
import { useSteadySource } from './useSteady';
import { WholeSource, wholeRows } from './wholeSource';

interface Props {
    readonly id: string;
    readonly at: number;
    readonly title: string;
    readonly description: string;
    readonly now: TableSummary;
    readonly before: TableSummary | undefined;
    readonly withMarks: boolean;
    readonly showsRemoved: boolean;
    readonly styles: readonly MarkStyle[];
}

/** One table: how many rows it has and had, its marks, and its rows. */
export function TableCard({ id, at, title, description, now, before, withMarks, showsRemoved, styles }: Props) {
    const next = useMemo(() => sourceOf({ id, at, now, before, withMarks }, showsRemoved), [id, at, now, before, withMarks, showsRemoved]);
    useEffect(() => () => next.end(), [next]);
    const source = useSteadySource(next);
    const [jump, setJump] = useState<{ row: number } | null>(null);
    const byKind = useMemo(() => new Map(styles.map(style => [style.kind, style])), [styles]);
    const added = useMemo(() => addedColumns(now, before), [now, before]);
    const count = (rows: number) => rows.toLocaleString('en');
    const found = styles.filter(style => (now.marks?.[style.kind] ?? 0) > 0);

    return (
        <article class="table-card" aria-label={title}>
            <header class="table-head">
                <h3 title={description}>{title}</h3>
                <p class="number table-count">
                    {before && before.rows !== now.rows
                        ? <><span class="muted">{count(before.rows)} → </span><strong>{count(now.rows)}</strong> rows</>
                        : <>{count(now.rows)} rows</>}
                    {added.size > 0 && <span class="tag good">{added.size === 1 ? '1 new column' : `${added.size} new columns`}</span>}
                </p>
                {source === next && source.changes && <ChangeBar changes={source.changes} from={jump?.row ?? -1} go={row => setJump({ row })} title={title} />}
                {found.length > 0 && (
                    <p class="table-marks">
                        {found.map(style => <span key={style.kind} class="mark-count" title={style.description}><span class={`sign tone-${style.tone}`} aria-hidden="true">{style.sign}</span>{style.title} <strong class="number">{count(now.marks![style.kind]!)}</strong></span>)}
                    </p>
                )}
            </header>
            <Grid source={source} label={`Rows of ${title}`} newColumns={added} styles={byKind} jump={jump} />
        </article>
    );
}

/** Columns that the table did not have after the step before; none where it had no columns at all. */
function addedColumns(now: TableSummary, before: TableSummary | undefined): ReadonlySet<string> {
    const known = new Set(before?.columns.map(column => column.name));
    return new Set(known.size > 0 ? now.columns.map(column => column.name).filter(name => !known.has(name)) : []);
}

function sourceOf(states: TableStates, showsRemoved: boolean): RowSource {
    return states.now.rows <= wholeRows && (states.before?.rows ?? 0) <= wholeRows ? new WholeSource(states, showsRemoved) : new PagedSource(states);
}
