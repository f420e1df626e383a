import { useState } from 'react';

import { callbacks, type Task } from '../api/callbacks.ts';
import { useSession } from '../shell/session.tsx';
import { serverNow } from '../ui/clock.ts';
import { MomentField } from '../ui/MomentField.tsx';
import { useWords } from '../words/words.tsx';
import { MoveForm } from './MoveForm.tsx';
import { customerOf } from './TaskFacts.tsx';
import { useTask } from './useCallbacks.ts';

const HOUR_MS = 3_600_000;

export function PlanDialog({ task }: { task: Task }) {
  const { t } = useWords();
  const { tenant } = useSession();
  const [chosen, setChosen] = useState<string | null>();
  const detail = useTask(task.task_id);
  // Until it is known when the store is open, and if that cannot be known, in an hour.
  const [inAnHour] = useState(() => new Date(serverNow() + HOUR_MS).toISOString());
  const proposed = detail.data?.proposed_next ?? inAnHour;
  const at = chosen === undefined ? proposed : chosen;
  const isPast = at !== null && Date.parse(at) <= serverNow();
  return (
    <MoveForm
      title={t('callbacks.planTitle')}
      submit={t('callbacks.plan')}
      about={customerOf(task)}
      isDisabled={at === null || isPast}
      act={() => callbacks.plan(task, at ?? proposed)}
    >
      <MomentField
        key={proposed}
        label={t('callbacks.planAt')}
        zone={tenant.timezone}
        initial={at ?? proposed}
        onChange={setChosen}
        error={isPast ? t('callbacks.planPast') : undefined}
      />
    </MoveForm>
  );
}
