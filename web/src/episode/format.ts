import type { Json } from '../api/types';
import { titleOf } from '../forms/field';

/** A reward with its sign: `+25`, `−0.2`, `0`. */
export function signed(value: number): string {
    const text = plain(Math.abs(value));
    return text === '0' ? '0' : `${value < 0 ? '−' : '+'}${text}`;
}

/** A number as short as it is clear: at most three decimals, thousands apart. */
export function plain(value: number): string {
    const digits = Math.abs(value) >= 1000 ? 1 : 3;
    const text = value.toLocaleString('en', { maximumFractionDigits: digits });
    return text === '-0' ? '0' : value !== 0 && text === '0' ? value.toPrecision(1) : text.replace('-', '−');
}

/** A value of an observation, a metric or a state as text. */
export function valueText(value: Json): string {
    if (value === null) {
        return 'none';
    }

    switch (typeof value) {
        case 'number':
            return plain(value);
        case 'boolean':
            return value ? 'yes' : 'no';
        case 'string':
            return value;
        default:
            return Array.isArray(value) ? (value.length === 0 ? 'none' : value.map(valueText).join(', ')) : Object.entries(value).map(([name, each]) => `${titleOf(name)}: ${valueText(each)}`).join('; ');
    }
}

/** A time as the reader's clock shows it. */
export function timeText(iso: string): string {
    const time = new Date(iso);
    return Number.isNaN(time.getTime()) ? iso : time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' });
}
