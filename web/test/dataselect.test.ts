import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchesOf, seriesOf, sharesOf } from '../src/dataselect/batches';

test('batches are counted by step, with their noisy samples', () => {
    const page = {
        name: 'selected', rows: 5, offset: 0,
        columns: [{ name: 'row', type: 'integer' }, { name: 'step', type: 'integer' }],
        values: [[7, 1], [3, 1], [9, 2], [4, 2], [5, 2]],
        marks: [{ row: 1, column: 'row', kind: 'noisy' }, { row: 2, column: 'row', kind: 'noisy' }, { row: 4, column: 'row', kind: 'noisy' }],
    };
    const step = { index: 1, action: { action_type: 'select_batch', strategy_weights: { uncertainty: 3, diversity: 1 } }, reward: 0, terms: [], total: 0 };
    const batches = batchesOf(page, [step]);
    assert.deepEqual(batches.map(({ step: number, samples, noisy }) => [number, samples, noisy]), [[1, 2, 1], [2, 3, 2]]);
    assert.deepEqual(batches[0]!.shares, { uncertainty: 0.75, diversity: 0.25, random: 0 });
    assert.equal(batches[1]!.shares, null);
});

test('weights that are missing or all nothing have no shares', () => {
    assert.equal(sharesOf(undefined), null);
    assert.equal(sharesOf({ uncertainty: 0 }), null);
});

test('what an observation lacks is not drawn', () => assert.deepEqual(seriesOf([{ noise: 0.2 }, { noise: null }, {}], 'noise'), [0.2, null, null]));
