/** Where a call is, since when, and whether its caller has waited too long. */

import type { LiveCall } from '../api/live.ts';

export const STAGES = ['queue', 'ringing', 'talking', 'held'] as const;
export type Stage = (typeof STAGES)[number];

export type Urgency = 'none' | 'long' | 'tooLong';

const LONG_MS = 30_000;
const TOO_LONG_MS = 60_000;

export function stageOf(call: LiveCall): Stage {
  if (call.state === 'answered') return 'talking';
  if (call.state === 'held') return 'held';
  return call.queue === null ? 'ringing' : 'queue';
}

/** Since when it waits, or is talked, in ms since 1970. */
export function sinceOf({ state, start_ts, answer_ts }: LiveCall): number {
  return Date.parse((state === 'ringing' ? null : answer_ts) ?? start_ts);
}

/** Clocks that differ by a little must not make a call begin in the future. */
export function secondsOf(call: LiveCall, now: number): number {
  return Math.max(0, Math.floor((now - sinceOf(call)) / 1000));
}

/** A customer waits for one of us; whoever we call does not. */
export function isWaiting({ direction, state }: LiveCall): boolean {
  return direction === 'in' && state === 'ringing';
}

export function urgencyOf(call: LiveCall, now: number): Urgency {
  if (!isWaiting(call)) return 'none';
  const waited = now - sinceOf(call);
  if (waited >= TOO_LONG_MS) return 'tooLong';
  return waited >= LONG_MS ? 'long' : 'none';
}

export function countStages(calls: Iterable<LiveCall>): Record<Stage, number> {
  const counts = { queue: 0, ringing: 0, talking: 0, held: 0 };
  for (const call of calls) ++counts[stageOf(call)];
  return counts;
}

function rank(call: LiveCall): number {
  if (isWaiting(call)) return 0;
  return call.state === 'ringing' ? 1 : 2;
}

/** Customers who wait come first, then what rings, then what is talked; the longest first. */
export function byUrgency(one: LiveCall, other: LiveCall): number {
  return (
    rank(one) - rank(other) ||
    sinceOf(one) - sinceOf(other) ||
    (one.call_id < other.call_id ? -1 : 1)
  );
}
