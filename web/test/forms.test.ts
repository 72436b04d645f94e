import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../src/api/problem';
import type { Schema } from '../src/api/types';
import { placeErrors } from '../src/forms/errors';
import { membersOf, titleOf } from '../src/forms/field';
import { emptyRaws, rawOf, readMembers } from '../src/forms/read';

const schema: Schema = {
    type: 'object',
    required: ['name', 'mode'],
    $defs: { Mode: { type: 'string', enum: ['fast', 'slow'] } },
    properties: {
        name: { type: 'string', maxLength: 5 },
        mode: { $ref: '#/$defs/Mode' },
        count: { anyOf: [{ type: 'integer', minimum: 1, maximum: 9 }, { type: 'null' }], default: null },
        share: { type: 'number', exclusiveMinimum: 0, maximum: 1, default: 0.5 },
        careful: { type: 'boolean', default: true },
        seeds: { type: 'array', items: { type: 'integer' }, maxItems: 2 },
        weights: { anyOf: [{ type: 'object', required: ['left'], properties: { left: { type: 'number', minimum: 0 }, right: { type: 'number' } } }, { type: 'null' }] },
        extra: { type: 'object' },
    },
};
const members = membersOf(schema);
const read = (raws: Record<string, unknown>) => readMembers(members, { ...emptyRaws(members), ...(raws as Record<string, string>) });

test('each form of a schema has its field', () => {
    assert.deepEqual(members.map(({ field }) => field.kind), ['text', 'choice', 'integer', 'number', 'boolean', 'list', 'group', 'json']);
    assert.equal(members[2]!.field.isNullable, true);
    assert.equal(members[1]!.field.isRequired, true);
});

test('an untouched form sends what is required alone, and says what is missing', () => {
    assert.deepEqual(read({}), { value: {}, errors: { name: 'This is needed.', mode: 'This is needed.' } });
    assert.deepEqual(read({ name: 'a', mode: 'fast' }), { value: { name: 'a', mode: 'fast' }, errors: {} });
});

test('values get their types', () => {
    const { value, errors } = read({ name: 'a', mode: 'slow', count: ' 3 ', share: '0.25', careful: 'false', seeds: ['1', '2'], weights: { left: '0', right: '' }, extra: '{"x":[1]}' });
    assert.deepEqual(errors, {});
    assert.deepEqual(value, { name: 'a', mode: 'slow', count: 3, share: 0.25, careful: false, seeds: [1, 2], weights: { left: 0 }, extra: { x: [1] } });
});

test('what is wrong is said at its path', () => {
    const { errors } = read({ name: 'too long', mode: 'other', count: '10', share: '0', seeds: ['x', '1', '2'], weights: { left: '-1', right: '' }, extra: '{' });
    assert.deepEqual(Object.keys(errors).sort(), ['count', 'extra', 'mode', 'name', 'seeds', 'seeds.0', 'share', 'weights.left']);
});

test('integers are whole and exact', () => {
    assert.ok(read({ name: 'a', mode: 'fast', count: '1.5' }).errors['count']);
    const [seed] = membersOf({ properties: { seed: { type: 'integer' } } });
    assert.ok(readMembers([seed!], { seed: '9007199254740993' }).errors['seed']);
    assert.deepEqual(readMembers([seed!], { seed: '9007199254740991' }).value, { seed: 9007199254740991 });
});

test('an optional group is left out until one of its members is given', () => {
    assert.equal(read({ name: 'a', mode: 'fast', weights: { left: '', right: '' } }).value['weights'], undefined);
    assert.ok(read({ name: 'a', mode: 'fast', weights: { left: '', right: '2' } }).errors['weights.left']);
});

test('a value is shown as it was', () => {
    const group = members[6]!.field;
    assert.deepEqual(rawOf(group, { left: 1 }), { left: '1', right: '' });
});

test('refusals go to their fields, others stay', () => {
    const problem = new Problem('invalid_action', 'Correct it.', 422, [
        { path: 'params.count', message: 'too great' },
        { path: 'weights.left', message: 'negative' },
        { path: 'elsewhere', message: 'unknown' },
    ]);
    const placed = placeErrors(problem, members, ['params']);
    assert.deepEqual(placed.fields, { count: 'too great', 'weights.left': 'negative' });
    assert.deepEqual(placed.others.map(error => error.path), ['elsewhere']);
});

test('names become words', () => {
    assert.equal(titleOf('n_fact_rows'), 'N fact rows');
    assert.equal(titleOf('null_ratio_key_a'), 'Null ratio key A');
    assert.equal(titleOf(''), '');
});
