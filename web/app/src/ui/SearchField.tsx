import { useEffect, useState, type RefObject } from 'react';

import { useWords } from '../words/words.tsx';
import { Button } from './Button.tsx';
import { Icon } from './icons.tsx';

const TYPING_MS = 300;

/** Typing asks when it pauses; one letter is no search yet. */
export function SearchField(props: {
  value: string;
  onChange: (text: string | undefined) => void;
  field: RefObject<HTMLInputElement | null>;
}) {
  const { t } = useWords();
  const [text, setText] = useState(props.value);
  const [asked, setAsked] = useState(props.value);
  // The address changed by other means: a chip taken away, Back, a saved search.
  if (asked !== props.value) {
    setAsked(props.value);
    setText(props.value);
  }
  const typed = text.trim();
  const search = typed.length >= 2 ? typed : '';
  const { onChange, value } = props;
  useEffect(() => {
    if (search === value) return undefined;
    const timer = setTimeout(() => {
      setAsked(search);
      onChange(search || undefined);
    }, TYPING_MS);
    return () => clearTimeout(timer);
    // `onChange` is another one at every drawing; the text alone begins a new wait.
  }, [search, value]);

  return (
    <div className="search">
      <Icon name="search" />
      <input
        ref={props.field}
        type="search"
        className="input"
        aria-label={t('filter.search')}
        placeholder={t('filter.search')}
        value={text}
        maxLength={128}
        onChange={(event) => setText(event.target.value)}
      />
      {text === '' ? (
        <kbd aria-hidden="true">/</kbd>
      ) : (
        <Button
          look="quiet"
          icon="close"
          iconOnly={t('filter.clearSearch')}
          onPress={() => setText('')}
        />
      )}
      {typed.length === 1 && (
        <span className="search-hint" role="status">
          {t('filter.searchShort')}
        </span>
      )}
    </div>
  );
}
