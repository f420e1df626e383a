import assert from 'node:assert/strict';
import { test } from 'node:test';

import { duration, makeFormats, offset, phone, quality, waiting } from '../src/ui/format.ts';

const italian = makeFormats('it', 'Europe/Rome', new Date('2026-11-29T12:00:00Z'));

test('times are the zone’s, also in the hour that comes twice', () => {
  assert.equal(italian.time('2026-10-25T00:30:00Z'), '02:30:00');
  assert.equal(italian.time('2026-10-25T01:30:00Z'), '02:30:00');
  assert.equal(italian.time('2026-03-29T00:59:59Z'), '01:59:59');
  assert.equal(italian.time('2026-03-29T01:00:00Z'), '03:00:00');
  assert.equal(italian.time('2026-11-28T23:00:00Z'), '00:00:00');
});

test('a day of another year says which', () => {
  assert.match(italian.day('2026-11-28T12:00:00Z'), /^sab 28 nov$/);
  assert.match(italian.day('2025-11-28T12:00:00Z'), /2025/);
});

test('Italian groups thousands and has a decimal comma', () => {
  assert.equal(italian.number(1234), '1.234');
  assert.equal(italian.number(4.3, 1), '4,3');
});

test('durations grow by minutes and hours', () => {
  assert.equal(duration(7), '0:07');
  assert.equal(duration(128), '2:08');
  assert.equal(duration(3728), '1:02:08');
  assert.equal(offset(310, italian), '+0,3 s');
  assert.equal(offset(14_900, italian), '+0:14');
  assert.equal(waiting(30), '30 s');
  assert.equal(waiting(91), '2 min');
});

test('Italian numbers are written as in Italy, others as they are', () => {
  assert.equal(phone('+390612345678'), '06 123 45678');
  assert.equal(phone('+393331234567'), '333 123 4567');
  assert.equal(phone('+39081591268'), '081 591 268');
  assert.equal(phone('+390522123456'), '0522 123 456');
  assert.equal(phone('+41442825807'), '+41442825807');
  assert.equal(phone('1001'), '1001');
  assert.equal(phone('+39333***'), '+39333***');
});

test('audio is good from 4, fair from 3.6', () => {
  assert.equal(quality(4), 'good');
  assert.equal(quality(3.99), 'fair');
  assert.equal(quality(3.59), 'poor');
});
