/** How the list takes in what changed while somebody looks at it. */

import type { LiveCall } from '../api/live.ts';
import { byUrgency } from './stage.ts';

/** So long a call that ended is still seen, in ms. */
export const LEAVE_MS = 1500;

export interface Row {
  call: LiveCall;
  /** When it was seen to end, in ms of the browser's monotonic clock; null: it goes on. */
  endedAt: number | null;
}

/**
 * The rows after a change. While they are held each keeps its place: ended ones stay, new ones come
 * below. Otherwise they are in order, and those that ended a moment ago are gone.
 */
export function nextRows(
  shown: readonly Row[],
  calls: ReadonlyMap<string, LiveCall>,
  now: number,
  isHeld: boolean,
): Row[] {
  const rows = shown.map(({ call, endedAt }): Row => {
    const fresh = calls.get(call.call_id);
    return fresh ? { call: fresh, endedAt: null } : { call, endedAt: endedAt ?? now };
  });
  const known = new Set(shown.map(({ call }) => call.call_id));
  const came = [...calls.values()]
    .filter(({ call_id }) => !known.has(call_id))
    .sort(byUrgency)
    .map((call): Row => ({ call, endedAt: null }));
  if (isHeld) return [...rows, ...came];
  return [
    ...rows.filter(({ endedAt }) => endedAt === null || now - endedAt < LEAVE_MS),
    ...came,
  ].sort((one, other) => byUrgency(one.call, other.call));
}

/** How long until the next ended row may go; null: none has ended. */
export function leavesIn(rows: readonly Row[], now: number): number | null {
  const ends = rows.flatMap(({ endedAt }) => endedAt ?? []);
  return ends.length === 0 ? null : Math.max(0, Math.min(...ends) + LEAVE_MS - now);
}
