import { createStore } from './store';

/** What screen readers are told, and what the note at the page's foot shows for a while. */
export interface Announcement {
    readonly text: string;
    /** A quiet one is shown only where the page is too narrow to show what it tells of. */
    readonly tone: 'plain' | 'quiet' | 'good' | 'bad';
    readonly number: number;
}

/** The latest announcement. */
export const announcements = createStore<Announcement | null>(null);

let count = 0;

/** Says something that happened. */
export function announce(text: string, tone: Announcement['tone'] = 'plain'): void {
    count += 1;
    announcements.set({ text, tone, number: count });
}
