/** How values are written: in the tenant's zone and the person's language. */

import type { Language } from '../api/w3.ts';

/** The pages' English is European: days before months, 24 hours. */
const LOCALES: Record<Language, string> = { it: 'it-IT', en: 'en-GB' };

export interface Formats {
  /** `sab 28 nov`, with the year when it is another one than this year. */
  day(instant: string): string;
  /** `17:23:21` */
  time(instant: string): string;
  /** `10:42` */
  minute(instant: string | number): string;
  /** `28/11/2026, 17:23` */
  dateTime(instant: string): string;
  /** Calendar days (`YYYY-MM-DD`), as briefly as their language says a range: `23–29 nov 2026`. */
  days(range: { from: string; to: string }): string;
  number(value: number, digits?: number): string;
}

export function localeOf(language: Language): string {
  return LOCALES[language];
}

export function makeFormats(language: Language, timeZone: string, now = new Date()): Formats {
  const locale = LOCALES[language];
  const of = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const day = of({ weekday: 'short', day: 'numeric', month: 'short' });
  const dayOfYear = of({ day: 'numeric', month: 'short', year: 'numeric' });
  const year = of({ year: 'numeric' });
  const thisYear = year.format(now);
  const time = of({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  const minute = of({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const dateTime = of({
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const plainDay = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
  return {
    day(instant) {
      const date = new Date(instant);
      return (year.format(date) === thisYear ? day : dayOfYear).format(date);
    },
    time: (instant) => time.format(new Date(instant)),
    minute: (instant) => minute.format(new Date(instant)),
    dateTime: (instant) => dateTime.format(new Date(instant)),
    days: ({ from, to }) =>
      plainDay.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`)),
    number: (value, digits = 0) =>
      value.toLocaleString(locale, {
        useGrouping: 'always',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      } as Intl.NumberFormatOptions),
  };
}

/** Seconds as `0:07`, `2:08` or `1:02:08`. */
export function duration(seconds: number): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}:${pad(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${pad(seconds % 60)}`;
}

/** An offset into a call, `+0:07`; tenths under ten seconds, where steps are close together. */
export function offset(ms: number, formats: Formats): string {
  return ms < 10_000 ? `+${formats.number(ms / 1000, 1)} s` : `+${duration(Math.floor(ms / 1000))}`;
}

/** How long to wait, for a sentence. */
export function waiting(seconds: number): string {
  return seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}

/** The size of a file: `640 kB`, `1,2 MB`. */
export function fileSize(bytes: number, language: Language): string {
  const [value, unit] = bytes < 1e6 ? [Math.ceil(bytes / 1e3), 'kB'] : [bytes / 1e6, 'MB'];
  return `${value.toLocaleString(LOCALES[language], { maximumFractionDigits: 1 })} ${unit}`;
}

/** Italian area codes of three digits; 02 and 06 have two, mobile prefixes three, others four. */
const THREE_DIGIT_AREAS = new Set(
  (
    '010 011 015 019 030 031 035 039 040 041 045 049 050 051 055 059 070 071 075 079 080 081 085 ' +
    '089 090 091 095 099'
  ).split(' '),
);

function groupsOf(digits: string): string {
  const groups: string[] = [];
  for (let at = 0; at < digits.length;) {
    const left = digits.length - at;
    const size = left === 4 ? 4 : left === 5 ? 5 : 3;
    groups.push(digits.slice(at, at + size));
    at += size;
  }
  return groups.join(' ');
}

/** An Italian number as Italians write it; any other in E.164; an extension as it is. */
export function phone(number: string): string {
  if (!/^\+39\d{6,}$/.test(number)) return number;
  const national = number.slice(3);
  let prefix = 4;
  if (/^0[26]/.test(national)) prefix = 2;
  else if (!national.startsWith('0') || THREE_DIGIT_AREAS.has(national.slice(0, 3))) prefix = 3;
  return `${national.slice(0, prefix)} ${groupsOf(national.slice(prefix))}`;
}

/** 3.6 and 4.0 are the usual limits of "many dissatisfied" and "satisfied" (ITU-T G.107). */
export function quality(mos: number): 'good' | 'fair' | 'poor' {
  if (mos >= 4) return 'good';
  return mos >= 3.6 ? 'fair' : 'poor';
}
