import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Extension } from '../src/api/edgvoip.ts';
import type { LiveCall } from '../src/api/live.ts';
import { operatorsByStore } from '../src/live/operators.ts';
import { leavesIn, LEAVE_MS, nextRows, type Row } from '../src/live/rows.ts';
import {
  byUrgency,
  countStages,
  secondsOf,
  sinceOf,
  stageOf,
  urgencyOf,
} from '../src/live/stage.ts';
import { addressOf, isNarrowed, narrowed, readView } from '../src/live/view.ts';

const NOW = Date.parse('2026-11-29T10:00:00Z');
const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();

function call(call_id: string, fields: Partial<LiveCall> = {}): LiveCall {
  return {
    call_id,
    direction: 'in',
    from_uri: '+393331234567',
    from_name: null,
    to_uri: null,
    did_e164: null,
    ext_number: null,
    store_id: null,
    state: 'ringing',
    start_ts: ago(10),
    answer_ts: null,
    queue: null,
    exts: [],
    ...fields,
  };
}

const talking = (id: string, fields: Partial<LiveCall> = {}) =>
  call(id, { state: 'answered', start_ts: ago(100), answer_ts: ago(80), ...fields });
const board = (...calls: LiveCall[]) => new Map(calls.map((each) => [each.call_id, each]));

test('where a call is: waiting in a queue is not ringing', () => {
  assert.equal(stageOf(call('a', { queue: 'vendite' })), 'queue');
  assert.equal(stageOf(call('a')), 'ringing');
  assert.equal(stageOf(talking('a')), 'talking');
  assert.equal(stageOf(talking('a', { queue: 'vendite' })), 'talking');
  assert.equal(stageOf(talking('a', { state: 'held' })), 'held');
  const counts = countStages([call('a'), call('b'), talking('c'), call('d', { queue: 'q' })]);
  assert.deepEqual(counts, { queue: 1, ringing: 2, talking: 1, held: 0 });
});

test('what waits counts from its beginning, what is talked from the answer', () => {
  assert.equal(sinceOf(call('a')), NOW - 10_000);
  assert.equal(sinceOf(talking('a')), NOW - 80_000);
  assert.equal(sinceOf(talking('a', { answer_ts: null })), NOW - 100_000);
  assert.equal(secondsOf(call('a', { start_ts: ago(9.9) }), NOW), 9);
  assert.equal(secondsOf(call('a', { start_ts: ago(-2) }), NOW), 0);
});

test('a customer who waits is urgent from 30 and from 60 seconds on, and nobody else', () => {
  const waited = (seconds: number, fields: Partial<LiveCall> = {}) =>
    urgencyOf(call('a', { start_ts: ago(seconds), ...fields }), NOW);
  assert.equal(waited(29.9), 'none');
  assert.equal(waited(30), 'long');
  assert.equal(waited(59.9, { queue: 'vendite' }), 'long');
  assert.equal(waited(60), 'tooLong');
  assert.equal(waited(90, { direction: 'out' }), 'none');
  assert.equal(waited(90, { direction: 'internal' }), 'none');
  assert.equal(urgencyOf(talking('a'), NOW), 'none');
});

const inOrder = (...calls: LiveCall[]) => calls.sort(byUrgency).map(({ call_id }) => call_id);

test('customers who wait come first, the longest before the others', () => {
  assert.deepEqual(
    inOrder(
      talking('talks briefly', { answer_ts: ago(5) }),
      talking('talks long'),
      call('we ring', { direction: 'out', start_ts: ago(500) }),
      call('came now', { start_ts: ago(1) }),
      call('waits', { start_ts: ago(40), queue: 'vendite' }),
    ),
    ['waits', 'came now', 'we ring', 'talks long', 'talks briefly'],
  );
  assert.deepEqual(inOrder(call('b'), call('a')), ['a', 'b']);
});

const told = (rows: Row[]) =>
  rows.map(({ call: { call_id }, endedAt }) => (endedAt === null ? call_id : `-${call_id}`));

test('rows are in order while nobody is at them', () => {
  const first = nextRows([], board(call('b'), talking('a')), 0, false);
  assert.deepEqual(told(first), ['b', 'a']);
  const answeredB = talking('b', { answer_ts: ago(0) });
  const next = nextRows(first, board(answeredB, talking('a'), call('c')), 0, false);
  assert.deepEqual(told(next), ['c', 'a', 'b']);
});

test('an ended call is seen for a moment where it was, and leaves', () => {
  const first = nextRows([], board(call('a'), call('b')), 0, false);
  const then = nextRows(first, board(call('b')), 100, false);
  assert.deepEqual(told(then), ['-a', 'b']);
  assert.equal(leavesIn(then, 100), LEAVE_MS);
  assert.equal(leavesIn(then, 100 + LEAVE_MS + 7), 0);
  assert.deepEqual(told(nextRows(then, board(call('b')), 99 + LEAVE_MS, false)), ['-a', 'b']);
  const last = nextRows(then, board(call('b')), 100 + LEAVE_MS, false);
  assert.deepEqual(told(last), ['b']);
  assert.equal(leavesIn(last, 100 + LEAVE_MS), null);
});

test('held rows keep their places: ended ones stay, new ones come below', () => {
  const first = nextRows([], board(call('a'), call('b'), call('c')), 0, false);
  const older = call('n', { start_ts: ago(200) });
  const now = board(talking('a'), call('c'), call('m'), older);
  const held = nextRows(first, now, 100 + 10 * LEAVE_MS, true);
  assert.deepEqual(told(held), ['a', '-b', 'c', 'n', 'm']);
  assert.equal(held[0]?.call.state, 'answered');
  const later = nextRows(held, now, 100 + 20 * LEAVE_MS, true);
  assert.deepEqual(told(later), ['a', '-b', 'c', 'n', 'm']);
  assert.deepEqual(told(nextRows(later, now, 100 + 20 * LEAVE_MS, false)), ['n', 'c', 'm', 'a']);
});

test('a call that is there again has not ended', () => {
  const first = nextRows([], board(call('a')), 0, false);
  const gone = nextRows(first, board(), 0, false);
  assert.deepEqual(told(nextRows(gone, board(call('a')), 10, false)), ['a']);
});

function extension(ext: string, store_id: string | null, display_name: string | null = null) {
  return { ext, store_id, display_name, user_id: null } as Extension;
}

test('who of ours is free, rung or busy, by stores in their order', () => {
  const extensions = [
    extension('1002', 's1', 'Banco'),
    extension('1001', 's1', 'Cassa 1'),
    extension('900', null),
    extension('2001', 's2'),
  ];
  const calls = [
    call('a', { exts: [{ ext: '1001', state: 'ringing' }] }),
    call('b', { exts: [{ ext: '1001', state: 'held' }] }),
    call('c', { exts: [{ ext: '1001', state: 'ringing' }] }),
    call('d', { exts: [{ ext: '2001', state: 'ringing' }] }),
    call('e', { exts: [{ ext: 'unknown', state: 'answered' }] }),
  ];
  const groups = operatorsByStore(extensions, ['s2', 's3', 's1'], calls);
  assert.deepEqual(
    groups.map(({ storeId, freeCount, operators }) => [
      storeId,
      freeCount,
      operators.map(({ ext, occupation }) => `${ext} ${occupation}`),
    ]),
    [
      ['s2', 0, ['2001 ringing']],
      ['s1', 1, ['1001 busy', '1002 free']],
      [null, 1, ['900 free']],
    ],
  );
  assert.deepEqual(operatorsByStore([], ['s1'], calls), []);
});

test('the address says what is shown, and nothing that is so anyway', () => {
  const address = '/diretta?neg=s1&dir=interna&schermo=1';
  assert.deepEqual(readView('neg=s1&dir=interna&schermo=1'), {
    store: 's1',
    direction: 'interna',
    isWall: true,
  });
  assert.equal(addressOf(readView('neg=s1&dir=interna&schermo=1')), address);
  assert.deepEqual(readView('neg=&dir=toString&schermo=si'), {});
  assert.equal(addressOf({}), '/diretta');
  assert.equal(isNarrowed({ isWall: true }), false);
  assert.equal(isNarrowed({ store: 's1' }), true);
});

test('calls are narrowed by store and direction', () => {
  const calls = board(
    call('a', { store_id: 's1' }),
    call('b', { store_id: 's1', direction: 'internal' }),
    call('c', { store_id: 's2' }),
  );
  assert.equal(narrowed(calls, { isWall: true }), calls);
  assert.deepEqual([...narrowed(calls, { store: 's1' }).keys()], ['a', 'b']);
  assert.deepEqual([...narrowed(calls, { direction: 'in' }).keys()], ['a', 'c']);
  assert.deepEqual([...narrowed(calls, { store: 's1', direction: 'interna' }).keys()], ['b']);
});
