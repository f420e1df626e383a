import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { HourRange, StoreRules } from '../src/api/callbacks.ts';
import {
  areSound,
  errorOf,
  ordered,
  readYearDay,
  tidyTime,
  withRange,
  writeYearDay,
} from '../src/callbacks/rules/hours.ts';

function ranges(...texts: string[]): HourRange[] {
  return texts.map((text) => {
    const [from = '', to = ''] = text.split('-');
    return { from, to };
  });
}

test('ranges of a day are in order, apart or touching', () => {
  assert.equal(errorOf([]), null);
  assert.equal(errorOf(ranges('09:00-13:00', '15:30-19:30')), null);
  assert.equal(errorOf(ranges('15:30-24:00', '09:00-15:30')), null);
});

test('what is wrong with a day is told by its kind', () => {
  assert.equal(errorOf(ranges('9-13:00')), 'malformed');
  assert.equal(errorOf(ranges('09:60-13:00')), 'malformed');
  assert.equal(errorOf(ranges('24:00-24:00')), 'malformed');
  assert.equal(errorOf(ranges('09:00-24:01')), 'malformed');
  assert.equal(errorOf(ranges('13:00-13:00')), 'reversed');
  assert.equal(errorOf(ranges('15:00-19:00', '09:00-15:01')), 'overlapping');
});

test('times are understood as people type them', () => {
  assert.equal(tidyTime('9'), '09:00');
  assert.equal(tidyTime('9.30'), '09:30');
  assert.equal(tidyTime('1930'), '19:30');
  assert.equal(tidyTime(' 09:00 '), '09:00');
  assert.equal(tidyTime('mattina'), 'mattina');
});

test('a further range is proposed behind those there', () => {
  assert.deepEqual(withRange([]), ranges('09:00-13:00'));
  assert.deepEqual(withRange(ranges('09:00-13:00')).at(-1), { from: '15:30', to: '19:30' });
  assert.deepEqual(withRange(ranges('09:00-20:00')).at(-1), { from: '', to: '' });
});

test('a day of every year is written as in Italy', () => {
  assert.equal(readYearDay('29/06'), '06-29');
  assert.equal(readYearDay('7-12'), '12-07');
  assert.equal(readYearDay('29/02'), '02-29');
  assert.equal(readYearDay('31/06'), undefined);
  assert.equal(readYearDay('giugno'), undefined);
  assert.equal(readYearDay(' '), null);
  assert.equal(writeYearDay('06-29'), '29/06');
  assert.equal(writeYearDay(null), '');
});

const RULES: StoreRules = {
  week: [ranges('15:30-19:30', '09:00-13:00'), [], [], [], [], [], []],
  days: [
    { date: '2026-12-25', ranges: [] },
    { date: '2026-12-20', ranges: ranges('10:00-20:00') },
  ],
  rests_on_holidays: true,
  patron: null,
  sla_minutes: null,
  is_automatic: null,
};

test('rules are sent in the order of days and hours', () => {
  const { week, days } = ordered(RULES);
  assert.deepEqual(week[0], ranges('09:00-13:00', '15:30-19:30'));
  assert.deepEqual(
    days.map(({ date }) => date),
    ['2026-12-20', '2026-12-25'],
  );
});

test('one wrong day, or one told twice, keeps all from being sent', () => {
  assert.equal(areSound(RULES), true);
  assert.equal(areSound({ ...RULES, days: [...RULES.days, ...RULES.days] }), false);
  const wrong = { date: '2026-12-27', ranges: ranges('20:00-10:00') };
  assert.equal(areSound({ ...RULES, days: [wrong] }), false);
  assert.equal(areSound({ ...RULES, week: [ranges('x-y'), ...RULES.week.slice(1)] }), false);
});
