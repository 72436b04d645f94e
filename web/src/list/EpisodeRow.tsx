import { memo } from './memo';
import type { Status, Summary } from '../api/types';
import { plain, signed } from '../episode/format';
import { hashOf } from '../shell/router';
import type { Row } from './rows';

interface RowProps {
    readonly row: Row;
    readonly index: number;
    readonly top: number;
    readonly steps: number;
    readonly reward: number | null;
    readonly status: Status;
    readonly summary: Summary | null;
    readonly isMarked: boolean;
    readonly mark: (id: string) => void;
}

const tones: Readonly<Record<Status, string>> = { running: 'accent', done: 'good', closed: '', expired: 'warn', damaged: 'bad' };

/** One episode. Drawn again only when what it shows has changed. */
export const EpisodeRow = memo(({ row, index, top, steps, reward, status, summary, isMarked, mark }: RowProps) => (
    <div class="episodes-row" role="row" aria-rowindex={index + 2} data-index={index} style={{ transform: `translateY(${top}px)` }}>
        <span role="cell" class="cell-mark">
            <input type="checkbox" checked={isMarked} aria-label={`Compare ${row.id}`} onChange={() => mark(row.id)} />
        </span>
        <span role="cell" class="cell-id"><a class="mono" href={hashOf(['e', row.id])} title={summary?.parent ? `${row.id}, a fork of ${summary.parent}` : row.id}>{row.id}</a></span>
        <span role="cell" class="cell-environment">{row.environment}</span>
        <span role="cell" class="cell-origin" title={originOf(summary)}>{originOf(summary)}</span>
        <span role="cell" class="cell-label" title={labelOf(summary)}>{labelOf(summary)}</span>
        <span role="cell" class="cell-steps number">{plain(steps)}<span class="narrow-only"> {steps === 1 ? 'step' : 'steps'}</span></span>
        <span role="cell" class={`cell-reward number ${reward !== null && reward < 0 ? 'is-negative' : ''}`}>{reward === null ? '…' : signed(reward)}</span>
        <span role="cell" class="cell-status"><span class={`tag ${tones[status]}`}>{status}</span></span>
        <span role="cell" class="cell-time number">{timeOf(row.createdAt)}</span>
    </div>
), ['index', 'top', 'steps', 'reward', 'status', 'summary', 'isMarked']);

function originOf(summary: Summary | null): string {
    return summary === null ? '…' : (summary.task ?? `seed ${summary.seed}`);
}

function labelOf(summary: Summary | null): string {
    return summary === null ? '' : [summary.label, ...Object.entries(summary.labels).map(([name, value]) => `${name}:${value}`)].filter(Boolean).join(', ');
}

function timeOf(milliseconds: number): string {
    const time = new Date(milliseconds);
    const isToday = time.toDateString() === new Date().toDateString();
    return isToday ? time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' }) : time.toLocaleDateString([], { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
}
