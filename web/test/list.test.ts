import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Notice } from '../src/api/follow';
import type { Summary } from '../src/api/types';
import { EpisodeRows, groupOf, type Filter } from '../src/list/rows';
import { scrollFor, windowOf } from '../src/list/window';

const all: Filter = { environment: '', status: '', group: '', label: '' };

function summary(id: string, more: Partial<Summary> = {}): Summary {
    return {
        episode_id: id, environment: 'medusa', version: '1', seed: 0, options: {}, task: null, label: null, labels: {}, status: 'running', next_step: 1,
        cumulative_reward: 0, end_reason: null, parent: null, created_at: '2026-01-01T00:00:00Z', durability: 'volatile', node: null, ...more,
    };
}

function notice(kind: Notice['kind'], id: string, step: number, more: Partial<Notice> = {}): Notice {
    return { kind, episode_id: id, environment: 'medusa', step, at: '2026-01-02T00:00:00Z', ...more };
}

const ids = (rows: EpisodeRows) => rows.shown.map(row => row.id);

test('steps add their rewards in order, and a repeat adds nothing', () => {
    const rows = new EpisodeRows(all);
    rows.load([summary('a', { next_step: 3, cumulative_reward: 1 })]);
    rows.hear([notice('stepped', 'a', 2, { reward: 5 }), notice('stepped', 'a', 3, { reward: 5 }), notice('stepped', 'a', 3, { reward: 5 })]);
    assert.deepEqual([rows.find('a')!.steps, rows.find('a')!.reward, rows.find('a')!.isPartial], [3, 6, false]);
});

test('a gap in the steps asks for the summary, which then tells the reward', () => {
    const rows = new EpisodeRows(all);
    rows.load([summary('a')]);
    rows.hear([notice('stepped', 'a', 4, { reward: 5 })]);
    assert.equal(rows.find('a')!.isPartial, true);
    rows.load([summary('a', { next_step: 5, cumulative_reward: 9 })]);
    assert.deepEqual([rows.find('a')!.reward, rows.find('a')!.isPartial], [9, false]);
});

test('a summary that is older than what events told changes nothing of it', () => {
    const rows = new EpisodeRows(all);
    rows.load([summary('a')]);
    rows.hear([notice('stepped', 'a', 1, { reward: 2 }), notice('ended', 'a', 2, { reward: 3, end_reason: 'committed' })]);
    rows.load([summary('a', { next_step: 2, cumulative_reward: 2 })]);
    assert.deepEqual([rows.find('a')!.steps, rows.find('a')!.reward, rows.find('a')!.status], [2, 5, 'done']);
});

test('an end without a reward is a closing, or an expiry', () => {
    const rows = new EpisodeRows(all);
    rows.load([summary('a'), summary('b')]);
    rows.hear([notice('ended', 'a', 0, { end_reason: 'deleted' }), notice('ended', 'b', 0, { end_reason: 'expired' })]);
    assert.deepEqual([rows.find('a')!.status, rows.find('b')!.status], ['closed', 'expired']);
});

test('rows are in order of their creation, new ones at the end', () => {
    const rows = new EpisodeRows(all);
    rows.load([summary('late', { created_at: '2026-01-01T00:00:02Z' }), summary('early')]);
    rows.hear([notice('started', 'new', 0)]);
    assert.deepEqual(ids(rows), ['early', 'late', 'new']);
});

test('filters hold for what is loaded and for what begins', () => {
    const rows = new EpisodeRows({ ...all, environment: 'medusa', group: 'a' });
    rows.load([summary('a')]);
    rows.hear([notice('started', 'a~1', 0), notice('started', 'b', 0), { ...notice('started', 'a~2', 0), environment: 'other' }]);
    assert.deepEqual(ids(rows), ['a', 'a~1']);
    assert.equal(groupOf('a~2'), 'a');
});

test('a row leaves the running ones when it ends', () => {
    const rows = new EpisodeRows({ ...all, status: 'running' });
    rows.load([summary('a'), summary('b')]);
    assert.deepEqual(ids(rows), ['a', 'b']);
    rows.hear([notice('ended', 'a', 1, { reward: 1 })]);
    assert.deepEqual(ids(rows), ['b']);
});

test('a label is known once the summary is', () => {
    const rows = new EpisodeRows({ ...all, label: 'team:red' });
    rows.hear([notice('started', 'a', 0)]);
    assert.deepEqual(ids(rows), []);
    rows.load([summary('a', { labels: { team: 'red' } })]);
    assert.deepEqual(ids(rows), ['a']);
});

test('the window holds the rows in sight and a few more, within the list', () => {
    assert.deepEqual(windowOf(10_000, 40, 0, 400), { first: 0, end: 16 });
    assert.deepEqual(windowOf(10_000, 40, 4000, 400), { first: 94, end: 116 });
    assert.deepEqual(windowOf(5, 40, 0, 400), { first: 0, end: 5 });
    assert.deepEqual(windowOf(100, 40, 999_999, 400), { first: 94, end: 100 });
});

test('scrolling to a row moves as little as needed', () => {
    assert.equal(scrollFor(3, 40, 0, 400, 40), 0);
    assert.equal(scrollFor(20, 40, 0, 400, 40), 480);
    assert.equal(scrollFor(1, 40, 400, 400, 40), 40);
});
