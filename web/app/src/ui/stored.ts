import { useCallback, useMemo, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  addEventListener('storage', changed);
  return () => {
    listeners.delete(changed);
    removeEventListener('storage', changed);
  };
}

function parse<T>(text: string | null, initial: T): T {
  if (text === null) return initial;
  try {
    return JSON.parse(text) as T;
  } catch {
    return initial;
  }
}

/** A setting kept in this browser; what cannot be read is as if it was never set. */
export function readStored<T>(key: string, initial: T): T {
  return parse(localStorage.getItem(key), initial);
}

/** The same setting everywhere on the page, and in other tabs. `initial` must not change. */
export function useStored<T>(key: string, initial: T): [T, (value: T) => void] {
  const text = useSyncExternalStore(subscribe, () => localStorage.getItem(key));
  // A new empty list at every drawing would be a new value at every drawing.
  const value = useMemo(() => parse(text, initial), [text]);
  const store = useCallback(
    (next: T) => {
      localStorage.setItem(key, JSON.stringify(next));
      for (const changed of listeners) changed();
    },
    [key],
  );
  return [value, store];
}
