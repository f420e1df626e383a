/** The stream of live calls, which comes again by itself whatever happens to it. */

import { EVENT_TYPES, live, readEvent, type LiveEvent } from '../api/live.ts';
import { EMPTY, follow, type Board, type BoardEvent } from './board.ts';

/** The server says something every five seconds: so long without a word, and it is not there. */
const SILENCE_MS = 10_000;
const PAUSE_MIN_MS = 1000;
const PAUSE_MAX_MS = 10_000;

export interface Listener {
  onBoard: (board: Board) => void;
  /** The server's time just now. */
  onTime: (at: string) => void;
  /** The server answered with something that is no stream; whoever listens may ask why. */
  onRefused: () => void;
  onOpen: () => void;
}

/** Follows the stream until the returned function is called. */
export function listen({ onBoard, onTime, onRefused, onOpen }: Listener): () => void {
  let source: EventSource;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let board = EMPTY;

  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(() => {
      tell({ type: 'cut' });
      reopen();
    }, SILENCE_MS);
  };
  const tell = (event: BoardEvent) => {
    const before = board;
    board = follow(board, event);
    if (board !== before) onBoard(board);
  };
  const take = (event: LiveEvent) => {
    heard();
    failures = 0;
    // What comes after `resumed` was so a while ago.
    if (event.type === 'beat' || event.type === 'snapshot') onTime(event.at);
    const wasLost = board.isLost;
    tell(event);
    if (board.isLost && !wasLost) reopen();
  };
  /** Another connection, which knows nothing of the events before: it begins with a snapshot. */
  const reopen = () => {
    source.close();
    clearTimeout(silence);
    clearTimeout(again);
    const pause = Math.min(PAUSE_MAX_MS, PAUSE_MIN_MS * 2 ** failures);
    ++failures;
    again = setTimeout(open, pause * (0.5 + Math.random() / 2));
  };
  const open = () => {
    const opened = new EventSource(live.events);
    source = opened;
    for (const type of EVENT_TYPES)
      opened.addEventListener(type, ({ data }: MessageEvent<string>) => {
        const event = readEvent(type, data);
        if (event) take(event);
      });
    opened.addEventListener('open', onOpen);
    opened.addEventListener('error', () => {
      tell({ type: 'cut' });
      // After an answer that is no stream the browser does not try again by itself.
      if (opened.readyState !== EventSource.CLOSED) return;
      onRefused();
      reopen();
    });
    heard();
  };
  open();
  return () => {
    source.close();
    clearTimeout(silence);
    clearTimeout(again);
  };
}
