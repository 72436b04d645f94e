import { Component } from 'preact';
import type { Column, Json } from '../api/types';
import { cellText, isNumeric } from './columns';
import type { MarkStyle } from './marks';
import { Signs } from './Signs';
import type { ViewRow } from './source';

interface Props {
    readonly index: number;
    readonly row: ViewRow | undefined;
    readonly columns: readonly Column[];
    readonly newColumns: ReadonlySet<string>;
    readonly styles: ReadonlyMap<string, MarkStyle>;
}

const stateSigns: Readonly<Record<ViewRow['state'], readonly [string, string] | null>> = {
    same: null,
    changed: ['Δ', 'changed'],
    added: ['+', 'added'],
    removed: ['−', 'removed'],
};

/** One row; a placeholder while it is loaded. Scrolling draws anew only rows that differ. */
export class GridRow extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
        const { index, row, columns, newColumns, styles } = this.props;
        return next.index !== index || next.row !== row || next.columns !== columns || next.newColumns !== newColumns || next.styles !== styles;
    }

    override render(props: Props) {
        return drawRow(props);
    }
}

function drawRow({ index, row, columns, newColumns, styles }: Props) {
    if (!row) {
        return (
            <div role="row" class="grid-row waiting" aria-rowindex={index + 2}>
                <span role="cell" class="grid-cell grid-number">{index + 1}</span>
                {columns.map(column => <span role="cell" class="grid-cell" key={column.name}><span class="bar" /></span>)}
            </div>
        );
    }

    const sign = stateSigns[row.state];
    const rowMarks = row.marks.get('') ?? [];
    return (
        <div role="row" class={`grid-row ${row.state} ${rowMarks.length > 0 ? `marked tone-${styles.get(rowMarks[0]!)?.tone ?? 0}` : ''}`} aria-rowindex={index + 2}>
            <span role="rowheader" class="grid-cell grid-number">
                {sign && <span class="row-state" title={sign[1]}>{sign[0]}<span class="unseen"> {sign[1]}</span></span>}
                <Signs kinds={rowMarks} styles={styles} />
                {row.number + 1}
            </span>
            {columns.map((column, at) => (
                <Cell key={column.name} value={row.cells[at] ?? null} column={column} isNew={newColumns.has(column.name)} before={row.changed.get(at)} kinds={row.marks.get(column.name) ?? []} styles={styles} />
            ))}
        </div>
    );
}

interface CellProps {
    readonly value: Json;
    readonly column: Column;
    readonly isNew: boolean;
    /** What stood here before; undefined where nothing changed. */
    readonly before: Json | undefined;
    readonly kinds: readonly string[];
    readonly styles: ReadonlyMap<string, MarkStyle>;
}

function Cell({ value, column, isNew, before, kinds, styles }: CellProps) {
    const text = cellText(value, column);
    const titles = [kinds.map(kind => styles.get(kind)?.title ?? kind).join(', '), before !== undefined && `was ${JSON.stringify(before)}`, typeof value === 'number' && String(value) !== text ? String(value) : '', typeof value === 'string' ? JSON.stringify(value) : ''];
    const classes = ['grid-cell', isNumeric(column) && 'right', isNew && 'new-column', before !== undefined && 'cell-changed', kinds.length > 0 && `marked tone-${styles.get(kinds[0]!)?.tone ?? 0}`];
    return (
        <span role="cell" class={classes.filter(Boolean).join(' ')} title={titles.filter(Boolean).join(' · ')}>
            <Signs kinds={kinds} styles={styles} />
            {value === null ? <span class="null">NULL</span> : typeof value === 'string' ? <Text text={text} /> : text}
            {before !== undefined && <span class="unseen"> was {JSON.stringify(before)}</span>}
        </span>
    );
}

/** Text with the blanks at its ends made visible: they are what makes a key dirty. */
function Text({ text }: { text: string }) {
    const [, before, middle, after] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text)!;
    if (before === '' && after === '') {
        return <>{text}</>;
    }

    return <>{blanks(before!)}{middle}{blanks(after!)}</>;
}

function blanks(text: string) {
    return text === '' ? null : <span class="blanks" aria-label={`${text.length} blanks`} role="img">{'␣'.repeat(text.length)}</span>;
}
