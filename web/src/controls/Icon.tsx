const shapes = {
    auto: 'M8 1.75a6.25 6.25 0 1 0 0 12.5ZM8 1.75a6.25 6.25 0 0 1 0 12.5',
    sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3.05 3.05l1.06 1.06M11.89 11.89l1.06 1.06M3.05 12.95l1.06-1.06M11.89 4.11l1.06-1.06',
    moon: 'M13.5 9.6A5.8 5.8 0 0 1 6.4 2.5a5.8 5.8 0 1 0 7.1 7.1Z',
    first: 'M4 3v10M12.5 3.5 7 8l5.5 4.5',
    previous: 'M10.5 3.5 5 8l5.5 4.5',
    next: 'M5.5 3.5 11 8l-5.5 4.5',
    last: 'M12 3v10M3.5 3.5 9 8l-5.5 4.5',
    fork: 'M4.5 2v12M4.5 11c0-4 7-2 7-6.5M9.5 6.5l2-2.5 2 2.5',
    compare: 'M3 3.5h4v9H3zM9 3.5h4v9H9z',
    check: 'm3 8.5 3.5 3.5L13 4.5',
    cross: 'm4 4 8 8M12 4l-8 8',
    plus: 'M8 3v10M3 8h10',
    minus: 'M3 8h10',
    stop: 'M4 4h8v8H4z',
    copy: 'M5.5 5.5h7v8h-7zM10.5 5.5v-3h-7v8h2',
    help: 'M6 6a2 2 0 1 1 2.9 1.8C8.2 8.2 8 8.6 8 9.5M8 12v.2',
} as const;

/** The name of a drawing. */
export type IconName = keyof typeof shapes;

/** A small drawing beside or in place of words; what it means is said by the element around it. */
export function Icon({ name }: { name: IconName }) {
    return (
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d={shapes[name]} />
        </svg>
    );
}
