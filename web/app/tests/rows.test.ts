import assert from 'node:assert/strict';
import { test } from 'node:test';

import { countNew, mergePages, type Call, type Page } from '../src/calls/rows.ts';

function page(total: number, ...ids: string[]): Page {
  const items = ids.map((call_id) => ({ call_id }) as Call);
  return { items, total, next_cursor: null };
}

const idsOf = (calls: Call[]) => calls.map((call) => call.call_id);

test('pages follow each other in their order', () => {
  assert.deepEqual(idsOf(mergePages([page(4, 'a', 'b'), page(4, 'c', 'd')])), ['a', 'b', 'c', 'd']);
});

test('a call met twice stays where it was first', () => {
  const merged = mergePages([page(4, 'a', 'b'), page(4, 'b', 'c'), page(4, 'a', 'd')]);
  assert.deepEqual(idsOf(merged), ['a', 'b', 'c', 'd']);
});

test('no pages are no rows', () => {
  assert.deepEqual(mergePages([]), []);
});

test('new calls are those more than were shown, and never fewer than none', () => {
  assert.equal(countNew(page(10), { total: 22 }), 12);
  assert.equal(countNew(page(10), { total: 10 }), 0);
  assert.equal(countNew(page(10), { total: 9 }), 0);
  assert.equal(countNew(undefined, { total: 9 }), 0);
  assert.equal(countNew(page(10), undefined), 0);
});
