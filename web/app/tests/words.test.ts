import assert from 'node:assert/strict';
import { test } from 'node:test';

import { CAUSES, explainCause } from '../src/words/causes.ts';
import { en } from '../src/words/en.ts';
import { Formatter } from '../src/words/formatter.ts';
import { it } from '../src/words/it.ts';

test('both languages have the same keys, of the same kind', () => {
  assert.deepEqual(Object.keys(en).sort(), Object.keys(it).sort());
  for (const key of Object.keys(it) as (keyof typeof it)[])
    assert.equal(typeof en[key], typeof it[key], key);
});

test('one and many differ, and thousands are grouped', () => {
  const italian = new Formatter('it', it);
  const say = (count: number) => italian.format('calls.new', { count });
  assert.equal(say(1), '1 nuova chiamata');
  assert.equal(say(1200), '1.200 nuove chiamate');
  assert.equal(new Formatter('en', en).format('calls.new', { count: 1200 }), '1,200 new calls');
});

test('a cause is explained by its name, else by its Q.850 number, else not at all', () => {
  assert.match(explainCause('USER_BUSY', 17, 'it') ?? '', /occupato/);
  assert.equal(explainCause(null, 17, 'en'), CAUSES['USER_BUSY']?.en);
  assert.equal(explainCause('SOMETHING_NEW', 17, 'en'), CAUSES['USER_BUSY']?.en);
  assert.equal(explainCause('SOMETHING_NEW', null, 'it'), undefined);
});
