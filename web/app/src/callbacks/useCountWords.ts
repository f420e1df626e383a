import { localeOf } from '../ui/format.ts';
import { useWords } from '../words/words.tsx';

/** A count as it is written; `1.000+` for one that was counted no further. */
export function useCountWords(countsMax = Infinity): (count: number) => string {
  const { language } = useWords();
  const format = new Intl.NumberFormat(localeOf(language), { useGrouping: true });
  return (count) => (count >= countsMax ? `${format.format(countsMax)}+` : format.format(count));
}
