import { useState } from 'react';

import { w3 } from '../api/w3.ts';
import { Button } from '../ui/Button.tsx';
import { SubmitForm } from '../ui/SubmitForm.tsx';
import { toProblem } from '../ui/states.tsx';
import { useWords, type Key } from '../words/words.tsx';
import { PasswordField } from './PasswordField.tsx';

type Wrong = { field: 'current' | 'new' | 'repeat' | 'form'; words: Key };

function whatIsWrong(status: number): Wrong {
  switch (status) {
    case 403:
      return { field: 'current', words: 'password.wrongCurrent' };
    case 422:
      return { field: 'new', words: 'password.refused' };
    case 429:
      return { field: 'form', words: 'problem.tooMany' };
    case 0:
      return { field: 'form', words: 'problem.noAnswer' };
    default:
      return { field: 'form', words: 'problem.other' };
  }
}

export function PasswordForm({ onDone }: { onDone: () => void }) {
  const { t } = useWords();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [repeat, setRepeat] = useState('');
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const [isSending, setSending] = useState(false);

  const send = async () => {
    if (next !== repeat) {
      setWrong({ field: 'repeat', words: 'password.different' });
      return;
    }
    setSending(true);
    try {
      await w3.changePassword({ current, new: next });
      onDone();
    } catch (error) {
      setWrong(whatIsWrong(toProblem(error).status));
      setSending(false);
    }
  };
  const errorOf = (field: Wrong['field']) => (wrong?.field === field ? t(wrong.words) : undefined);

  return (
    <SubmitForm
      onSubmit={() => void send()}
      isSending={isSending}
      error={errorOf('form')}
      actions={
        <div className="form-actions">
          <Button type="submit" look="primary">
            {t('password.submit')}
          </Button>
        </div>
      }
    >
      <PasswordField
        label={t('password.current')}
        which="current"
        value={current}
        onChange={setCurrent}
        error={errorOf('current')}
        autoFocus
      />
      <PasswordField
        label={t('password.new')}
        hint={t('password.hint')}
        which="new"
        value={next}
        onChange={setNext}
        error={errorOf('new')}
      />
      <PasswordField
        label={t('password.repeat')}
        which="new"
        value={repeat}
        onChange={setRepeat}
        error={errorOf('repeat')}
      />
    </SubmitForm>
  );
}
