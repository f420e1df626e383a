/** The filters of the call list, as the address of the page has them: it is their only home. */

import type { components } from '../api/schema';
import { parsePeriod, writePeriod, type Period } from './period.ts';

export type Direction = components['schemas']['Direction'];
export type MissedReason = components['schemas']['MissedReason'];

/** The words of the address are Italian, as its readers are. */
export const DIRECTIONS = { in: 'in', out: 'out', interna: 'internal' } as const;
export const MISSED_REASONS = {
  abbandonata: 'abandoned',
  'abbandonata-coda': 'abandoned_in_queue',
  'abbandonata-menu': 'abandoned_in_ivr',
  squilli: 'no_answer',
  occupato: 'busy',
  'senza-operatori': 'no_agent',
  segreteria: 'voicemail',
  nulla: 'short_abandoned',
  'non-riuscita': 'failed',
} as const satisfies Record<string, MissedReason>;
export const OUTCOMES = [
  'risposta',
  'persa',
  ...Object.keys(MISSED_REASONS).map((name) => `persa-${name}`),
  'senza-risposta',
  'occupato',
  'non-riuscita',
] as Outcome[];

export type DirectionName = keyof typeof DIRECTIONS;
export type MissedName = keyof typeof MISSED_REASONS;
export type Outcome =
  'risposta' | 'persa' | `persa-${MissedName}` | 'senza-risposta' | 'occupato' | 'non-riuscita';

export const SORTS = {
  '-data': '-start_ts',
  data: 'start_ts',
  '-durata': '-billsec',
  durata: 'billsec',
  mos: 'mos',
} as const;
export type Sort = keyof typeof SORTS;

export interface Filters {
  period: Period;
  direction?: DirectionName;
  outcome?: Outcome;
  /** A store's id, or `nessuno` for calls of no store. */
  store?: string;
  /** An extension. */
  agent?: string;
  /** The beginning of a number, or a part of a name; two characters or more. */
  search?: string;
  /** The outside party's number, exactly. */
  number?: string;
  minTalk?: number;
  maxTalk?: number;
  minWait?: number;
  maxWait?: number;
  maxMos?: number;
  recorded?: boolean;
  sort: Sort;
}

export const DEFAULTS: Filters = { period: { preset: 'oggi' }, sort: '-data' };
export const SECONDS_MAX = 86_400;

/** A missed call is an inbound one: the outcome says the direction. */
export function isMissed(outcome: Outcome | undefined): boolean {
  return outcome === 'persa' || outcome?.startsWith('persa-') === true;
}

function oneOf<T extends string>(values: readonly T[], text: string | null): T | undefined {
  return values.find((value) => value === text);
}

function seconds(text: string | null): number | undefined {
  return text !== null && /^\d{1,5}$/.test(text) && Number(text) <= SECONDS_MAX
    ? Number(text)
    : undefined;
}

function mos(text: string | null): number | undefined {
  if (text === null || !/^[1-5](\.\d{1,2})?$/.test(text)) return undefined;
  return Number(text) <= 5 ? Number(text) : undefined;
}

const yesNo = { si: true, no: false } as const;

const keys = <T extends object>(names: T) => Object.keys(names) as (keyof T & string)[];

/** Leaves out what is not set, so that equal filters are equal objects. */
function only<T extends object>(filters: T): T {
  return Object.fromEntries(
    Object.entries(filters).filter(([, value]) => value !== undefined),
  ) as T;
}

/** What an address says; what it says wrongly is as if it were not there. */
export function readFilters(query: string): Filters {
  const said = new URLSearchParams(query);
  const outcome = oneOf(OUTCOMES, said.get('esito'));
  const recorded = oneOf(keys(yesNo), said.get('reg'));
  const search = said.get('cerca')?.trim();
  return only({
    period: parsePeriod(said.get('p') ?? '') ?? DEFAULTS.period,
    direction: isMissed(outcome) ? undefined : oneOf(keys(DIRECTIONS), said.get('dir')),
    outcome,
    store: said.get('neg') || undefined,
    agent: said.get('op') || undefined,
    search: search && search.length >= 2 ? search.slice(0, 128) : undefined,
    number: said.get('numero') || undefined,
    minTalk: seconds(said.get('durata-da')),
    maxTalk: seconds(said.get('durata-a')),
    minWait: seconds(said.get('attesa-da')),
    maxWait: seconds(said.get('attesa-a')),
    maxMos: mos(said.get('mos')),
    recorded: recorded && yesNo[recorded],
    sort: oneOf(keys(SORTS), said.get('ord')) ?? DEFAULTS.sort,
  } as Filters);
}

/** The query of the address, without `?`; empty for what is so anyway. */
export function writeFilters(filters: Filters): string {
  const said = new URLSearchParams();
  const say = (name: string, value: string | number | undefined) => {
    if (value !== undefined) said.set(name, String(value));
  };
  const period = writePeriod(filters.period);
  if (period !== writePeriod(DEFAULTS.period)) say('p', period);
  say('dir', filters.direction);
  say('esito', filters.outcome);
  say('neg', filters.store);
  say('op', filters.agent);
  say('cerca', filters.search);
  say('numero', filters.number);
  say('durata-da', filters.minTalk);
  say('durata-a', filters.maxTalk);
  say('attesa-da', filters.minWait);
  say('attesa-a', filters.maxWait);
  say('mos', filters.maxMos);
  if (filters.recorded !== undefined) say('reg', filters.recorded ? 'si' : 'no');
  if (filters.sort !== DEFAULTS.sort) say('ord', filters.sort);
  return said.toString();
}

/** The filters with some of them changed; `undefined` takes one away. */
export function withFilters(
  filters: Filters,
  change: { [Name in keyof Filters]?: Filters[Name] | undefined },
): Filters {
  const changed = { ...filters, ...change } as Filters;
  if (change.direction && change.direction !== 'in' && isMissed(filters.outcome))
    delete changed.outcome;
  if (isMissed(changed.outcome)) delete changed.direction;
  return only(changed);
}

/** What narrows the list beside its period; each has a chip. */
export type Narrowing = Exclude<keyof Filters, 'period' | 'sort'>;

export function narrowings(filters: Filters): Narrowing[] {
  return keys(filters).filter((name) => name !== 'period' && name !== 'sort') as Narrowing[];
}

export function withoutNarrowings({ period, sort }: Filters): Filters {
  return { period, sort };
}
