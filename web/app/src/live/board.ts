/** What the events of the stream make together: the calls of now, and whether they are still so. */

import type { LiveCall, LiveEvent } from '../api/live.ts';

export interface Board {
  calls: ReadonlyMap<string, LiveCall>;
  /**
   * `waiting`: nothing is known yet. `down`: W3 says that the PBX is out of reach. `cut`: W3 itself
   * is. In both the calls are those of before.
   */
  standing: 'waiting' | 'live' | 'down' | 'cut';
  /** The server's time until which the calls are known to be right; null: they never were. */
  asOf: string | null;
  /** Of the last event that was followed; null: a snapshot or `resumed` must come first. */
  seq: number | null;
  /** An event is missing: only a new snapshot helps. */
  isLost: boolean;
}

/** `cut`: the connection ended, or is as silent as if it had. */
export type BoardEvent = LiveEvent | { type: 'cut' };

export const EMPTY: Board = {
  calls: new Map(),
  standing: 'waiting',
  asOf: null,
  seq: null,
  isLost: false,
};

function changed(
  calls: ReadonlyMap<string, LiveCall>,
  event: Extract<LiveEvent, { type: `call-${string}` }>,
): ReadonlyMap<string, LiveCall> {
  const next = new Map(calls);
  if (event.type === 'call-ended') next.delete(event.call_id);
  else next.set(event.call.call_id, event.call);
  return next;
}

const lost = (board: Board): Board => ({ ...board, standing: 'cut', seq: null, isLost: true });

/** The board after an event. Until the snapshot that a lost one needs, nothing else changes it. */
export function follow(board: Board, event: BoardEvent): Board {
  if (board.isLost && event.type !== 'snapshot') return board;
  switch (event.type) {
    case 'snapshot':
      return {
        calls: new Map(event.items.map((call) => [call.call_id, call])),
        standing: 'live',
        asOf: event.at,
        seq: event.seq,
        isLost: false,
      };
    case 'resumed':
      if (board.asOf === null) return lost(board);
      return { ...board, standing: 'live', asOf: event.at, seq: event.seq };
    case 'call-started':
    case 'call-changed':
    case 'call-ended':
      if (board.seq === null || event.seq !== board.seq + 1) return lost(board);
      return { ...board, calls: changed(board.calls, event), asOf: event.at, seq: event.seq };
    case 'beat':
      return board.standing === 'live' ? { ...board, asOf: event.at } : board;
    case 'link-down':
      return { ...board, standing: 'down', seq: null };
    case 'cut':
      return { ...board, standing: 'cut', seq: null };
  }
}
