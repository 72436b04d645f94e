import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** An element's width in pixels, kept up to date. */
export function useWidth<T extends HTMLElement>(): { ref: { current: T | null }; width: number } {
    const ref = useRef<T>(null);
    const [width, setWidth] = useState(0);
    useLayoutEffect(() => {
        const element = ref.current;
        if (!element) {
            return undefined;
        }

        const observer = new ResizeObserver(() => setWidth(element.clientWidth));
        setWidth(element.clientWidth);
        observer.observe(element);
        return () => observer.disconnect();
    }, []);
    return { ref, width };
}
