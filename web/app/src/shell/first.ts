/** The heading that is seen before the session is known. It is all that is known then. */

import type { Language } from '../api/w3.ts';
import { readKept } from '../ui/kept.ts';
import { languageOfBrowser } from '../words/language.ts';

const KEY = 'w3.first';

/** What the last session in this browser was; `none`: nobody is logged in. */
type Last = Language | 'none' | null;

/** The words of HEADINGS, put in by the build: all words would take too long to come. */
declare const __HEADINGS__: Record<string, Record<Language, string>>;

/** Nothing: the page has none, or one would have to log in first. */
export function firstHeading(path: string): string | undefined {
  const last = readKept<Last>(KEY, null);
  if (last === 'none') return undefined;
  const [, page] = path.split('/');
  const headings = __HEADINGS__[page || 'chiamate'];
  return headings?.[last ?? languageOfBrowser(navigator.languages)];
}

export function keepLast(language: Language | undefined): void {
  localStorage.setItem(KEY, JSON.stringify((language ?? 'none') satisfies Last));
}
