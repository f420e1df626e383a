/** Calls of now: a stream of what there is, and of what changes. */

import { noAnswer, problemOf } from './problem.ts';
import type { components } from './schema';

export type Direction = components['schemas']['Direction'];
export type CallState = 'ringing' | 'answered' | 'held';

/** null is what is not known. */
export interface LiveCall {
  call_id: string;
  direction: Direction;
  from_uri: string | null;
  from_name: string | null;
  to_uri: string | null;
  did_e164: string | null;
  ext_number: string | null;
  store_id: string | null;
  state: CallState;
  start_ts: string;
  answer_ts: string | null;
  /** Of one that waits in a queue, which then rings. */
  queue: string | null;
  /** Our own that are in it. */
  exts: { ext: string; state: CallState }[];
}

/** Events with `seq` count up by one; a snapshot and `resumed` begin to count anew. */
export type LiveEvent =
  | { type: 'snapshot'; seq: number; at: string; items: LiveCall[] }
  | { type: 'call-started' | 'call-changed'; seq: number; at: string; call: LiveCall }
  | { type: 'call-ended'; seq: number; at: string; call_id: string }
  /** What was missed since the last event comes after it. */
  | { type: 'resumed'; seq: number; at: string }
  /** The PBX is out of reach; a snapshot comes when it is back. */
  | { type: 'link-down'; at: string }
  /** Nothing new: the server is there. */
  | { type: 'beat'; at: string };

export const EVENT_TYPES = [
  'snapshot',
  'call-started',
  'call-changed',
  'call-ended',
  'resumed',
  'link-down',
  'beat',
] as const satisfies LiveEvent['type'][];

/** null for what is none. */
export function readEvent(type: LiveEvent['type'], data: string): LiveEvent | null {
  try {
    return { type, ...(JSON.parse(data) as object) } as LiveEvent;
  } catch {
    return null;
  }
}

export const live = {
  events: '/w3/live/events',
  /** Throws why there is no stream, which no EventSource tells. */
  probe: async (signal: AbortSignal): Promise<void> => {
    const headers = { Accept: 'text/event-stream' };
    const response = await fetch(live.events, { headers, signal }).catch((error: unknown) => {
      throw noAnswer(error);
    });
    if (!response.ok) throw await problemOf(response);
    await response.body?.cancel();
  },
};
