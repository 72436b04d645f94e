import { useEffect, useState } from 'preact/hooks';
import type { Store } from './store';

/** A store's value; the component renders again when it changes. */
export function useStore<T>(store: Store<T>): T {
    const [value, setValue] = useState(() => store.get());
    useEffect(() => {
        const show = () => setValue(() => store.get());
        show();
        return store.subscribe(show);
    }, [store]);
    return value;
}
