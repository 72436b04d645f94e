import { useEffect, useRef } from 'preact/hooks';
import { createStore } from '../shell/store';

const storageKey = 'medusa.shortcuts';

/** Whether single keys do something. Speech input and clumsy keyboards need them off. */
export const shortcutsStore = createStore(readChoice());

/** Turns shortcuts on or off, and remembers it. */
export function chooseShortcuts(isOn: boolean): void {
    shortcutsStore.set(isOn);
    try {
        localStorage.setItem(storageKey, isOn ? 'on' : 'off');
    } catch {
        // Storage may be forbidden; the choice then lasts as long as the page.
    }
}

/** Gives each key that is pressed outside of inputs to `take`, which says whether it used it. */
export function useShortcuts(take: (key: string) => boolean): void {
    const latest = useRef(take);
    latest.current = take;
    useEffect(() => {
        const onKeyDown = (event: KeyboardEvent) => {
            if (!shortcutsStore.get() || event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented || isTyping(event.target)) {
                return;
            }

            if (latest.current(event.key)) {
                event.preventDefault();
            }
        };
        addEventListener('keydown', onKeyDown);
        return () => removeEventListener('keydown', onKeyDown);
    }, []);
}

function isTyping(target: EventTarget | null): boolean {
    return target instanceof HTMLElement && (target.isContentEditable || target.closest('input, select, textarea, dialog') !== null);
}

function readChoice(): boolean {
    try {
        return localStorage.getItem(storageKey) !== 'off';
    } catch {
        return true;
    }
}
