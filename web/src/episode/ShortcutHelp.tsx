import { useRef } from 'preact/hooks';
import { Icon } from '../controls/Icon';
import { useStore } from '../shell/useStore';
import { chooseShortcuts, shortcutsStore } from './useShortcuts';

const keys: readonly (readonly [string, string])[] = [
    ['1 … 9, 0, -', 'take an action, in the order of the list'],
    ['[ and ]', 'step back and forward'],
    ['f', 'fork from the step that is shown'],
    ['← → Home End', 'move along the timeline, while it has the focus'],
    ['Esc', 'close a form'],
];

/** Says which keys do what, and turns them off. */
export function ShortcutHelp() {
    const dialog = useRef<HTMLDialogElement>(null);
    const isOn = useStore(shortcutsStore);
    return (
        <>
            <button type="button" class="quiet icon-only small" aria-label="Keyboard shortcuts" title="Keyboard shortcuts" onClick={() => dialog.current?.showModal()}><Icon name="help" /></button>
            <dialog ref={dialog} class="dialog" aria-labelledby="shortcuts-title">
                <h2 id="shortcuts-title">Keyboard shortcuts</h2>
                <dl class="keys">
                    {keys.map(([key, what]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{what}</dd></div>)}
                </dl>
                <label class="row"><input type="checkbox" checked={isOn} onChange={event => chooseShortcuts(event.currentTarget.checked)} /> Single keys act</label>
                <form method="dialog"><button type="submit" class="primary">Close</button></form>
            </dialog>
        </>
    );
}
