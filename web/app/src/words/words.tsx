import { createContext, use, useContext, useMemo, type ReactNode } from 'react';

import type { Language } from '../api/w3.ts';
import { Formatter } from './formatter.ts';
import { it } from './it.ts';

export type Words = typeof it;
export type Key = keyof Words;

type Variables<Name extends Key> = Words[Name] extends (...args: never) => string
  ? [Parameters<Words[Name]>[0]]
  : [];

export type Translate = <Name extends Key>(key: Name, ...variables: Variables<Name>) => string;

let english: Promise<Words> | undefined;

/** Italian comes with the pages; English is fetched by those who read it. */
function wordsOf(language: Language): Words | Promise<Words> {
  if (language === 'it') return it;
  english ??= import('./en.ts').then((module) => module.en);
  return english;
}

/** Settles when the words are there; nothing then waits for them. */
export async function readWords(language: Language): Promise<void> {
  await wordsOf(language);
}

function translator(language: Language, words: Words): Translate {
  const formatter = new Formatter<Key>(language, words);
  return (key, ...variables) =>
    formatter.format(key, variables[0] as Record<string, string> | undefined);
}

interface Speech {
  language: Language;
  t: Translate;
}

const Context = createContext<Speech | undefined>(undefined);

/** Waits, for a Suspense above it, until the words are there. */
export function WordsProvider({ language, children }: { language: Language; children: ReactNode }) {
  const known = wordsOf(language);
  const words = known instanceof Promise ? use(known) : known;
  const speech = useMemo(() => ({ language, t: translator(language, words) }), [language, words]);
  return <Context value={speech}>{children}</Context>;
}

export function useWords(): Speech {
  const speech = useContext(Context);
  if (!speech) throw new Error('no WordsProvider');
  return speech;
}
