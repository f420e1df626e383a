import type { Language } from '../api/w3.ts';

export const LANGUAGE_NAMES: Record<Language, string> = { it: 'Italiano', en: 'English' };

/** Without a session the browser's language decides. */
export function languageOfBrowser(languages: readonly string[]): Language {
  const known = languages.map((each) => each.slice(0, 2)).find((each) => each in LANGUAGE_NAMES);
  return (known as Language | undefined) ?? 'it';
}
