import type { Json, Schema } from '../api/types';

interface Common {
    readonly title: string;
    readonly description: string;
    /** What the server takes where the field is empty. */
    readonly fallback: Json | undefined;
    readonly isRequired: boolean;
    readonly isNullable: boolean;
}

/** A form's field, as a JSON schema asks for it. */
export type Field = Common & Shape;

/** What a field holds. */
export type Shape =
    | { readonly kind: 'text'; readonly minLength?: number; readonly maxLength?: number }
    | { readonly kind: 'integer' | 'number'; readonly minimum?: number; readonly maximum?: number; readonly above?: number; readonly below?: number }
    | { readonly kind: 'boolean' }
    | { readonly kind: 'choice'; readonly choices: readonly Json[] }
    | { readonly kind: 'list'; readonly item: Field; readonly minItems: number; readonly maxItems: number }
    | { readonly kind: 'group'; readonly members: readonly Member[] }
    | { readonly kind: 'json' };

/** A field of a group, under its name. */
export interface Member {
    readonly name: string;
    readonly field: Field;
}

/** The fields of an object's schema. */
export function membersOf(schema: Schema, definitions: Readonly<Record<string, Schema>> = schema.$defs ?? {}): Member[] {
    const required = new Set(schema.required ?? []);
    return Object.entries(schema.properties ?? {}).map(([name, member]) => ({ name, field: fieldOf(member, name, required.has(name), definitions) }));
}

/** The field of a schema. */
export function fieldOf(schema: Schema, name: string, isRequired: boolean, definitions: Readonly<Record<string, Schema>> = {}): Field {
    const { schema: plain, isNullable } = withoutNull(resolve(schema, definitions), definitions);
    return {
        title: titleOf(name),
        description: schema.description ?? plain.description ?? '',
        fallback: schema.default ?? plain.default,
        isRequired,
        isNullable,
        ...shapeOf(plain, name, definitions),
    };
}

/** A name as words: `null_ratio_key_a` is "Null ratio key A". */
export function titleOf(name: string): string {
    const words = name.replace(/[_-]+/g, ' ').trim().replace(/\b[a-z]\b/g, letter => letter.toUpperCase());
    return words === '' ? name : words[0]!.toUpperCase() + words.slice(1);
}

function shapeOf(schema: Schema, name: string, definitions: Readonly<Record<string, Schema>>): Shape {
    const choices = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
    if (choices) {
        return { kind: 'choice', choices };
    }

    switch (schema.type) {
        case 'string':
            return { kind: 'text', ...present('minLength', schema.minLength), ...present('maxLength', schema.maxLength) };
        case 'integer':
        case 'number':
            return {
                kind: schema.type,
                ...present('minimum', schema.minimum),
                ...present('maximum', schema.maximum),
                ...present('above', schema.exclusiveMinimum),
                ...present('below', schema.exclusiveMaximum),
            };
        case 'boolean':
            return { kind: 'boolean' };
        case 'array':
            return schema.items
                ? { kind: 'list', item: fieldOf(schema.items, name, true, definitions), minItems: schema.minItems ?? 0, maxItems: schema.maxItems ?? Number.POSITIVE_INFINITY }
                : { kind: 'json' };
        case 'object':
            return schema.properties ? { kind: 'group', members: membersOf(schema, definitions) } : { kind: 'json' };
        default:
            return { kind: 'json' };
    }
}

function resolve(schema: Schema, definitions: Readonly<Record<string, Schema>>): Schema {
    const target = schema.$ref?.startsWith('#/$defs/') ? definitions[schema.$ref.slice('#/$defs/'.length)] : undefined;
    return target ? resolve(target, definitions) : schema;
}

/** The one form of a schema that may also be null; other unions have no form of their own. */
function withoutNull(schema: Schema, definitions: Readonly<Record<string, Schema>>): { schema: Schema; isNullable: boolean } {
    if (!schema.anyOf) {
        return { schema, isNullable: false };
    }

    const others = schema.anyOf.map(each => resolve(each, definitions)).filter(each => each.type !== 'null');
    return { schema: others.length === 1 ? others[0]! : {}, isNullable: others.length < schema.anyOf.length };
}

function present<K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } {
    return value === undefined ? {} : ({ [name]: value } as { [P in K]?: V });
}
