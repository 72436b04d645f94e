import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Environment, StepResult, Trajectory } from '../src/api/types';
import { actionOf, argumentsText, nameOf, shapeOf, shortcutOf } from '../src/episode/action';
import { plain, signed, valueText } from '../src/episode/format';
import { extend, historyOf } from '../src/episode/history';
import { sortObservation } from '../src/episode/observation';

const nested = {
    action: { $defs: { Kind: { enum: ['A', 'B'] } }, properties: { metadata: { type: 'object' }, action: { $ref: '#/$defs/Kind' }, params: { type: 'object' } } },
    actions: [{ name: 'A', description: '', parameters: { properties: {} } }, { name: 'B', description: '', parameters: { properties: { n: { type: 'integer' } } } }],
    observation: { properties: { noise: { minimum: 0, maximum: 1, description: 'share' } } },
    features: [{ name: 'age_a', description: 'how old' }, { name: 'age_b', description: 'how old' }],
} as unknown as Environment;
const flat = {
    action: { properties: { action_type: { enum: ['buy', 'stop'] }, size: { anyOf: [{ type: 'integer' }, { type: 'null' }] }, metadata: { type: 'object' } } },
    actions: [{ name: 'buy', description: '', parameters: { properties: { size: { type: 'integer' } } } }, { name: 'stop', description: '', parameters: { properties: {} } }],
} as unknown as Environment;

test('arguments go where the environment has them', () => {
    assert.deepEqual(actionOf(shapeOf(nested), 'A', {}), { action: 'A' });
    assert.deepEqual(actionOf(shapeOf(nested), 'B', { n: 1 }), { action: 'B', params: { n: 1 } });
    assert.deepEqual(actionOf(shapeOf(flat), 'buy', { size: 5 }), { action_type: 'buy', size: 5 });
});

test('an action is read back', () => {
    assert.equal(nameOf(shapeOf(flat), { action_type: 'buy', size: 5 }), 'buy');
    assert.equal(argumentsText(shapeOf(flat), { action_type: 'buy', size: 5, other: null }), 'size: 5');
    assert.equal(argumentsText(shapeOf(nested), { action: 'B', params: { n: { x: 1 } } }), 'n: {x:1}');
});

test('eleven actions have keys, the twelfth has none', () => {
    assert.deepEqual([0, 8, 9, 10, 11].map(shortcutOf), ['1', '9', '0', '-', null]);
});

const trajectory = {
    steps: [
        { observation: { n: 0 }, action: { action: 'A' }, reward: 1, reward_breakdown: [{ rule: 'r', value: 1 }] },
        { observation: { n: 1 }, action: { action: 'B' }, reward: -3, reward_breakdown: [] },
    ],
    final_observation: { n: 2 },
} as unknown as Trajectory;

test('a history has an observation more than steps, and sums in order', () => {
    const history = historyOf(trajectory);
    assert.deepEqual(history.observations, [{ n: 0 }, { n: 1 }, { n: 2 }]);
    assert.deepEqual(history.steps.map(step => step.total), [1, -2]);
});

test('a history takes the next step and no other', () => {
    const history = historyOf(trajectory);
    const result = (step: number) => ({ step, reward: 2, observation: { n: 3 }, metadata: { cumulative_reward: 0, reward_breakdown: [] } }) as unknown as StepResult;
    assert.equal(extend(history, {}, result(3))!.steps.length, 3);
    assert.equal(extend(history, {}, result(2)), null);
    assert.equal(extend(history, {}, result(4)), null);
});

test('an observation is sorted by how it is shown, and compared', () => {
    const sorted = sortObservation(nested, { message: 'hi', features: [0.5, 1], noise: 0.25, metrics: { deep: { x: 1 }, list: [] } }, { message: '', features: [0.5, 0.5], noise: 0.25, metrics: { deep: { x: 2 }, list: [] } });
    assert.equal(sorted.message, 'hi');
    assert.deepEqual(sorted.gauges.map(gauge => [gauge.title, gauge.value, gauge.before]), [['Age A', 0.5, 0.5], ['Age B', 1, 0.5], ['Noise', 0.25, 0.25]]);
    assert.deepEqual(sorted.facts.map(fact => [fact.path, fact.group, fact.isChanged]), [['metrics.deep.x', 'Deep', true], ['metrics.list', 'Metrics', false]]);
});

test('numbers are short, and never lose their sign', () => {
    assert.deepEqual([signed(-0.2), signed(25), signed(0), signed(-1e-9)], ['−0.2', '+25', '0', '−1e-9']);
    assert.equal(plain(1234567.891), '1,234,567.9');
    assert.equal(valueText({ new_cols: ['x', 'y'], none: [] }), 'New cols: x, y; None: none');
});
