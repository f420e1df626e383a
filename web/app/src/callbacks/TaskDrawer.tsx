import { Link } from 'wouter';

import type { TaskDetail } from '../api/callbacks.ts';
import { Problem } from '../api/problem.ts';
import { useLabelsHere } from '../calls/labels.ts';
import { Drawer, DrawerSkeleton, Fact, Section } from '../ui/Drawer.tsx';
import { phone } from '../ui/format.ts';
import { Notice, ProblemNotice } from '../ui/states.tsx';
import { ClosedBy } from './ClosedBy.tsx';
import { TaskCalls } from './TaskCalls.tsx';
import { customerOf, DueTime, Misses, StateBadge } from './TaskFacts.tsx';
import { TaskLog } from './TaskLog.tsx';
import { TaskMoves } from './TaskMoves.tsx';
import { useTask } from './useCallbacks.ts';
import { addressOf, type View } from './view.ts';

interface Props {
  id: string;
  view: View;
  onClose: () => void;
}

/** One callback with all that happened to it. */
export default function TaskDrawer({ id, view, onClose }: Props) {
  const { t, formats } = useLabelsHere();
  const detail = useTask(id);
  const task = detail.data;
  const isUnknown = detail.error instanceof Problem && [400, 404].includes(detail.error.status);
  return (
    <Drawer
      label={t('callbacks.detail')}
      title={
        task ? (
          <span title={task.number} className="customer-line">
            {customerOf(task)} <Misses task={task} />
          </span>
        ) : (
          t('callbacks.detail')
        )
      }
      when={
        task && (
          <p className="drawer-when">
            {t('callbacks.lastMissed', { time: formats.dateTime(task.last_missed) })}
          </p>
        )
      }
      onClose={onClose}
    >
      {task ? (
        <Body task={task} view={view} />
      ) : isUnknown ? (
        <Notice icon="warning" title={t('callbacks.notFound')} />
      ) : detail.isError ? (
        <ProblemNotice error={detail.error} onRetry={() => void detail.refetch()} />
      ) : (
        <DrawerSkeleton />
      )}
    </Drawer>
  );
}

function Body({ task, view }: { task: TaskDetail; view: View }) {
  const labels = useLabelsHere();
  const { t } = labels;
  return (
    <>
      <div className="summary">
        <StateBadge task={task} />
        {task.state !== 'closed' && <DueTime task={task} labels={labels} />}
      </div>
      {task.state === 'closed' && <ClosedBy task={task} />}
      <TaskMoves task={task} view={view} />
      <Facts task={task} view={view} />
      <Section title={t('callbacks.calls')}>
        <TaskCalls calls={task.calls} />
      </Section>
      <Section title={t('callbacks.log')}>
        <TaskLog log={task.log} />
      </Section>
    </>
  );
}

function Facts({ task, view }: { task: TaskDetail; view: View }) {
  const labels = useLabelsHere();
  const { t, formats } = labels;
  return (
    <dl className="facts">
      <Fact name={t('callbacks.number')}>
        <a href={`tel:${task.number}`} title={task.number}>
          {phone(task.number)}
        </a>
      </Fact>
      <Fact name={t('callbacks.column.due')}>
        {formats.dateTime(task.due)}
        {task.is_due_chosen && <span className="second">{t('callbacks.dueChosen')}</span>}
      </Fact>
      <Fact name={t('column.store')}>
        {task.store_id === null ? t('calls.noStore') : labels.store(task.store_id)}
      </Fact>
      {task.did !== null && (
        <Fact name={t('column.line')}>
          <span title={task.did}>{labels.line(task.did)}</span>
        </Fact>
      )}
      <Fact name={t('callbacks.column.reason')}>
        {task.missed_reason === null ? t('none') : t(`missed.${task.missed_reason}`)}
      </Fact>
      <Fact name={t('callbacks.column.owner')}>{task.owner?.name ?? t('callbacks.nobody')}</Fact>
      <Fact name={t('callbacks.column.attempts')}>
        {t('callbacks.attemptsOf', { done: task.attempts, most: task.attempts_max })}
      </Fact>
      {task.next_attempt !== null && task.state !== 'closed' && (
        <Fact name={t('callbacks.nextAttempt')}>{formats.dateTime(task.next_attempt)}</Fact>
      )}
      <Fact name={t('callbacks.opened')}>
        {formats.dateTime(task.opened)}
        {task.opened_by && <span className="second">{task.opened_by.name}</span>}
      </Fact>
      {task.reopens !== null && (
        <Fact name={t('callbacks.reopens')}>
          <Link href={addressOf(view, task.reopens)}>{t('callbacks.theOneBefore')}</Link>
        </Fact>
      )}
    </dl>
  );
}
