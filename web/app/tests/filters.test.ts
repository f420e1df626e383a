import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  DEFAULTS,
  narrowings,
  OUTCOMES,
  readFilters,
  withFilters,
  withoutNarrowings,
  writeFilters,
  type Filters,
} from '../src/calls/filters.ts';
import { toQuestion } from '../src/calls/question.ts';

const STORE = '5a0c1d52-0000-4000-8000-000000000001';
const EVERYTHING: Filters = {
  period: { from: '2026-11-01', to: '2026-11-29' },
  direction: 'out',
  outcome: 'senza-risposta',
  store: STORE,
  agent: '1002',
  search: 'perù & figli',
  number: '+390612345678',
  minTalk: 0,
  maxTalk: 600,
  minWait: 5,
  maxWait: 60,
  maxMos: 3.6,
  recorded: false,
  sort: '-durata',
};

test('no query is the default, and the default is no query', () => {
  assert.deepEqual(readFilters(''), DEFAULTS);
  assert.equal(writeFilters(DEFAULTS), '');
});

test('an address says every filter, and reads back as the same', () => {
  assert.deepEqual(readFilters(writeFilters(EVERYTHING)), EVERYTHING);
});

test('each outcome goes into an address and comes back', () => {
  for (const outcome of OUTCOMES)
    assert.equal(readFilters(writeFilters({ ...DEFAULTS, outcome })).outcome, outcome);
});

test('writing what was read changes nothing more', () => {
  const query = 'esito=persa&cerca=+06+&p=7g&altro=1';
  const once = writeFilters(readFilters(query));
  assert.equal(once, 'p=7g&esito=persa&cerca=06');
  assert.equal(writeFilters(readFilters(once)), once);
});

test('what an address says wrongly is as if it were not there', () => {
  const query =
    'p=domani&dir=su&esito=forse&cerca=a&durata-da=-1&durata-a=1e3&attesa-da=86401&mos=5.01' +
    '&reg=forse&ord=nome';
  assert.deepEqual(readFilters(query), DEFAULTS);
});

test('the sign of a number survives the address', () => {
  const query = writeFilters({ ...DEFAULTS, number: '+393331234567' });
  assert.equal(query, 'numero=%2B393331234567');
  assert.equal(readFilters(query).number, '+393331234567');
});

test('a missed call is inbound: the direction gives way, or the outcome does', () => {
  assert.equal(readFilters('dir=out&esito=persa').direction, undefined);
  const missed = withFilters({ ...DEFAULTS, direction: 'out' }, { outcome: 'persa-segreteria' });
  assert.deepEqual(missed, { ...DEFAULTS, outcome: 'persa-segreteria' });
  const outbound = withFilters({ ...DEFAULTS, outcome: 'persa' }, { direction: 'out' });
  assert.deepEqual(outbound, { ...DEFAULTS, direction: 'out' });
});

test('clearing the filters keeps period and order', () => {
  const { period, sort } = EVERYTHING;
  assert.deepEqual(withoutNarrowings(EVERYTHING), { period, sort });
  assert.equal(narrowings(EVERYTHING).length, 12);
  assert.deepEqual(narrowings(DEFAULTS), []);
});

test('taking one filter away leaves the others', () => {
  const { store, ...others } = EVERYTHING;
  assert.deepEqual(withFilters(EVERYTHING, { store: undefined }), others);
  assert.equal(store, STORE);
});

test('the question names everything as the API does', () => {
  assert.deepEqual(toQuestion(EVERYTHING, '2026-11-29'), {
    from: '2026-11-01',
    to: '2026-11-29',
    sort: '-billsec',
    direction: 'out',
    disposition: ['NO_ANSWER'],
    store_id: STORE,
    ext: '1002',
    q: 'perù & figli',
    number: '+390612345678',
    min_billsec: 0,
    max_billsec: 600,
    min_ring_sec: 5,
    max_ring_sec: 60,
    max_mos: 3.6,
    has_recording: false,
  });
});

test('missed calls are asked for by direction and disposition, a reason by itself', () => {
  const ask = (query: string) => toQuestion(readFilters(query), '2026-11-29');
  const base = { from: '2026-11-29', to: '2026-11-29', sort: '-start_ts' };
  assert.deepEqual(ask('esito=persa'), {
    ...base,
    direction: 'in',
    disposition: ['NO_ANSWER', 'BUSY', 'FAILED'],
  });
  assert.deepEqual(ask('esito=persa-nulla'), { ...base, missed_reason: 'short_abandoned' });
  assert.deepEqual(ask('neg=nessuno'), { ...base, store_id: 'none' });
});

test('a relative period is asked for by the days of the day of asking', () => {
  const filters = readFilters('p=ieri');
  assert.equal(toQuestion(filters, '2026-10-26').from, '2026-10-25');
  assert.equal(toQuestion(filters, '2026-03-30').to, '2026-03-29');
});
