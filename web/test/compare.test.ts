import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Trajectory } from '../src/api/types';
import { align, isSame, totalsOf } from '../src/compare/align';

/** Steps of an action and a reward; what is seen is the sum so far. */
function trajectory(...steps: readonly (readonly [action: string, reward: number])[]): Trajectory {
    let seen = 0;
    const taken = steps.map(([action, reward]) => {
        const observation = { seen };
        seen += reward;
        return { observation, action: { action }, reward, reward_breakdown: [], terminated: false, truncated: false };
    });
    return { episode_id: 'e', parent: null, forked_at: null, steps: taken, final_observation: { seen }, end_reason: null };
}

test('episodes part at the first step that differs', () => {
    const { pairs, partsAt } = align(trajectory(['A', 1], ['B', 2], ['C', 3]), trajectory(['A', 1], ['X', 2]));
    assert.equal(partsAt, 2);
    assert.deepEqual(pairs.map(pair => pair.isSame), [true, false, false]);
    assert.equal(pairs[2]!.b, null);
    assert.equal(pairs[2]!.a!.total, 6);
});

test('equal actions with other rewards part, too', () => assert.equal(align(trajectory(['A', 1]), trajectory(['A', 2])).partsAt, 1));

test('episodes that begin differently part at the start', () => {
    const other = trajectory(['A', 1]);
    assert.equal(align(trajectory(['A', 1]), { ...other, steps: [{ ...other.steps[0]!, observation: { seen: 9 } }] }).partsAt, 0);
});

test('one that goes on where the other stands does not part from it', () => assert.equal(align(trajectory(['A', 1]), trajectory(['A', 1], ['B', 1])).partsAt, null));

test('totals begin at nothing', () => assert.deepEqual(totalsOf(trajectory(['A', 1], ['B', -3])), [0, 1, -2]));

test('values are the same whatever the order of their members', () => {
    assert.equal(isSame({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 }), true);
    assert.equal(isSame({ a: 1 }, { a: 1, b: undefined }), false);
    assert.equal(isSame([1, 2], [2, 1]), false);
    assert.equal(isSame([], {}), false);
    assert.equal(isSame(null, {}), false);
});
