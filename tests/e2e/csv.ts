/** CSV (RFC 4180) of which every field is quoted; anything else fails. */

import assert from 'node:assert/strict';

export function readCsv(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    assert.equal(text[at], '"', `a field that is not quoted at ${at}`);
    let field = '';
    for (++at; ; ++at) {
      assert.ok(at < text.length, 'a field that does not end');
      if (text[at] !== '"') field += text[at];
      else if (text[at + 1] === '"') field += text[at++];
      else break;
    }
    row.push(field);
    ++at;
    if (text[at] === separator) ++at;
    else {
      assert.equal(text.slice(at, at + 2), '\r\n', `no end of line at ${at}`);
      at += 2;
      rows.push(row);
      row = [];
    }
  }
  return rows;
}
