import type { Json } from '../api/types';
import type { Field, Member } from './field';

/** What a field holds while it is edited: a text (empty: not given), a list's items, or a group's members. */
export type Raw = string | readonly Raw[] | { readonly [name: string]: Raw };

/** What a form says: a value to send (undefined: leave it out), or what is wrong, by path. */
export interface Reading {
    readonly value: Json | undefined;
    readonly errors: Readonly<Record<string, string>>;
}

/** An untouched field. */
export function emptyRaw(field: Field): Raw {
    switch (field.kind) {
        case 'group':
            return emptyRaws(field.members);
        case 'list':
            return Array.from({ length: field.isRequired ? field.minItems : 0 }, () => emptyRaw(field.item));
        case 'choice':
            return field.isRequired && field.choices.length === 1 ? choiceText(field.choices[0]!) : '';
        default:
            return '';
    }
}

/** An untouched form. */
export function emptyRaws(members: readonly Member[]): Record<string, Raw> {
    return Object.fromEntries(members.map(({ name, field }) => [name, emptyRaw(field)]));
}

/** A value as a form shows it, for forms that begin filled in. */
export function rawOf(field: Field, value: Json | undefined): Raw {
    if (value === undefined || value === null) {
        return emptyRaw(field);
    }

    switch (field.kind) {
        case 'group':
            return Object.fromEntries(field.members.map(({ name, field: member }) => [name, rawOf(member, (value as Record<string, Json>)[name])]));
        case 'list':
            return Array.isArray(value) ? value.map((item: Json) => rawOf(field.item, item)) : [];
        case 'choice':
            return choiceText(value);
        case 'json':
            return JSON.stringify(value);
        default:
            return String(value);
    }
}

/** The text that stands for a choice. */
export function choiceText(choice: Json): string {
    return typeof choice === 'string' ? choice : JSON.stringify(choice);
}

/** Reads a form. */
export function readMembers(members: readonly Member[], raws: Readonly<Record<string, Raw>>, path = ''): { value: Record<string, Json>; errors: Record<string, string> } {
    const value: Record<string, Json> = {};
    const errors: Record<string, string> = {};
    for (const { name, field } of members) {
        const reading = readField(field, raws[name] ?? '', path ? `${path}.${name}` : name);
        Object.assign(errors, reading.errors);
        if (reading.value !== undefined) {
            value[name] = reading.value;
        }
    }

    return { value, errors };
}

/** Reads a field. An empty one is left out, so that the server's default holds. */
export function readField(field: Field, raw: Raw, path: string): Reading {
    if (field.kind === 'group') {
        return readGroup(field, raw as Record<string, Raw>, path);
    }

    if (field.kind === 'list') {
        return readList(field, raw as readonly Raw[], path);
    }

    const text = raw as string;
    if (text.trim() === '') {
        return field.isRequired ? wrong(path, 'This is needed.') : { value: undefined, errors: {} };
    }

    switch (field.kind) {
        case 'text':
            return readText(field, text, path);
        case 'integer':
        case 'number':
            return readNumber(field, text.trim(), path);
        case 'boolean':
            return { value: text === 'true', errors: {} };
        case 'choice': {
            const choice = field.choices.find(each => choiceText(each) === text);
            return choice === undefined ? wrong(path, 'Choose one of the list.') : { value: choice, errors: {} };
        }
        case 'json':
            return readJson(text, path);
    }
}

function readGroup(field: Field & { kind: 'group' }, raws: Readonly<Record<string, Raw>>, path: string): Reading {
    const { value, errors } = readMembers(field.members, raws, path);
    // An optional group of which nothing is given is not given either, whatever its members need.
    if (!field.isRequired && field.members.every(member => isUntouched(raws[member.name]))) {
        return { value: undefined, errors: {} };
    }

    return { value, errors };
}

function readList(field: Field & { kind: 'list' }, raws: readonly Raw[], path: string): Reading {
    if (raws.length === 0 && !field.isRequired) {
        return { value: undefined, errors: {} };
    }

    const readings = raws.map((raw, index) => readField(field.item, raw, `${path}.${index}`));
    const errors: Record<string, string> = Object.assign({}, ...readings.map(reading => reading.errors));
    if (raws.length < field.minItems) {
        errors[path] = `At least ${field.minItems} are needed.`;
    } else if (raws.length > field.maxItems) {
        errors[path] = `At most ${field.maxItems} are taken.`;
    }

    return { value: readings.map(reading => reading.value ?? null), errors };
}

function readText(field: Field & { kind: 'text' }, text: string, path: string): Reading {
    if (field.minLength !== undefined && text.length < field.minLength) {
        return wrong(path, `At least ${field.minLength} characters.`);
    }

    if (field.maxLength !== undefined && text.length > field.maxLength) {
        return wrong(path, `At most ${field.maxLength} characters.`);
    }

    return { value: text, errors: {} };
}

function readNumber(field: Field & { kind: 'integer' | 'number' }, text: string, path: string): Reading {
    const value = Number(text);
    if (!Number.isFinite(value)) {
        return wrong(path, 'This is not a number.');
    }

    if (field.kind === 'integer' && !Number.isSafeInteger(value)) {
        return wrong(path, 'This is not an integer that can be written exactly.');
    }

    if (field.minimum !== undefined && value < field.minimum) {
        return wrong(path, `At least ${field.minimum}.`);
    }

    if (field.maximum !== undefined && value > field.maximum) {
        return wrong(path, `At most ${field.maximum}.`);
    }

    if (field.above !== undefined && value <= field.above) {
        return wrong(path, `More than ${field.above}.`);
    }

    if (field.below !== undefined && value >= field.below) {
        return wrong(path, `Less than ${field.below}.`);
    }

    return { value, errors: {} };
}

function readJson(text: string, path: string): Reading {
    try {
        return { value: JSON.parse(text) as Json, errors: {} };
    } catch {
        return wrong(path, 'This is not JSON.');
    }
}

function isUntouched(raw: Raw | undefined): boolean {
    return raw === undefined || (typeof raw === 'string' ? raw.trim() === '' : Array.isArray(raw) ? raw.length === 0 : Object.values(raw).every(isUntouched));
}

function wrong(path: string, message: string): Reading {
    return { value: undefined, errors: { [path]: message } };
}
