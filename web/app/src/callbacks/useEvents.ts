import { useEffect, useRef } from 'react';

import { callbacks } from '../api/callbacks.ts';
import { useVisible } from '../ui/useVisible.ts';
import { POLL_MS } from './keys.ts';

/** Many changes at once are one question. */
const PAUSE_MS = 1000;

/**
 * Says when something changed, at most once a second and never twice for one change; while nobody
 * sees the page, when it is seen again.
 */
export function useEvents(onChange: () => void): void {
  const isVisible = useVisible();
  const wasHidden = useRef(false);
  useEffect(() => {
    if (!isVisible) {
      wasHidden.current = true;
      return undefined;
    }
    let source: EventSource;
    let next: ReturnType<typeof setTimeout> | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    let toldAt = -Infinity;
    let wasCut = wasHidden.current;

    const tell = () => {
      next ??= setTimeout(
        () => {
          next = undefined;
          toldAt = performance.now();
          onChange();
        },
        Math.max(0, toldAt + PAUSE_MS - performance.now()),
      );
    };
    const listen = () => {
      source = new EventSource(callbacks.events);
      source.addEventListener('callbacks', tell);
      source.addEventListener('open', () => {
        // What happened while nobody listened is not told again.
        if (wasCut) tell();
        wasCut = false;
      });
      source.addEventListener('error', () => {
        wasCut = true;
        // After an answer that is no stream the browser does not try again by itself.
        if (source.readyState === EventSource.CLOSED) again = setTimeout(listen, POLL_MS);
      });
    };
    listen();
    return () => {
      source.close();
      clearTimeout(next);
      clearTimeout(again);
    };
  }, [onChange, isVisible]);
}
