/** An episode that this browser had open. */
export interface Recent {
    readonly id: string;
    readonly environment: string;
    readonly task: string | null;
    readonly seed: number;
}

const storageKey = 'medusa.recent';
const most = 8;

/** The episodes that were open here, the latest first. */
export function readRecent(): readonly Recent[] {
    try {
        const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
        return Array.isArray(kept) ? kept.filter(isRecent).slice(0, most) : [];
    } catch {
        return [];
    }
}

/** Notes that an episode is open. */
export function noteRecent(recent: Recent): void {
    try {
        localStorage.setItem(storageKey, JSON.stringify([recent, ...readRecent().filter(each => each.id !== recent.id)].slice(0, most)));
    } catch {
        // Storage may be forbidden; then nothing is remembered.
    }
}

function isRecent(value: unknown): value is Recent {
    return typeof value === 'object' && value !== null && typeof (value as Recent).id === 'string' && typeof (value as Recent).environment === 'string';
}
