import { getRows } from '../api/episodes';
import { session } from '../api/session';
import type { RowsPage } from '../api/types';

const most = 160;
const pages = new Map<string, Promise<RowsPage>>();

/** Which rows. What stood after a step never changes, so an answer may be kept. */
export interface PageKey {
    readonly id: string;
    readonly table: string;
    readonly at: number;
    readonly offset: number;
    readonly limit: number;
    readonly marks: boolean;
}

/** Rows of a table; the latest answers are kept. A refusal is not. */
export function loadPage(key: PageKey): Promise<RowsPage> {
    const name = `${session.get().generation}/${JSON.stringify(key)}`;
    const kept = pages.get(name);
    if (kept) {
        pages.delete(name);
        pages.set(name, kept);
        return kept;
    }

    const { id, table, ...page } = key;
    const answer = getRows(id, table, page);
    answer.catch(() => pages.delete(name));
    pages.set(name, answer);
    if (pages.size > most) {
        pages.delete(pages.keys().next().value!);
    }

    return answer;
}
