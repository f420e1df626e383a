import type { Key } from '../words/words.tsx';

/** The heading of each page, by the first part of its address; the pages have it, too. */
export const HEADINGS = {
  chiamate: 'calls.title',
  diretta: 'live.title',
  richiami: 'callbacks.title',
  amministrazione: 'people.title',
} as const satisfies Record<string, Key>;
