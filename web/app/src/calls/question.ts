/** What the API is asked for by the filters of the page. */

import type { operations } from '../api/schema';
import {
  DIRECTIONS,
  MISSED_REASONS,
  SORTS,
  type Filters,
  type MissedName,
  type Outcome,
} from './filters.ts';
import { resolve, type Day } from './period.ts';

export type Question = NonNullable<operations['list_calls']['parameters']['query']>;

/** A page of the list. The API allows 500; a screen has some 15. */
export const PAGE_SIZE = 200;

function ofOutcome(outcome: Outcome): Question {
  switch (outcome) {
    case 'risposta':
      return { disposition: ['ANSWERED'] };
    case 'senza-risposta':
      return { disposition: ['NO_ANSWER'] };
    case 'occupato':
      return { disposition: ['BUSY'] };
    case 'non-riuscita':
      return { disposition: ['FAILED'] };
    case 'persa':
      return { direction: 'in', disposition: ['NO_ANSWER', 'BUSY', 'FAILED'] };
    default:
      return { missed_reason: MISSED_REASONS[outcome.slice('persa-'.length) as MissedName] };
  }
}

/** `today` is the tenant's day, by which relative periods are meant. */
export function toQuestion(filters: Filters, today: Day): Question {
  const { from, to } = resolve(filters.period, today);
  return {
    from,
    to,
    sort: SORTS[filters.sort],
    ...(filters.direction && { direction: DIRECTIONS[filters.direction] }),
    ...(filters.outcome && ofOutcome(filters.outcome)),
    ...(filters.store && { store_id: filters.store === 'nessuno' ? 'none' : filters.store }),
    ...(filters.agent && { ext: filters.agent }),
    ...(filters.search && { q: filters.search }),
    ...(filters.number && { number: filters.number }),
    ...(filters.minTalk !== undefined && { min_billsec: filters.minTalk }),
    ...(filters.maxTalk !== undefined && { max_billsec: filters.maxTalk }),
    ...(filters.minWait !== undefined && { min_ring_sec: filters.minWait }),
    ...(filters.maxWait !== undefined && { max_ring_sec: filters.maxWait }),
    ...(filters.maxMos !== undefined && { max_mos: filters.maxMos }),
    ...(filters.recorded !== undefined && { has_recording: filters.recorded }),
  };
}
