import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { firstHeading, keepLast } from '../src/shell/first.ts';
import { HEADINGS } from '../src/shell/headings.ts';
import { en } from '../src/words/en.ts';
import { it } from '../src/words/it.ts';

const kept = new Map<string, string>();
let languages = ['it-IT'];

Object.assign(globalThis, {
  // As vite.config.ts puts them in.
  __HEADINGS__: Object.fromEntries(
    Object.entries(HEADINGS).map(([page, key]) => [page, { it: it[key], en: en[key] }]),
  ),
  localStorage: {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  },
});
Object.defineProperty(globalThis, 'navigator', { get: () => ({ languages }) });

beforeEach(() => {
  kept.clear();
  languages = ['it-IT'];
});

test('a page has its heading before the session is known', () => {
  assert.equal(firstHeading('/chiamate'), it['calls.title']);
  assert.equal(firstHeading('/diretta'), it['live.title']);
  assert.equal(firstHeading('/chiamate/some-call'), it['calls.title']);
  assert.equal(firstHeading('/'), it['calls.title']);
  assert.equal(firstHeading('/richiami'), it['callbacks.title']);
  assert.equal(firstHeading('/amministrazione/persone'), it['people.title']);
});

test('what has no heading of its own has none', () => {
  assert.equal(firstHeading('/accesso'), undefined);
  assert.equal(firstHeading('/else'), undefined);
  assert.equal(firstHeading('/constructor'), undefined);
});

test('it is in the language of the last session, else of the browser', () => {
  languages = ['en-GB'];
  assert.equal(firstHeading('/chiamate'), en['calls.title']);
  keepLast('it');
  assert.equal(firstHeading('/chiamate'), it['calls.title']);
});

test('who has logged out is not shown the page first', () => {
  keepLast('it');
  keepLast(undefined);
  assert.equal(firstHeading('/chiamate'), undefined);
  kept.set('w3.first', 'not JSON');
  assert.equal(firstHeading('/chiamate'), it['calls.title']);
});
