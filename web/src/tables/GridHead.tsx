import type { Column } from '../api/types';
import { isNumeric } from './columns';
import type { MarkStyle } from './marks';
import { Signs } from './Signs';

interface Props {
    readonly columns: readonly Column[];
    readonly newColumns: ReadonlySet<string>;
    readonly marks: ReadonlyMap<string, readonly string[]>;
    readonly styles: ReadonlyMap<string, MarkStyle>;
}

/** The names of a table's columns, with what is to be seen of each. */
export function GridHead({ columns, newColumns, marks, styles }: Props) {
    return (
        <div role="rowgroup" class="grid-head">
            <div role="row" class="grid-row" aria-rowindex={1}>
                <span role="columnheader" class="grid-cell grid-number"><span class="unseen">Row</span>#</span>
                {columns.map(column => {
                    const kinds = marks.get(column.name) ?? [];
                    const isNew = newColumns.has(column.name);
                    return (
                        <span key={column.name} role="columnheader" class={`grid-cell ${isNumeric(column) ? 'right' : ''} ${isNew ? 'new-column' : ''} ${kinds.length > 0 ? 'marked' : ''}`} title={`${column.name}: ${column.type}`}>
                            <Signs kinds={kinds} styles={styles} />
                            {column.name}
                            {isNew && <span class="sign state-added" title="Added by this step">+<span class="unseen"> added by this step</span></span>}
                        </span>
                    );
                })}
            </div>
        </div>
    );
}
