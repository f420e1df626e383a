import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'wouter';

import { callbacks, type CallbackOfCall as Known } from '../api/callbacks.ts';
import { useLabelsHere } from '../calls/labels.ts';
import type { CallDetail } from '../calls/timeline.ts';
import { Button } from '../ui/Button.tsx';
import { Delayed, ProblemNotice } from '../ui/states.tsx';
import { KEYS } from './keys.ts';
import { DueTime, StateBadge } from './TaskFacts.tsx';
import { addressOf, USUAL_TAB } from './view.ts';

const importDialog = () => import('./CreateDialog.tsx');
const CreateDialog = lazy(importDialog);

/** The server has every call so soon after its end. */
const FOLLOWED_MS = 2000;
const SURELY_FOLLOWED_MS = 60_000;

/** Whether the server may just not know the call yet. */
function mayFollow(known: Known | undefined, call: CallDetail): boolean {
  if (!known || known.task || known.refusal !== null || known.may_create) return false;
  return Date.now() - Date.parse(call.end_ts) < SURELY_FOLLOWED_MS;
}

/** Whether the customer of a missed call is being called back; and if not, why, or a way to. */
export function CallbackOfCall({ call }: { call: CallDetail }) {
  const labels = useLabelsHere();
  const { t } = labels;
  const [isCreating, setCreating] = useState(false);
  const answer = useQuery({
    queryKey: KEYS.ofCall(call.call_id),
    queryFn: () => callbacks.ofCall(call.call_id),
    staleTime: 0,
    refetchInterval: ({ state }) => (mayFollow(state.data, call) ? FOLLOWED_MS : false),
  });
  if (answer.isError)
    return <ProblemNotice error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data)
    return (
      <Delayed>
        <span className="bone" />
      </Delayed>
    );
  const { task, refusal, may_create } = answer.data;
  if (task)
    return (
      <p className="of-call">
        <StateBadge task={task} />
        <DueTime task={task} labels={labels} />
        <Link href={addressOf({ tab: USUAL_TAB }, task.task_id)}>{t('callbacks.openTask')}</Link>
      </p>
    );
  return (
    <>
      <p className="hint">
        {refusal === null ? t('callbacks.noTask') : t(`callbacks.refused.${refusal}`)}
      </p>
      {may_create && (
        <p>
          <Button
            icon="plus"
            aria-haspopup="dialog"
            onHoverStart={() => void importDialog()}
            onFocus={() => void importDialog()}
            onPress={() => setCreating(true)}
          >
            {t('callbacks.create')}
          </Button>
        </p>
      )}
      {isCreating && (
        <Suspense>
          <CreateDialog call={call} onClose={() => setCreating(false)} />
        </Suspense>
      )}
    </>
  );
}
