import { useCallback, useMemo, useSyncExternalStore } from 'react';

import { parseKept } from './kept.ts';

const listeners = new Set<() => void>();

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  addEventListener('storage', changed);
  return () => {
    listeners.delete(changed);
    removeEventListener('storage', changed);
  };
}

/**
 * A setting kept in this browser, the same everywhere on the page and in other tabs. `initial` must
 * not change.
 */
export function useStored<T>(key: string, initial: T): [T, (value: T) => void] {
  const text = useSyncExternalStore(subscribe, () => localStorage.getItem(key));
  // A new empty list at every drawing would be a new value at every drawing.
  const value = useMemo(() => parseKept(text, initial), [text]);
  const store = useCallback(
    (next: T) => {
      localStorage.setItem(key, JSON.stringify(next));
      for (const changed of listeners) changed();
    },
    [key],
  );
  return [value, store];
}
