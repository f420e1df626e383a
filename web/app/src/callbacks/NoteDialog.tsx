import { useState } from 'react';

import { callbacks, type Task } from '../api/callbacks.ts';
import { TextArea } from '../ui/TextArea.tsx';
import { useWords } from '../words/words.tsx';
import { MoveForm } from './MoveForm.tsx';
import { customerOf } from './TaskFacts.tsx';

/** A note alone, or an attempt that no call of the PBX shows, with or without one. */
export function NoteDialog({ what, task }: { what: 'tried' | 'note'; task: Task }) {
  const { t } = useWords();
  const [note, setNote] = useState('');
  const written = note.trim();
  const isTried = what === 'tried';
  return (
    <MoveForm
      title={t(`callbacks.${what}`)}
      submit={t('save')}
      about={customerOf(task)}
      isDisabled={!isTried && written === ''}
      act={() => (isTried ? callbacks.tried(task, written) : callbacks.note(task, written))}
    >
      {isTried && <p className="hint">{t('callbacks.triedHint')}</p>}
      <TextArea
        label={t('callbacks.noteField')}
        value={note}
        onChange={setNote}
        isRequired={!isTried}
        autoFocus
      />
    </MoveForm>
  );
}
