/** A value that components can watch. */
export interface Store<T> {
    get(): T;
    set(value: T): void;
    update(change: (value: T) => T): void;
    subscribe(listener: () => void): () => void;
}

/** Makes a store. Setting the value it has already tells nobody. */
export function createStore<T>(initial: T): Store<T> {
    let current = initial;
    const listeners = new Set<() => void>();
    return {
        get: () => current,
        set(value) {
            if (!Object.is(value, current)) {
                current = value;
                for (const listener of [...listeners]) {
                    listener();
                }
            }
        },
        update(change) {
            this.set(change(current));
        },
        subscribe(listener) {
            listeners.add(listener);
            return () => listeners.delete(listener);
        },
    };
}
