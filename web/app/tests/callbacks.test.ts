import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Task } from '../src/api/callbacks.ts';
import { dueOf, isOverdue, spanOfSeconds } from '../src/callbacks/due.ts';
import { mergeInPlace, settled } from '../src/callbacks/merge.ts';
import { movesOf, type Me } from '../src/callbacks/moves.ts';
import { addressOf, readView, toQuery, writeView, type View } from '../src/callbacks/view.ts';

const NOW = Date.parse('2026-11-29T10:00:00Z');
const OTHER = { person_id: 'other', name: 'Anna' };
const AGENT: Me = { personId: 'me', mayAssign: false };
const MANAGER: Me = { personId: 'me', mayAssign: true };

function task(fields: Partial<Task> = {}): Task {
  return {
    task_id: 'a',
    state: 'open',
    due: '2026-11-29T10:12:00Z',
    is_overdue: false,
    first_attempt: null,
    next_attempt: null,
    closed: null,
    owner: null,
    can_undo: false,
    ...fields,
  } as Task;
}

const due = (fields: Partial<Task>) => dueOf(task(fields), NOW);
const minutes = (count: number) => ({ unit: 'minutes', count });

test('what is due is told by its minutes, the last one whole', () => {
  assert.deepEqual(due({}), { kind: 'soon', span: minutes(12) });
  assert.deepEqual(due({ due: '2026-11-29T10:00:30Z' }), { kind: 'soon', span: minutes(1) });
  assert.deepEqual(due({ due: '2026-11-29T10:16:00Z' }), { kind: 'later', span: minutes(16) });
});

test('far times are told by hours and days', () => {
  assert.deepEqual(due({ due: '2026-11-29T13:00:00Z' }), {
    kind: 'later',
    span: { unit: 'hours', count: 3 },
  });
  assert.deepEqual(due({ due: '2026-12-01T10:00:00Z' }), {
    kind: 'later',
    span: { unit: 'days', count: 2 },
  });
});

test('it is overdue from the very instant on, for as long as nobody tried', () => {
  assert.deepEqual(due({ due: '2026-11-29T10:00:00Z' }), { kind: 'overdue', span: minutes(0) });
  assert.deepEqual(due({ due: '2026-11-29T09:54:10Z' }), { kind: 'overdue', span: minutes(5) });
  assert.deepEqual(due({ due: '2026-11-29T09:54:10Z', first_attempt: '2026-11-29T09:50:00Z' }), {
    kind: 'tried',
    at: '2026-11-29T09:50:00Z',
  });
});

test('a planned one tells when, unless the server calls it overdue', () => {
  const planned: Partial<Task> = {
    state: 'planned',
    due: '2026-11-29T09:00:00Z',
    next_attempt: '2026-11-29T14:00:00Z',
  };
  assert.deepEqual(due(planned), { kind: 'planned', at: '2026-11-29T14:00:00Z' });
  assert.deepEqual(due({ ...planned, is_overdue: true }), { kind: 'overdue', span: minutes(60) });
});

test('a closed one is never overdue', () => {
  const closed = task({ state: 'closed', is_overdue: true, closed: '2026-11-29T09:30:00Z' });
  assert.equal(isOverdue(closed, NOW), false);
  assert.deepEqual(dueOf(closed, NOW), { kind: 'closed', at: '2026-11-29T09:30:00Z' });
});

test('how long ago begins with seconds', () => {
  assert.deepEqual(spanOfSeconds(20.7), { unit: 'seconds', count: 20 });
  assert.deepEqual(spanOfSeconds(-3), { unit: 'seconds', count: 0 });
  assert.deepEqual(spanOfSeconds(60), minutes(1));
});

const named = (...ids: string[]) => ids.map((task_id) => task({ task_id }));
const told = (rows: { task: Task; isGone: boolean }[]) =>
  rows.map(({ task: { task_id }, isGone }) => (isGone ? `-${task_id}` : task_id));

test('rows keep their place, those gone stay, those new are only counted', () => {
  const { rows, news } = mergeInPlace(settled(named('a', 'b', 'c')), named('n', 'c', 'a', 'm'));
  assert.deepEqual(told(rows), ['a', '-b', 'c']);
  assert.deepEqual(
    news.map(({ task_id }) => task_id),
    ['n', 'm'],
  );
});

test('a row shows what is new about it, and one gone may come back', () => {
  const shown = mergeInPlace(settled(named('a', 'b')), named('b')).rows;
  const fresh = [task({ task_id: 'b', version: 8 }), task({ task_id: 'a', version: 9 })];
  const { rows, news } = mergeInPlace(shown, fresh);
  assert.deepEqual(told(rows), ['a', 'b']);
  assert.deepEqual(
    rows.map(({ task: { version } }) => version),
    [9, 8],
  );
  assert.deepEqual(news, []);
});

test('the address says what is shown, and nothing that is so anyway', () => {
  const view: View = { tab: 'chiusi', store: 's1', search: '06 12', isOverdueOnly: true };
  assert.deepEqual(readView(writeView(view)), view);
  assert.equal(writeView({ tab: 'da-richiamare' }), '');
  assert.deepEqual(readView('scheda=altro&scaduti=2&q=+'), { tab: 'da-richiamare' });
  assert.deepEqual(readView('scheda=toString'), { tab: 'da-richiamare' });
  assert.equal(addressOf({ tab: 'tutti' }, 'x/y'), '/richiami/x%2Fy?scheda=tutti');
});

test('the API is asked for the tab and what narrows it', () => {
  assert.equal(
    toQuery({ tab: 'in-carico', store: 's1', isOverdueOnly: true }, null).toString(),
    'tab=mine&store_id=s1&overdue=true',
  );
  assert.equal(toQuery({ tab: 'tutti', search: '06' }, 'p2').toString(), 'tab=all&q=06&after=p2');
});

const moves = (fields: Partial<Task>, me: Me) => [...movesOf(task(fields), me)].sort();

test('an agent takes what nobody has, and leaves to others what is theirs', () => {
  assert.deepEqual(moves({}, AGENT), ['claim', 'close', 'note', 'plan', 'tried']);
  assert.deepEqual(moves({ owner: OTHER }, AGENT), ['note']);
  assert.deepEqual(moves({ owner: { person_id: 'me', name: 'Io' } }, AGENT), [
    'close',
    'note',
    'plan',
    'release',
    'tried',
  ]);
});

test('a manager may do so with what others have, too', () => {
  assert.deepEqual(moves({ owner: OTHER }, MANAGER), [
    'assign',
    'close',
    'note',
    'plan',
    'release',
    'tried',
  ]);
});

test('a closed one is opened again, or its closing taken back while that is possible', () => {
  assert.deepEqual(moves({ state: 'closed' }, AGENT), ['note', 'reopen']);
  assert.deepEqual(moves({ state: 'closed', can_undo: true }, AGENT), ['note', 'reopen', 'undo']);
});
