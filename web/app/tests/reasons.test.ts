import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { Problem, type ParameterError } from '../src/api/problem.ts';
import { en } from '../src/words/en.ts';
import { Formatter } from '../src/words/formatter.ts';
import { it } from '../src/words/it.ts';
import { reasonsOf, reasonSentence } from '../src/words/reasons.ts';
import { reasonWords } from '../src/words/reasons.it.ts';
import type { Translate } from '../src/words/words.tsx';

const SOURCE = new URL('../../../src/w3/api/reasons.cpp', import.meta.url);

const speak = (language: 'it' | 'en'): Translate => {
  const formatter = new Formatter(language, language === 'it' ? it : en);
  return (key, ...variables) => formatter.format(key, variables[0]);
};

const refused = (...errors: ParameterError[]) =>
  new Problem({ status: 422, detail: 'values are not taken', errors });

test('every reason of the server has words, and no word is left over', () => {
  const codes = [...readFileSync(SOURCE, 'utf8').matchAll(/\{Reason::\w+, "(\w+)"\}/g)];
  assert.ok(codes.length > 30, `${codes.length} codes`);
  const keys = codes.map(([, code]) => `reason.${code}`);
  assert.deepEqual(keys.sort(), Object.keys(reasonWords).sort());
});

test('a reason is said in the language of the page', () => {
  const taken = refused({ parameter: 'email', reason: 'is taken', code: 'address_taken' });
  assert.equal(reasonsOf(taken, speak('en')), en['reason.address_taken']);
  assert.equal(reasonSentence(taken, speak('it')), `L${it['reason.address_taken'].slice(1)}.`);
});

test('what the page does not know is said as the server says it', () => {
  const later = refused({ parameter: 'ext', reason: 'is odd', code: 'of_a_later_version' });
  assert.equal(reasonsOf(later, speak('it')), 'ext is odd');
  assert.equal(reasonsOf(refused({ parameter: 'q', reason: 'is odd' }), speak('it')), 'q is odd');
  assert.equal(reasonsOf(refused(), speak('it')), 'values are not taken');
});

test('a reason that several values have is said once', () => {
  const missing = (parameter: string) => ({ parameter, reason: 'is missing', code: 'missing' });
  const both = refused(missing('name'), missing('role'));
  assert.equal(reasonsOf(both, speak('en')), en['reason.missing']);
});
