import { useRef, useState } from 'react';

import { callbacks, type Task } from '../api/callbacks.ts';
import { useWords } from '../words/words.tsx';
import { MoveForm } from './MoveForm.tsx';
import { NOBODY, OwnerSelect } from './OwnerSelect.tsx';
import { customerOf } from './TaskFacts.tsx';
import { useWork } from './work.ts';

/** One task, or many at once. */
export function AssignDialog({ tasks }: { tasks: Task[] }) {
  const { t } = useWords();
  const { say } = useWork();
  const [only] = tasks;
  const isOne = only !== undefined && tasks.length === 1;
  const [owner, setOwner] = useState((isOne && only.owner?.person_id) || NOBODY);
  const failed = useRef(0);
  const personId = owner === NOBODY ? null : owner;

  const assignAll = async () => {
    const answer = await callbacks.assignAll(tasks, personId);
    failed.current = answer.failed.length;
    return answer.done;
  };
  return (
    <MoveForm
      title={t('callbacks.assign')}
      submit={t('callbacks.assign')}
      about={isOne ? customerOf(only) : t('callbacks.count', { count: tasks.length })}
      act={isOne ? () => callbacks.assign(only, personId) : assignAll}
      onDone={() => {
        if (failed.current > 0)
          say({ text: t('callbacks.notAssigned', { count: failed.current }), taskId: null });
      }}
    >
      <OwnerSelect
        stores={tasks.map(({ store_id }) => store_id)}
        value={owner}
        onChange={setOwner}
      />
    </MoveForm>
  );
}
