import type { ActionInfo, Environment, Json, Schema } from '../api/types';
import { membersOf, type Member } from '../forms/field';

/** How an environment's action says which operator it means, and where its arguments are. */
export interface ActionShape {
    /** The property that names the operator. */
    readonly nameProperty: string;
    /** The property that holds the arguments; null where they stand beside the name. */
    readonly argumentsProperty: string | null;
}

/** Reads the shape from the action's schema. */
export function shapeOf(environment: Environment): ActionShape {
    const properties = Object.entries(environment.action.properties ?? {}).filter(([name]) => name !== 'metadata');
    const names = environment.actions.map(action => action.name);
    const named = properties.find(([, schema]) => isEnumOf(schema, environment.action, names));
    const beside = environment.actions.flatMap(action => Object.keys(action.parameters.properties ?? {}));
    const isFlat = beside.length > 0 && beside.every(name => properties.some(([property]) => property === name));
    const holder = isFlat ? undefined : properties.find(([name, schema]) => name !== named?.[0] && schema.type === 'object');
    return { nameProperty: named?.[0] ?? 'action', argumentsProperty: holder?.[0] ?? null };
}

/** The action that takes an operator with arguments. */
export function actionOf(shape: ActionShape, name: string, values: Readonly<Record<string, Json>>): Record<string, Json> {
    const action: Record<string, Json> = { [shape.nameProperty]: name };
    if (shape.argumentsProperty === null) {
        Object.assign(action, values);
    } else if (Object.keys(values).length > 0) {
        action[shape.argumentsProperty] = values;
    }

    return action;
}

/** Which operator an action takes. */
export function nameOf(shape: ActionShape, action: Readonly<Record<string, Json>>): string {
    return String(action[shape.nameProperty] ?? '');
}

/** An action's arguments that say something, as text. */
export function argumentsText(shape: ActionShape, action: Readonly<Record<string, Json>>): string {
    const { [shape.nameProperty]: _, ...beside } = action;
    const values = shape.argumentsProperty === null ? beside : ((action[shape.argumentsProperty] ?? {}) as Record<string, Json>);
    return Object.entries(values).filter(([, value]) => value !== null).map(([name, value]) => `${name}: ${short(value)}`).join(', ');
}

/** The fields of an operator's form. */
export function argumentFields(action: ActionInfo): Member[] {
    return membersOf(action.parameters);
}

/** The key that takes an operator: 1 to 9, 0, and the key beside it. */
export function shortcutOf(index: number): string | null {
    return '1234567890-'[index] ?? null;
}

function short(value: Json): string {
    return typeof value === 'object' && value !== null ? JSON.stringify(value).replace(/"/g, '').replace(/,/g, ', ') : String(value);
}

function isEnumOf(schema: Schema, root: Schema, names: readonly string[]): boolean {
    const target = schema.$ref ? root.$defs?.[schema.$ref.replace('#/$defs/', '')] : schema;
    return target?.enum !== undefined && names.every(name => target.enum!.includes(name));
}
