/**
 * What is in an .xlsx file, read by its formats' documents (ZIP, and ECMA-376's sheets) and not by
 * a package: whatever a package would forgive must not be forgiven here.
 */

import assert from 'node:assert/strict';
import { inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 0x02014b50;
const STORED = 0;

/** The files of a ZIP archive, by its directory at the end. */
function unzip(bytes: Buffer): Map<string, string> {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  assert.ok(end >= 0 && bytes.readUInt32LE(end) === END_OF_DIRECTORY, 'no ZIP archive');
  const files = new Map<string, string>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; --left) {
    assert.equal(bytes.readUInt32LE(at), ENTRY);
    const method = bytes.readUInt16LE(at + 10);
    const packed = bytes.readUInt32LE(at + 20);
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    const data = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = bytes.subarray(data, data + packed);
    files.set(name, (method === STORED ? content : inflateRawSync(content)).toString('utf8'));
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}

export interface Cell {
  kind: 'text' | 'number' | 'formula';
  text: string;
}

export interface Workbook {
  /** Rows of the first sheet; a cell that is not there is empty. */
  rows: Map<string, Cell>[];
  sheets: number;
  /** Whether the header stays when one scrolls. */
  isFrozen: boolean;
}

const plain = (xml: string): string =>
  xml
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

const texts = (xml: string): string =>
  [...xml.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, text]) => plain(text ?? '')).join('');

export function readWorkbook(bytes: Buffer): Workbook {
  const files = unzip(bytes);
  const shared = [...(files.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>(.*?)<\/si>/gs)];
  const strings = shared.map(([, item]) => texts(item ?? ''));
  const sheet = files.get('xl/worksheets/sheet1.xml');
  assert.ok(sheet, 'no sheet');
  const cellOf = (attributes: string, content: string): Cell => {
    if (content.includes('<f')) return { kind: 'formula', text: content };
    const type = /t="([^"]*)"/.exec(attributes)?.[1];
    const value = plain(/<v>([^<]*)<\/v>/.exec(content)?.[1] ?? '');
    if (type === 'inlineStr') return { kind: 'text', text: texts(content) };
    if (type === 's') return { kind: 'text', text: strings[Number(value)] ?? '' };
    return type === 'str' ? { kind: 'text', text: value } : { kind: 'number', text: value };
  };
  const rows = [...sheet.matchAll(/<row [^>]*?(?:\/>|>(.*?)<\/row>)/gs)].map(([, row]) => {
    const cells = [...(row ?? '').matchAll(/<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)];
    return new Map(
      cells.map(([, at, attributes, content]) => [
        at ?? '',
        cellOf(attributes ?? '', content ?? ''),
      ]),
    );
  });
  return {
    rows,
    sheets: [...files.keys()].filter((name) => name.startsWith('xl/worksheets/sheet')).length,
    isFrozen: /<pane [^>]*state="frozen"/.test(sheet),
  };
}
