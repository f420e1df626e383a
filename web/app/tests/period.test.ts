import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  addDays,
  countDays,
  dayIn,
  DAYS_MAX,
  isOpen,
  parsePeriod,
  resolve,
  writePeriod,
  type Preset,
} from '../src/calls/period.ts';

const ROME = 'Europe/Rome';

test('a day begins at midnight of the zone, not of UTC', () => {
  assert.equal(dayIn(ROME, new Date('2026-11-28T22:59:59Z')), '2026-11-28');
  assert.equal(dayIn(ROME, new Date('2026-11-28T23:00:00Z')), '2026-11-29');
});

test('the night of 25 October 2026 has 25 hours, and one day', () => {
  assert.equal(dayIn(ROME, new Date('2026-10-24T21:59:59Z')), '2026-10-24');
  assert.equal(dayIn(ROME, new Date('2026-10-24T22:00:00Z')), '2026-10-25');
  assert.equal(dayIn(ROME, new Date('2026-10-25T00:30:00Z')), '2026-10-25'); // first 02:30
  assert.equal(dayIn(ROME, new Date('2026-10-25T01:30:00Z')), '2026-10-25'); // second 02:30
  assert.equal(dayIn(ROME, new Date('2026-10-25T22:59:59Z')), '2026-10-25');
  assert.equal(dayIn(ROME, new Date('2026-10-25T23:00:00Z')), '2026-10-26');
});

test('the night of 29 March 2026 has 23 hours, and one day', () => {
  assert.equal(dayIn(ROME, new Date('2026-03-28T23:00:00Z')), '2026-03-29');
  assert.equal(dayIn(ROME, new Date('2026-03-29T00:59:59Z')), '2026-03-29');
  assert.equal(dayIn(ROME, new Date('2026-03-29T01:00:00Z')), '2026-03-29'); // 03:00
  assert.equal(dayIn(ROME, new Date('2026-03-29T22:00:00Z')), '2026-03-30');
});

test('presets over a clock change count days, not hours', () => {
  const last7: [string, string, string][] = [
    ['2026-10-26', '2026-10-20', '2026-10-26'],
    ['2026-03-30', '2026-03-24', '2026-03-30'],
  ];
  for (const [today, from, to] of last7)
    assert.deepEqual(resolve({ preset: '7g' }, today), { from, to });
  assert.deepEqual(resolve({ preset: 'ieri' }, '2026-10-26'), {
    from: '2026-10-25',
    to: '2026-10-25',
  });
});

test('every preset is what its name says', () => {
  const cases: [Preset, string, string, string][] = [
    ['oggi', '2026-11-25', '2026-11-25', '2026-11-25'],
    ['ieri', '2026-03-01', '2026-02-28', '2026-02-28'],
    ['7g', '2026-11-25', '2026-11-19', '2026-11-25'],
    ['settimana', '2026-11-25', '2026-11-23', '2026-11-25'],
    ['settimana', '2026-11-29', '2026-11-23', '2026-11-29'], // a Sunday is its last day
    ['settimana', '2026-11-23', '2026-11-23', '2026-11-23'],
    ['settimana-scorsa', '2026-11-29', '2026-11-16', '2026-11-22'],
    ['mese', '2026-11-29', '2026-11-01', '2026-11-29'],
    ['mese-scorso', '2026-01-31', '2025-12-01', '2025-12-31'],
    ['mese-scorso', '2028-03-15', '2028-02-01', '2028-02-29'],
  ];
  for (const [preset, today, from, to] of cases)
    assert.deepEqual(resolve({ preset }, today), { from, to }, `${preset} on ${today}`);
});

test('a relative period stays relative in the address, a chosen one keeps its days', () => {
  assert.deepEqual(parsePeriod('settimana-scorsa'), { preset: 'settimana-scorsa' });
  assert.equal(writePeriod({ preset: '7g' }), '7g');
  const days = { from: '2026-10-25', to: '2026-10-26' };
  assert.deepEqual(parsePeriod(writePeriod(days)), days);
});

test('what is no period is none', () => {
  const bad = ['', 'domani', '2026-11-01', '2026-11-02..2026-11-01', '2026-02-30..2026-03-01'];
  for (const text of [...bad, '2026-1-1..2026-1-2', '2026-11-01..2026-11-02..2026-11-03'])
    assert.equal(parsePeriod(text), undefined, text);
});

test('a chosen period has 93 days at most', () => {
  const from = '2026-01-01';
  const longest = { from, to: addDays(from, DAYS_MAX - 1) };
  assert.equal(countDays(longest), 93);
  assert.deepEqual(parsePeriod(writePeriod(longest)), longest);
  assert.equal(parsePeriod(writePeriod({ from, to: addDays(from, DAYS_MAX) })), undefined);
});

test('only a period with today in it gets new calls', () => {
  assert.equal(isOpen({ preset: 'oggi' }, '2026-11-29'), true);
  assert.equal(isOpen({ preset: 'ieri' }, '2026-11-29'), false);
  assert.equal(isOpen({ from: '2026-11-01', to: '2026-11-29' }, '2026-11-29'), true);
  assert.equal(isOpen({ preset: 'mese-scorso' }, '2026-11-29'), false);
});
