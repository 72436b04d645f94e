import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentHeight, drawn, greatestHeight, placeOfRow, scrolled, type Geometry, type ScrollPlace } from '../src/tables/window';

const start: ScrollPlace = { scrollTop: 0, position: 0 };
const long: Geometry = { rows: 1_000_000, rowHeight: 28, viewport: 560 };
const short: Geometry = { rows: 200, rowHeight: 28, viewport: 560 };

test('a short list is as high as its rows, and scrolls by pixels', () => {
    assert.equal(contentHeight(short), 5600);
    assert.deepEqual(scrolled(short, start, 1400), { scrollTop: 1400, position: 1400 });
    const { first, last, offset } = drawn(short, { scrollTop: 1400, position: 1400 });
    assert.deepEqual([first, last, offset], [44, 76, 44 * 28]);
});

test('a long list is not higher than browsers allow', () => {
    assert.equal(contentHeight(long), greatestHeight);
});

test('a long list draws a handful of rows wherever it stands', () => {
    for (let top = 0; top <= greatestHeight - long.viewport; top += 123_457) {
        const place = scrolled(long, start, top);
        const { first, last } = drawn(long, place);
        assert.ok(last - first <= 33 && last > first, `${last - first} rows at ${top}`);
        assert.ok(first >= 0 && last <= long.rows);
    }
});

test('a wheel notch moves a long list by as many rows as a short one', () => {
    const middle = scrolled(long, start, 3_000_000);
    const next = scrolled(long, middle, 3_000_100);
    assert.equal(next.position - middle.position, 100);
    assert.equal(drawn(long, next).first - drawn(long, middle).first, Math.floor(next.position / 28) - Math.floor(middle.position / 28));
});

test('dragging the thumb goes by share, and both ends are reached', () => {
    const farthest = greatestHeight - long.viewport;
    const half = scrolled(long, start, farthest / 2);
    assert.ok(Math.abs(half.position / 28 - 500_000) < 20);
    assert.equal(drawn(long, scrolled(long, half, farthest)).last, long.rows);
    assert.equal(drawn(long, scrolled(long, half, 0)).first, 0);
});

test('what is drawn lies where the box looks', () => {
    for (const top of [0, 1, 999, 2_500_000, greatestHeight - long.viewport]) {
        const place = scrolled(long, start, top);
        const { first, last, offset } = drawn(long, place);
        assert.ok(offset <= place.scrollTop + 28, 'begins above the upper edge');
        assert.ok(offset + (last - first) * 28 >= place.scrollTop + long.viewport - 28 * 1.5, 'ends below the lower edge');
    }
});

test('a row can be gone to', () => {
    for (const row of [0, 7, 123_456, 999_999]) {
        const { first, last } = drawn(long, placeOfRow(long, row));
        assert.ok(first <= row && row < last);
    }
});

test('a list that fits does not scroll', () => {
    const tiny = { rows: 3, rowHeight: 28, viewport: 560 };
    assert.deepEqual(scrolled(tiny, start, 0), start);
    assert.deepEqual([drawn(tiny, start).first, drawn(tiny, start).last], [0, 3]);
    assert.deepEqual(placeOfRow(tiny, 2), start);
});
