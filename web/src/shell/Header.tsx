import { giveKey, session } from '../api/session';
import { rootPath } from '../api/request';
import { Icon } from '../controls/Icon';
import { pages } from './pages';
import type { Route } from './router';
import { useStore } from './useStore';
import { chooseTheme, themeStore, type Theme } from './theme';

const themes: readonly { theme: Theme; icon: 'auto' | 'sun' | 'moon'; label: string }[] = [
    { theme: 'system', icon: 'auto', label: 'Theme: as the system says' },
    { theme: 'light', icon: 'sun', label: 'Theme: light' },
    { theme: 'dark', icon: 'moon', label: 'Theme: dark' },
];

/** The page's head: where one is, and where one can go. */
export function Header({ route }: { route: Route }) {
    const { key } = useStore(session);
    const here = route.path[0] ?? '';
    return (
        <header class="head">
            <a class="brand" href="#/" aria-label="Medusa, episodes">
                <Mark />
                <span aria-hidden="true">Medusa</span>
            </a>
            <nav aria-label="Pages">
                {pages.filter(page => page.link).map(page => (
                    <a key={page.name} href={`#/${page.name}`} aria-current={page.name === here ? 'page' : undefined}>{page.link}</a>
                ))}
                <a href={`${rootPath()}/docs`}>API</a>
            </nav>
            <div class="head-tools">
                {key !== null && <button type="button" class="quiet" onClick={() => giveKey(null)}>Forget key</button>}
                <ThemeButton />
            </div>
        </header>
    );
}

function ThemeButton() {
    const theme = useStore(themeStore);
    const at = themes.findIndex(entry => entry.theme === theme);
    const now = themes[at]!;
    const next = themes[(at + 1) % themes.length]!;
    return (
        <button type="button" class="quiet icon-only" aria-label={now.label} title={`${now.label}. Next: ${next.theme}`} onClick={() => chooseTheme(next.theme)}>
            <Icon name={now.icon} />
        </button>
    );
}

function Mark() {
    return (
        <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
            <path d="M5 16a11 11 0 0 1 22 0Z" />
            <path class="brand-arms" d="M8.5 17.5c0 4.5-2 4.5-2 9M13.5 17.5c0 5 1.5 5 1.5 10.5M18.5 17.5c0 5-1.5 5-1.5 10.5M23.5 17.5c0 4.5 2 4.5 2 9" />
        </svg>
    );
}
