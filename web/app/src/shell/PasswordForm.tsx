import { useState } from 'react';

import type { Problem } from '../api/problem.ts';
import { w3 } from '../api/w3.ts';
import { Button } from '../ui/Button.tsx';
import { SubmitForm } from '../ui/SubmitForm.tsx';
import { toProblem } from '../ui/states.tsx';
import { reasonSentence } from '../words/reasons.ts';
import { useWords, type Translate } from '../words/words.tsx';
import { PasswordField } from './PasswordField.tsx';

type Wrong = { field: 'current' | 'new' | 'repeat' | 'form'; text: string };

function whatIsWrong(problem: Problem, t: Translate): Wrong {
  switch (problem.status) {
    case 403:
      return { field: 'current', text: t('password.wrongCurrent') };
    case 422:
      return { field: 'new', text: reasonSentence(problem, t) };
    case 429:
      return { field: 'form', text: t('problem.tooMany') };
    case 0:
      return { field: 'form', text: t('problem.noAnswer') };
    default:
      return { field: 'form', text: t('problem.other') };
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
      setWrong({ field: 'repeat', text: t('password.different') });
      return;
    }
    setSending(true);
    try {
      await w3.changePassword({ current, new: next });
      onDone();
    } catch (error) {
      setWrong(whatIsWrong(toProblem(error), t));
      setSending(false);
    }
  };
  const errorOf = (field: Wrong['field']) => (wrong?.field === field ? wrong.text : undefined);

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
