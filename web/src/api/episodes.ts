import { request } from './request';
import type { Environments, Grade, Json, LogEntry, RowsPage, StepResult, Summary, TableSummary, Trajectory } from './types';

/** What starts an episode. */
export interface StartRequest {
    readonly environment: string;
    readonly seed?: number;
    readonly task?: string;
    readonly options?: Readonly<Record<string, Json>>;
    readonly request_id: string;
}

/** Which episodes a list shows. */
export interface ListQuery {
    readonly environment?: string;
    readonly status?: string;
    readonly group?: string;
    readonly label?: string;
    readonly after?: string;
    readonly limit?: number;
}

const of = (id: string) => `/v1/episodes/${encodeURIComponent(id)}`;

/** Every environment that the server offers. */
export const getEnvironments = (signal?: AbortSignal) => request<Environments>('/v1/environments', given(signal));

/** A page of the caller's episodes. */
export const listEpisodes = (query: ListQuery, signal?: AbortSignal) =>
    request<{ episodes: Summary[]; next: string | null }>(`/v1/episodes${queryOf({ ...query })}`, given(signal));

/** Starts one episode. */
export async function startEpisode(start: StartRequest, signal?: AbortSignal): Promise<StepResult> {
    const { episodes } = await request<{ episodes: StepResult[] }>('/v1/episodes', { method: 'POST', body: start, ...given(signal) });
    return episodes[0]!;
}

/** What an episode is. */
export const getSummary = (id: string, signal?: AbortSignal) => request<Summary>(of(id), given(signal));

/** Everything that happened in an episode. */
export const getTrajectory = (id: string, signal?: AbortSignal) => request<Trajectory>(`${of(id)}/trajectory`, given(signal));

/** The governance log. */
export const getLog = async (id: string, signal?: AbortSignal) => (await request<{ entries: LogEntry[] }>(`${of(id)}/log`, given(signal))).entries;

/** The grader's verdict; `not_done` while the episode runs. */
export const getGrade = (id: string, signal?: AbortSignal) => request<Grade>(`${of(id)}/grade`, given(signal));

/** The environment's state after a step. */
export const getState = (id: string, at: number, signal?: AbortSignal) => request<Record<string, Json>>(`${of(id)}/state${queryOf({ at })}`, given(signal));

/** The tables after a step, with their marks counted where `marks` is set. */
export const getTables = async (id: string, at: number, marks: boolean, signal?: AbortSignal) =>
    (await request<{ tables: TableSummary[] }>(`${of(id)}/tables${queryOf({ at, marks: marks || undefined })}`, given(signal))).tables;

/** Rows of a table after a step. */
export const getRows = (id: string, table: string, page: { at: number; offset: number; limit: number; marks: boolean }, signal?: AbortSignal) =>
    request<RowsPage>(`${of(id)}/tables/${encodeURIComponent(table)}${queryOf({ ...page, marks: page.marks || undefined })}`, given(signal));

/** Takes a step. */
export const takeStep = (id: string, step: { action: Json; step: number; request_id: string }, signal?: AbortSignal) =>
    request<StepResult>(`${of(id)}/step`, { method: 'POST', body: step, ...given(signal) });

/** Copies an episode as it stood after a step. */
export async function forkEpisode(id: string, fork: { at: number; request_id: string }, signal?: AbortSignal): Promise<StepResult> {
    const { episodes } = await request<{ episodes: StepResult[] }>(`${of(id)}/fork`, { method: 'POST', body: fork, ...given(signal) });
    return episodes[0]!;
}

/** Ends an episode before its time. */
export const closeEpisode = (id: string) => request<void>(of(id), { method: 'DELETE' });

/** A query string; missing parameters are left out. */
export function queryOf(parameters: Readonly<Record<string, string | number | boolean | undefined>>): string {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(parameters)) {
        if (value !== undefined && value !== '') {
            query.set(name, String(value));
        }
    }

    const text = query.toString();
    return text ? `?${text}` : '';
}

function given(signal: AbortSignal | undefined): { signal?: AbortSignal } {
    return signal ? { signal } : {};
}
