import type { Environment, Json, Observation, Schema } from '../api/types';
import { titleOf } from '../forms/field';

/** A number that is shown on a scale. */
export interface Gauge {
    readonly name: string;
    readonly title: string;
    readonly about: string;
    readonly value: number;
    /** The value after the step before; undefined at the start. */
    readonly before: number | undefined;
    readonly minimum: number;
    readonly maximum: number;
}

/** Something that is shown as text. */
export interface Fact {
    /** Where it stands in the observation: `metrics.progress.join_type`. */
    readonly path: string;
    /** The object that it is part of; empty for the observation itself. */
    readonly group: string;
    readonly title: string;
    readonly about: string;
    readonly value: Json;
    readonly isChanged: boolean;
}

/** An observation, sorted by how it is shown. */
export interface Sorted {
    readonly message: string | null;
    readonly gauges: readonly Gauge[];
    readonly facts: readonly Fact[];
}

/** Sorts an observation: vectors of numbers and bounded numbers are gauges, the message stands alone, objects are taken apart, and the rest are facts. */
export function sortObservation(environment: Environment, observation: Observation, before: Observation | undefined): Sorted {
    const gauges: Gauge[] = [];
    const facts: Fact[] = [];
    let message: string | null = null;
    for (const [name, value] of Object.entries(observation)) {
        const schema = environment.observation.properties?.[name] ?? {};
        const earlier = before?.[name];
        if (name === 'message' && typeof value === 'string') {
            message = value;
        } else if (isVector(value)) {
            gauges.push(...vectorGauges(environment, name, value, isVector(earlier) ? earlier : undefined));
        } else if (typeof value === 'number' && schema.minimum !== undefined && schema.maximum !== undefined) {
            gauges.push(scalarGauge(name, schema, value, typeof earlier === 'number' ? earlier : undefined));
        } else {
            facts.push(...factsOf(name, '', name, schema.description ?? '', value, before === undefined ? undefined : (earlier ?? null)));
        }
    }

    return { message, gauges, facts };
}

function vectorGauges(environment: Environment, name: string, values: readonly number[], before: readonly number[] | undefined): Gauge[] {
    const described = environment.features?.length === values.length ? environment.features : undefined;
    const isUnit = values.every(value => value >= 0 && value <= 1);
    const greatest = isUnit ? 1 : Math.max(...values.map(Math.abs), 1);
    return values.map((value, index) => ({
        name: described?.[index]!.name ?? `${name}[${index}]`,
        title: described ? titleOf(described[index]!.name) : `${titleOf(name)} ${index}`,
        about: described?.[index]!.description ?? '',
        value,
        before: before?.[index],
        minimum: isUnit ? 0 : -greatest,
        maximum: greatest,
    }));
}

function scalarGauge(name: string, schema: Schema, value: number, before: number | undefined): Gauge {
    return { name, title: titleOf(name), about: schema.description ?? '', value, before, minimum: schema.minimum!, maximum: schema.maximum! };
}

/** `before` is undefined where nothing is to be compared. */
function factsOf(path: string, group: string, name: string, about: string, value: Json, before: Json | undefined): Fact[] {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
        const earlier = typeof before === 'object' && before !== null && !Array.isArray(before) ? (before as Record<string, Json>) : undefined;
        return Object.entries(value).flatMap(([member, each]) => factsOf(`${path}.${member}`, titleOf(name), member, '', each, before === undefined || earlier?.[member] === undefined ? undefined : earlier[member]));
    }

    return [{ path, group, title: titleOf(name), about, value, isChanged: before !== undefined && JSON.stringify(before) !== JSON.stringify(value) }];
}

function isVector(value: Json | undefined): value is readonly number[] {
    return Array.isArray(value) && value.length > 1 && value.every(each => typeof each === 'number');
}
