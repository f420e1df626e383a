import {
  LocalizedStringDictionary,
  LocalizedStringFormatter,
  type LocalizedString,
} from '@internationalized/string';

import type { Language } from '../api/w3.ts';

/** What a message may use to say its variables. */
export interface Say {
  plural(count: number, options: Record<string, string>): string;
  number(value: number): string;
}

/** Italian prints 1234 unless told to group always. */
const numbers: Record<Language, Intl.NumberFormat> = {
  it: new Intl.NumberFormat('it', { useGrouping: 'always' }),
  en: new Intl.NumberFormat('en', { useGrouping: 'always' }),
};

export class Formatter<Key extends string> extends LocalizedStringFormatter<Key, LocalizedString> {
  readonly language: Language;

  constructor(language: Language, words: Record<Key, unknown>) {
    const known = words as Record<Key, LocalizedString>;
    super(
      language,
      new LocalizedStringDictionary<Key, LocalizedString>({ [language]: known }, language),
    );
    this.language = language;
  }

  override plural(count: number, options: Record<string, string>): string {
    return super.plural(count, options);
  }

  override number(value: number): string {
    return numbers[this.language].format(value);
  }
}
