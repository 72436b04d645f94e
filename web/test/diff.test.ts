import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alignRows, changedCells, sharedColumns, type Fate, type Row } from '../src/tables/diff';

const pairs = [[0, 0], [1, 1]] as const;
const kinds = (fates: readonly Fate[]) => fates.map(fate => fate.kind[0]).join('');

test('equal tables are the same', () => {
    const rows: Row[] = [['a', 1], ['b', 2]];
    assert.equal(kinds(alignRows(rows, rows, pairs)), 'ss');
});

test('a cell that differs makes a changed row, and says what it was', () => {
    const before: Row[] = [['  K1 ', 1], ['b', 2]];
    const after: Row[] = [['K1', 1], ['b', 2]];
    assert.equal(kinds(alignRows(before, after, pairs)), 'cs');
    assert.deepEqual([...changedCells(before[0]!, after[0]!, pairs)], [[0, '  K1 ']]);
});

test('removed rows are found between those that stay', () => {
    const before: Row[] = [['a', 1], ['a', 2], [null, 3], ['b', 4], ['c', 5]];
    const after: Row[] = [['a', 2], ['b', 4], ['c', 5]];
    const fates = alignRows(before, after, pairs);
    assert.equal(kinds(fates), 'rsrss');
    assert.deepEqual(fates[2], { kind: 'removed', before: 2 });
});

test('appended rows are added ones', () => {
    const before: Row[] = [['a', 1]];
    const after: Row[] = [['a', 1], ['b', 2], ['c', 3]];
    assert.equal(kinds(alignRows(before, after, pairs)), 'saa');
    assert.equal(kinds(alignRows([], after, pairs)), 'aaa');
    assert.equal(kinds(alignRows(after, [], pairs)), 'rrr');
});

test('a closed version and its new one are a change and an addition', () => {
    const before: Row[] = [['a', 1], ['b', 2]];
    const after: Row[] = [['a', 9], ['b', 2], ['a', 3]];
    assert.equal(kinds(alignRows(before, after, pairs)), 'csa');
});

test('rows with nothing in common are a change where they stand in one place, else they are not', () => {
    assert.equal(kinds(alignRows([['a', 1]], [['b', 2]], pairs)), 'c');
    assert.equal(kinds(alignRows([['r', 0], ['s', 0], ['a', 1]], [['s', 0], ['b', 2]], pairs)), 'rsra');
});

test('whichever of equal rows was removed, nothing else seems to have changed', () => {
    const before: Row[] = Array.from({ length: 300 }, (_, index) => [`k${(index * 7) % 90}`, index % 3]);
    const after = before.filter((row, index) => !before.slice(index + 1).some(other => other[0] === row[0]));
    const fates = kinds(alignRows(before, after, pairs));
    assert.equal(fates.replace(/s/g, ''), 'r'.repeat(210));
});

test('a content that repeats thousands of times is aligned at once', () => {
    const before: Row[] = Array.from({ length: 5000 }, () => [null, 0]);
    const began = performance.now();
    const fates = kinds(alignRows(before, before.slice(0, 4000), pairs));
    assert.equal(fates.replace(/s/g, ''), 'r'.repeat(1000));
    assert.ok(performance.now() - began < 2000);
});

test('each row of both states has exactly one fate, in order, whatever was shuffled', () => {
    let seed = 7;
    const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
    for (let round = 0; round < 50; round++) {
        const before: Row[] = Array.from({ length: random(40) }, () => [`k${random(6)}`, random(4)]);
        const after = [...before.filter(() => random(4) > 0), ...Array.from({ length: random(5) }, (): Row => [`n${random(3)}`, random(3)])].sort(() => random(3) - 1);
        const fates = alignRows(before, after, pairs);
        const side = (name: 'before' | 'after') => fates.flatMap(fate => (name in fate ? [(fate as Record<string, unknown>)[name] as number] : []));
        assert.deepEqual(side('before'), before.map((_, index) => index));
        assert.deepEqual(side('after'), after.map((_, index) => index));
        for (const fate of fates) {
            if (fate.kind === 'same') {
                assert.deepEqual(before[fate.before], after[fate.after]);
            }
        }
    }
});

test('columns are matched by name; new ones do not make rows differ', () => {
    const shared = sharedColumns([{ name: 'x' }, { name: 'y' }], [{ name: 'y' }, { name: 'z' }, { name: 'x' }]);
    assert.deepEqual(shared, [[1, 0], [0, 2]]);
    assert.equal(kinds(alignRows([['a', 1]], [[1, null, 'a']], shared)), 's');
});

test('five thousand rows are aligned at once', () => {
    const before: Row[] = Array.from({ length: 5000 }, (_, index) => [`k${index}`, index]);
    const after = before.filter((_, index) => index % 3 !== 0);
    const began = performance.now();
    assert.equal(alignRows(before, after, pairs).filter(fate => fate.kind === 'removed').length, 1667);
    assert.ok(performance.now() - began < 2000);
});
