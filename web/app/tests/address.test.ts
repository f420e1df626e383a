import assert from 'node:assert/strict';
import { test } from 'node:test';

import { loginAddress, safeReturn } from '../src/shell/address.ts';

test('after logging in one returns to the page and its query', () => {
  const asked = '/chiamate/abc?p=7g&esito=persa';
  const login = new URL(loginAddress(asked), 'http://localhost');
  assert.equal(safeReturn(login.searchParams.get('da')), asked);
});

test('no address of another site is returned to', () => {
  for (const bad of ['https://evil.example', '//evil.example', '/\\evil.example', 'chiamate', null])
    assert.equal(safeReturn(bad), '/chiamate');
  assert.equal(safeReturn('/accesso?da=/accesso'), '/chiamate');
});
