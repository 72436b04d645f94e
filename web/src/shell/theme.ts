import { createStore } from './store';

/** What the page's colours follow: the system's setting, or a choice made here. */
export type Theme = 'system' | 'light' | 'dark';

const storageKey = 'medusa.theme';

/** The theme that was chosen last. */
export function readTheme(): Theme {
    const kept = readStorage();
    return kept === 'light' || kept === 'dark' ? kept : 'system';
}

/** Shows a theme. */
export function applyTheme(theme: Theme): void {
    if (theme === 'system') {
        delete document.documentElement.dataset['theme'];
    } else {
        document.documentElement.dataset['theme'] = theme;
    }
}

/** The theme in use. */
export const themeStore = createStore<Theme>('system');

/** Chooses a theme and remembers it. */
export function chooseTheme(theme: Theme): void {
    applyTheme(theme);
    themeStore.set(theme);
    try {
        localStorage.setItem(storageKey, theme);
    } catch {
        // Storage may be forbidden; the choice then lasts as long as the page.
    }
}

function readStorage(): string | null {
    try {
        return localStorage.getItem(storageKey);
    } catch {
        return null;
    }
}
