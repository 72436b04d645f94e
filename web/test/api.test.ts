import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventParser } from '../src/api/eventstream';
import { Problem } from '../src/api/problem';
import { requestId, sendSurely } from '../src/api/surely';
import { binSteps, stack } from '../src/charts/bins';
import { linearScale, roundStep } from '../src/charts/scale';
import { hashOf, parseHash } from '../src/shell/router';
import { marksByColumn, marksByRow } from '../src/tables/marks';

test('events are read from pieces cut anywhere', () => {
    const text = ': the stream begins\n\nevent: stepped\ndata: {"step":1}\n\n:\n\nevent: ended\r\ndata: a\r\ndata: b\r\n\r\n';
    for (let size = 1; size < text.length; size++) {
        const parser = new EventParser();
        const events = [];
        for (let at = 0; at < text.length; at += size) {
            events.push(...parser.feed(text.slice(at, at + size)));
        }

        assert.deepEqual(events, [{ event: 'stepped', data: '{"step":1}' }, { event: 'ended', data: 'a\nb' }]);
    }
});

test('a request without an answer is sent again, as it was', async () => {
    let count = 0;
    const answer = await sendSurely(() => (++count < 3 ? Promise.reject(new Problem('network', '', 0)) : Promise.resolve('ok')), { waits: [0, 0, 0] });
    assert.deepEqual([answer, count], ['ok', 3]);
});

test('a refusal is final, and patience ends', async () => {
    let count = 0;
    const refuse = (problem: Problem) => sendSurely(() => (count++, Promise.reject(problem)), { waits: [0, 0] });
    await assert.rejects(refuse(new Problem('step_conflict', '', 409)), { code: 'step_conflict' });
    assert.equal(count, 1);
    await assert.rejects(refuse(new Problem('outcome_unknown', '', 504)), { code: 'outcome_unknown' });
    assert.equal(count, 4);
});

test('request ids differ', () => {
    assert.match(requestId(), /^[0-9a-f]{32}$/);
    assert.notEqual(requestId(), requestId());
});

test('places are written and read', () => {
    const hash = hashOf(['e', 'a/b~1'], { at: 0, tables: null, x: 'é &' });
    const { path, query } = parseHash(hash);
    assert.deepEqual(path, ['e', 'a/b~1']);
    assert.deepEqual([query.get('at'), query.get('tables'), query.get('x')], ['0', null, 'é &']);
    assert.deepEqual(parseHash('').path, []);
    assert.deepEqual(parseHash('#/e/%zz').path, ['e', '%zz']);
});

test('ticks are round and cover the values', () => {
    assert.deepEqual(linearScale(0, 34.8, 100, 0, 4).ticks, [0, 10, 20, 30, 40]);
    assert.deepEqual(linearScale(-0.2, 0, 100, 0, 4).ticks, [-0.2, -0.15, -0.1, -0.05, 0]);
    assert.deepEqual([roundStep(3), roundStep(0.2), roundStep(51)], [5, 0.2, 100]);
    const flat = linearScale(0, 0, 100, 0, 4);
    assert.ok(flat.to > flat.from);
});

test('bars stack gains up and losses down; many steps share a bar', () => {
    const steps = [1, 2, 3, 4, 5].map(index => ({ index, total: index, terms: [{ rule: 'a', value: 2 }, { rule: 'b', value: -1 }] }));
    const bins = binSteps(steps, 3);
    assert.deepEqual(bins.map(bin => [bin.first, bin.last, bin.total]), [[1, 2, 2], [3, 4, 4], [5, 5, 5]]);
    assert.deepEqual(stack(bins[0]!, ['b', 'a']), [{ rule: 'b', from: 0, to: -2 }, { rule: 'a', from: 0, to: 4 }]);
});

test('marks are found by row, by cell and by column', () => {
    const marks = [{ row: 3, column: 'k', kind: 'x' }, { row: 3, column: 'k', kind: 'x' }, { row: 3, column: null, kind: 'y' }, { row: null, column: 'n', kind: 'z' }];
    assert.deepEqual(marksByRow(marks).get(3), new Map([['k', ['x']], ['', ['y']]]));
    assert.deepEqual(marksByColumn(marks), new Map([['n', ['z']]]));
});
