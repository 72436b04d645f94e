import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** An element's width in pixels, and how many pixels of it a sixteenth of the page's type size is; kept up to date. */
export function useWidth<T extends HTMLElement>(): { ref: { current: T | null }; width: number; unit: number } {
    const ref = useRef<T>(null);
    const [{ width, unit }, setSize] = useState({ width: 0, unit: 1 });
    useLayoutEffect(() => {
        const element = ref.current;
        if (!element) {
            return undefined;
        }

        const measure = () => setSize({ width: element.clientWidth, unit: Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 });
        const observer = new ResizeObserver(measure);
        measure();
        observer.observe(element);
        return () => observer.disconnect();
    }, []);
    return { ref, width, unit };
}
