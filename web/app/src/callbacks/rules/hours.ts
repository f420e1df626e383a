/** Opening hours while they are edited: as typed, and what is wrong with them. */

import type { HourRange, StoreRules } from '../../api/callbacks.ts';

export const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const;
const NEW_RANGE: HourRange = { from: '09:00', to: '13:00' };
const NEXT_RANGE: HourRange = { from: '15:30', to: '19:30' };

export type HoursError = 'malformed' | 'reversed' | 'overlapping';

const MINUTES_PER_HOUR = 60;
const END_OF_DAY = 24 * MINUTES_PER_HOUR;

/** Minutes since midnight; `undefined` for what is no time. */
function minutesOf(text: string): number | undefined {
  const found = /^(\d{2}):(\d{2})$/.exec(text);
  if (!found) return undefined;
  const [hours, minutes] = [Number(found[1]), Number(found[2])];
  if (minutes >= MINUTES_PER_HOUR) return undefined;
  const total = hours * MINUTES_PER_HOUR + minutes;
  return total <= END_OF_DAY ? total : undefined;
}

/** `9` and `9.30`, as people type times, become `09:00` and `09:30`; what is none stays. */
export function tidyTime(text: string): string {
  const found = /^(\d{1,2})(?:[:.,]?(\d{2}))?$/.exec(text.trim());
  if (!found?.[1]) return text.trim();
  return `${found[1].padStart(2, '0')}:${found[2] ?? '00'}`;
}

/** What is wrong with the ranges of one day, if anything. */
export function errorOf(ranges: HourRange[]): HoursError | null {
  const known = ranges.map(({ from, to }) => ({ from: minutesOf(from), to: minutesOf(to) }));
  let before = 0;
  for (const { from, to } of known.toSorted((a, b) => (a.from ?? 0) - (b.from ?? 0))) {
    if (from === undefined || to === undefined || from === END_OF_DAY) return 'malformed';
    if (from >= to) return 'reversed';
    if (from < before) return 'overlapping';
    before = to;
  }
  return null;
}

/** One more range: after those there, where that is possible. */
export function withRange(ranges: HourRange[]): HourRange[] {
  const last = Math.max(0, ...ranges.map(({ to }) => minutesOf(to) ?? END_OF_DAY));
  const fits = (range: HourRange) => (minutesOf(range.from) ?? 0) >= last;
  return [...ranges, [NEW_RANGE, NEXT_RANGE].find(fits) ?? { from: '', to: '' }];
}

/** Ranges in the order of the day, as the server is to have them. */
function inOrder(ranges: HourRange[]): HourRange[] {
  return ranges.toSorted((a, b) => a.from.localeCompare(b.from));
}

/** `29/06`, as people write a day of every year, is `06-29`; `undefined` for what is no day. */
export function readYearDay(text: string): string | null | undefined {
  if (text.trim() === '') return null;
  const found = /^(\d{1,2})[/.-](\d{1,2})$/.exec(text.trim());
  if (!found?.[1] || !found[2]) return undefined;
  const day = `${found[2].padStart(2, '0')}-${found[1].padStart(2, '0')}`;
  // A year with a 29 February.
  const date = new Date(`2024-${day}T00:00:00Z`);
  const isDay = !Number.isNaN(date.getTime()) && date.toISOString().slice(5, 10) === day;
  return isDay ? day : undefined;
}

export function writeYearDay(day: string | null): string {
  return day === null ? '' : `${day.slice(3)}/${day.slice(0, 2)}`;
}

/** Whether the rules can be sent: every day's hours are in order, and no day is told twice. */
export function areSound(rules: StoreRules): boolean {
  const dates = rules.days.map(({ date }) => date);
  return (
    [...rules.week, ...rules.days.map(({ ranges }) => ranges)].every(
      (ranges) => errorOf(ranges) === null,
    ) && new Set(dates).size === dates.length
  );
}

/** The rules as they are sent. */
export function ordered(rules: StoreRules): StoreRules {
  return {
    ...rules,
    week: rules.week.map(inOrder),
    days: rules.days
      .map(({ date, ranges }) => ({ date, ranges: inOrder(ranges) }))
      .toSorted((a, b) => a.date.localeCompare(b.date)),
  };
}
