/**
 * Periods of the call list. A relative one ("oggi") stays relative in the address and becomes days
 * of the tenant's zone when it is asked for; the server turns days into instants, so that no clock
 * change is ever computed here.
 */

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string;

export const PRESETS = [
  'oggi',
  'ieri',
  '7g',
  'settimana',
  'settimana-scorsa',
  'mese',
  'mese-scorso',
] as const;
export type Preset = (typeof PRESETS)[number];

/** Both days belong to it. */
export interface Days {
  from: Day;
  to: Day;
}

export type Period = { preset: Preset } | Days;

/** A chosen range has at most so many days: longer ones make lists that nobody reads. */
export const DAYS_MAX = 93;

const MS_PER_DAY = 86_400_000;

/** The day that clocks in `zone` (IANA name) show at `instant`. */
export function dayIn(zone: string, instant: Date): Day {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(instant);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

/** Days are counted in UTC, where each has 24 hours. */
const toUtc = (day: Day): Date => new Date(`${day}T00:00:00Z`);
const fromUtc = (date: Date): Day => date.toISOString().slice(0, 10);

export function addDays(day: Day, days: number): Day {
  return fromUtc(new Date(toUtc(day).getTime() + days * MS_PER_DAY));
}

export function countDays({ from, to }: Days): number {
  return Math.round((toUtc(to).getTime() - toUtc(from).getTime()) / MS_PER_DAY) + 1;
}

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = toUtc(text);
  return !Number.isNaN(date.getTime()) && fromUtc(date) === text;
}

/** Weeks begin on Monday (ISO 8601). */
function mondayOf(day: Day): Day {
  return addDays(day, -((toUtc(day).getUTCDay() + 6) % 7));
}

const firstOfMonth = (day: Day): Day => `${day.slice(0, 7)}-01`;

export function resolve(period: Period, today: Day): Days {
  if (!('preset' in period)) return period;
  switch (period.preset) {
    case 'oggi':
      return { from: today, to: today };
    case 'ieri':
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case '7g':
      return { from: addDays(today, -6), to: today };
    case 'settimana':
      return { from: mondayOf(today), to: today };
    case 'settimana-scorsa': {
      const monday = addDays(mondayOf(today), -7);
      return { from: monday, to: addDays(monday, 6) };
    }
    case 'mese':
      return { from: firstOfMonth(today), to: today };
    case 'mese-scorso': {
      const last = addDays(firstOfMonth(today), -1);
      return { from: firstOfMonth(last), to: last };
    }
  }
}

/** Whether calls of now belong to it: then new ones are looked for. */
export function isOpen(period: Period, today: Day): boolean {
  return resolve(period, today).to >= today;
}

/** `undefined` for what is no period, and for a range that is too long. */
export function parsePeriod(text: string): Period | undefined {
  const preset = PRESETS.find((each) => each === text);
  if (preset) return { preset };
  const [from, to, ...rest] = text.split('..');
  if (from === undefined || to === undefined || rest.length > 0) return undefined;
  if (!isDay(from) || !isDay(to) || from > to || countDays({ from, to }) > DAYS_MAX)
    return undefined;
  return { from, to };
}

export function writePeriod(period: Period): string {
  return 'preset' in period ? period.preset : `${period.from}..${period.to}`;
}
