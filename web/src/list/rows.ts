import type { Notice } from '../api/follow';
import type { Status, Summary } from '../api/types';

/** Which episodes are shown; an empty text shows all. */
export interface Filter {
    readonly environment: string;
    readonly status: string;
    readonly group: string;
    readonly label: string;
}

/** An episode in the list. What only its summary tells is null until that was read. */
export interface Row {
    readonly id: string;
    readonly environment: string;
    readonly createdAt: number;
    status: Status;
    steps: number;
    reward: number | null;
    summary: Summary | null;
    /** Events told of it, but not everything: its summary is to be read. */
    isPartial: boolean;
}

/** The family that an episode belongs to: forks and members of a group are named `<root>~<n>`. */
export function groupOf(id: string): string {
    const mark = id.indexOf('~');
    return mark < 0 ? id : id.slice(0, mark);
}

/** The episodes that are known, and those among them that a filter shows. Events change rows in place; the view is made again only when its members change. */
export class EpisodeRows {
    readonly #rows = new Map<string, Row>();
    /** By time of creation, the oldest first: new episodes come at the end. */
    #ordered: Row[] = [];
    #shown: Row[] | null = null;

    constructor(readonly filter: Filter) {}

    /** The rows shown, the oldest first. */
    get shown(): readonly Row[] {
        return (this.#shown ??= this.#ordered.filter(row => this.#matches(row)));
    }

    /** Every row that is known, shown or not. */
    get size(): number {
        return this.#rows.size;
    }

    /** The row of an episode. */
    find(id: string): Row | undefined {
        return this.#rows.get(id);
    }

    /** Takes summaries. A row that events have brought further keeps what they said. */
    load(summaries: readonly Summary[]): void {
        for (const summary of summaries) {
            const known = this.#rows.get(summary.episode_id);
            if (known) {
                this.#renew(known, summary);
            } else {
                this.#add(rowOf(summary));
            }
        }

        this.#ordered.sort((one, other) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1));
        this.#shown = null;
    }

    /** Takes events. */
    hear(notices: readonly Notice[]): void {
        for (const notice of notices) {
            const known = this.#rows.get(notice.episode_id);
            if (!known) {
                this.#meet(notice);
            } else if (notice.kind !== 'started') {
                this.#advance(known, notice);
            }
        }
    }

    #meet(notice: Notice): void {
        if (!this.#mayMatch(notice)) {
            return;
        }

        this.#add({
            id: notice.episode_id,
            environment: notice.environment,
            createdAt: Date.parse(notice.at),
            status: notice.kind === 'ended' ? endOf(notice) : 'running',
            steps: notice.step,
            reward: notice.kind === 'started' && notice.step === 0 ? 0 : null,
            summary: null,
            isPartial: true,
        });
        this.#shown = null;
    }

    #advance(row: Row, notice: Notice): void {
        if (notice.step === row.steps + 1 && notice.reward !== undefined && row.reward !== null) {
            row.reward += notice.reward;
        } else if (notice.step > row.steps) {
            row.isPartial = true;
        }

        row.steps = Math.max(row.steps, notice.step);
        if (notice.kind === 'ended') {
            row.status = endOf(notice);
            if (this.filter.status !== '') {
                this.#shown = null;
            }
        }
    }

    #renew(row: Row, summary: Summary): void {
        const read = rowOf(summary);
        row.summary = summary;
        if (read.steps >= row.steps) {
            row.steps = read.steps;
            row.reward = read.reward;
            row.status = row.status === 'running' || read.status !== 'running' ? read.status : row.status;
        }

        row.isPartial = row.reward === null;
    }

    #add(row: Row): void {
        this.#rows.set(row.id, row);
        this.#ordered.push(row);
    }

    #mayMatch(notice: Notice): boolean {
        return (this.filter.environment === '' || notice.environment === this.filter.environment) && (this.filter.group === '' || groupOf(notice.episode_id) === this.filter.group);
    }

    #matches(row: Row): boolean {
        const { environment, status, group, label } = this.filter;
        return (environment === '' || row.environment === environment) && (status === '' || row.status === status) && (group === '' || groupOf(row.id) === group) && (label === '' || hasLabel(row.summary, label));
    }
}

function rowOf(summary: Summary): Row {
    return {
        id: summary.episode_id,
        environment: summary.environment,
        createdAt: Date.parse(summary.created_at),
        status: summary.status,
        steps: summary.next_step - 1,
        reward: summary.cumulative_reward,
        summary,
        isPartial: false,
    };
}

/** A step that ends an episode has a reward; what is closed or expires ends without one. */
function endOf(notice: Notice): Status {
    return notice.reward !== undefined ? 'done' : notice.end_reason === 'expired' ? 'expired' : 'closed';
}

function hasLabel(summary: Summary | null, label: string): boolean {
    const colon = label.indexOf(':');
    return summary !== null && (summary.label === label || (colon > 0 && summary.labels[label.slice(0, colon)] === label.slice(colon + 1)));
}
