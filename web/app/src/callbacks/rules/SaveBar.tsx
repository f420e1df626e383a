import type { ReactNode } from 'react';

import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../words/words.tsx';

/** Saves, and says that it did. */
export function SaveBar(props: {
  isSaved: boolean;
  isSending: boolean;
  isDisabled: boolean;
  children?: ReactNode;
}) {
  const { t } = useWords();
  return (
    <div className="form-actions save-bar">
      <span className="copied" role="status">
        {props.isSaved && t('rules.saved')}
      </span>
      {props.children}
      <Button
        type="submit"
        look="primary"
        isPending={props.isSending}
        isDisabled={props.isDisabled}
      >
        {t('save')}
      </Button>
    </div>
  );
}
