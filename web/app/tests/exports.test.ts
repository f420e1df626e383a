import assert from 'node:assert/strict';
import { test } from 'node:test';

import { writeQuery } from '../src/api/edgvoip.ts';
import { EXPORT_COLUMNS, exportColumns } from '../src/exports/columns.ts';
import { fileSize } from '../src/ui/format.ts';

test('a column of the list stands for all columns of the file that say the same', () => {
  assert.deepEqual(exportColumns(['start']), ['start']);
  assert.deepEqual(exportColumns(['quality', 'customer', 'outcome']), [
    'disposition',
    'missed_reason',
    'caller',
    'caller_name',
    'called',
    'mos',
  ]);
});

test('every column of a file is there once', () => {
  assert.equal(new Set(EXPORT_COLUMNS).size, EXPORT_COLUMNS.length);
});

test('what is exported is asked for as the list is: values with commas, all encoded', () => {
  const query = writeQuery({
    from: '2026-11-23',
    to: '2026-11-29',
    disposition: ['NO_ANSWER', 'BUSY'],
    q: 'Caffè & +39',
  });
  const said = new URLSearchParams(query);
  assert.equal(said.get('disposition'), 'NO_ANSWER,BUSY');
  assert.equal(said.get('q'), 'Caffè & +39');
  assert.ok(!query.startsWith('?'));
});

test('the size of a file is said in kB and MB', () => {
  assert.equal(fileSize(1, 'it'), '1 kB');
  assert.equal(fileSize(640_000, 'it'), '640 kB');
  assert.equal(fileSize(1_234_567, 'it'), '1,2 MB');
  assert.equal(fileSize(1_234_567, 'en'), '1.2 MB');
});
