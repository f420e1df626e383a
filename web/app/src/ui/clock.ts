/** One clock for the whole page, set by the server: a wrong one would lie about what is late. */

import { useSyncExternalStore } from 'react';

const TICK_MS = 1000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let aheadMs = 0;

/** The server's time just now. */
export function setClock(serverNow: string): void {
  aheadMs = Date.parse(serverNow) - Date.now();
}

export function serverNow(): number {
  return Date.now() + aheadMs;
}

/** Calls it each second, until what is returned is called. */
export function everySecond(changed: () => void): () => void {
  listeners.add(changed);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(changed);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** What the time makes of something; drawn again only when that is another value. */
export function useAtNow<T extends string | number | boolean>(of: (now: number) => T): T {
  return useSyncExternalStore(everySecond, () => of(serverNow()));
}
