export function parseKept<T>(text: string | null, initial: T): T {
  if (text === null) return initial;
  try {
    return JSON.parse(text) as T;
  } catch {
    return initial;
  }
}

/** A setting kept in this browser; what cannot be read is as if it was never set. */
export function readKept<T>(key: string, initial: T): T {
  return parseKept(localStorage.getItem(key), initial);
}
