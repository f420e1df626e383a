import { useState } from 'react';

import { callbacks, OUTCOMES, type Task, type TaskOutcome } from '../api/callbacks.ts';
import { RadioList } from '../ui/RadioList.tsx';
import { TextArea } from '../ui/TextArea.tsx';
import { useWords } from '../words/words.tsx';
import { MoveForm } from './MoveForm.tsx';
import { customerOf } from './TaskFacts.tsx';

export function CloseDialog({ task }: { task: Task }) {
  const { t } = useWords();
  // After all its attempts nobody is likely to answer any more: that is proposed, not forced.
  const [outcome, setOutcome] = useState<TaskOutcome>(
    task.attempts >= task.attempts_max ? 'no_answer' : 'recontacted',
  );
  const [note, setNote] = useState('');
  return (
    <MoveForm
      title={t('callbacks.closeTitle')}
      submit={t('callbacks.close')}
      about={customerOf(task)}
      act={() => callbacks.close(task, outcome, note.trim())}
    >
      <RadioList
        label={t('callbacks.outcome')}
        choices={OUTCOMES.map((id) => ({ id, text: t(`callbacks.outcome.${id}`) }))}
        value={outcome}
        onChange={setOutcome}
      />
      <TextArea label={t('callbacks.noteField')} value={note} onChange={setNote} />
    </MoveForm>
  );
}
