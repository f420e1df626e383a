import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';

import { callbacks, type Task } from '../api/callbacks.ts';
import type { Labels } from '../calls/labels.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { phone } from '../ui/format.ts';
import { useWords } from '../words/words.tsx';
import { CallBack } from './CallBack.tsx';
import type { ColumnId } from './columns.ts';
import type { Row } from './merge.ts';
import { movesOf } from './moves.ts';
import { customerOf, DueTime, Misses, StateBadge } from './TaskFacts.tsx';
import { useTask } from './useCallbacks.ts';
import { useMe } from './useMe.ts';
import { useWork } from './work.ts';

interface RowProps {
  row: Row;
  index: number;
  labels: Labels;
  columns: readonly ColumnId[];
  href: string;
  isOpen: boolean;
  /** The one row that the Tab key stops at. */
  isCurrent: boolean;
  onCurrent: (index: number) => void;
  /** null: nothing can be chosen. */
  isChosen: boolean | null;
  onChoose: (isChosen: boolean) => void;
}

export function TaskRow(props: RowProps) {
  const { index, labels, href } = props;
  const { isGone } = props.row;
  const [, navigate] = useLocation();
  // What became of one that left the list is asked for, unless it is known.
  const later = useTask(props.row.task.task_id, isGone && props.row.task.state !== 'closed');
  const task = (isGone && later.data) || props.row.task;
  return (
    <tr
      role="row"
      data-index={index}
      data-task={task.task_id}
      data-state={task.state}
      aria-rowindex={index + 2}
      className={`call-row task-row${props.isOpen ? ' open' : ''}${isGone ? ' gone' : ''}`}
      onClick={(event) => {
        props.onCurrent(index);
        if (getSelection()?.isCollapsed === false) return;
        if (event.target instanceof Element && event.target.closest('a, button, label')) return;
        navigate(href);
      }}
      onFocus={() => props.onCurrent(index)}
    >
      {props.isChosen !== null && (
        <td role="cell" className="cell-choose">
          <Checkbox
            isSelected={props.isChosen}
            onChange={props.onChoose}
            isDisabled={isGone || task.state === 'closed'}
          >
            <span className="visually-hidden">
              {labels.t('callbacks.choose', { name: customerOf(task) })}
            </span>
          </Checkbox>
        </td>
      )}
      {props.columns.map((id) => (
        <td key={id} role="cell" className={`cell-${id}`}>
          {CELLS[id](task, props)}
        </td>
      ))}
      <td role="cell" className="cell-actions">
        {!isGone && <RowMoves task={task} />}
      </td>
    </tr>
  );
}

const CELLS: Record<ColumnId, (task: Task, props: RowProps) => ReactNode> = {
  customer: (task, { href, isCurrent }) => (
    <Link href={href} className="row-link" tabIndex={isCurrent ? 0 : -1} title={task.number}>
      <span className="customer-line">
        <span className="strong">{customerOf(task)}</span>
        {task.name === null && <Misses task={task} />}
      </span>
      {task.name !== null && (
        <span className="second customer-line">
          {phone(task.number)}
          <Misses task={task} />
        </span>
      )}
    </Link>
  ),
  last: (task, { labels: { formats } }) => (
    <span className="two-lines">
      <span>{formats.minute(task.last_missed)}</span>
      <span className="second">{formats.day(task.last_missed)}</span>
    </span>
  ),
  line: (task, { labels }) => (
    <span className="two-lines">
      <span>
        {task.store_id === null ? labels.t('calls.noStore') : labels.store(task.store_id)}
      </span>
      {task.did !== null && <span className="second">{labels.line(task.did)}</span>}
    </span>
  ),
  reason: (task, { labels: { t } }) =>
    task.missed_reason === null ? t('none') : t(`missed.${task.missed_reason}`),
  due: (task, { labels }) => <DueTime task={task} labels={labels} />,
  owner: (task, { labels: { t } }) =>
    task.owner?.name ?? (
      <span className="faint">{t(task.state === 'closed' ? 'none' : 'callbacks.nobody')}</span>
    ),
  attempts: (task, { labels: { t } }) => (
    <span title={t('callbacks.attemptsOf', { done: task.attempts, most: task.attempts_max })}>
      {task.attempts}/{task.attempts_max}
    </span>
  ),
  state: (task, { labels: { t } }) => (
    <span className="two-lines">
      <StateBadge task={task} />
      {task.outcome !== null && (
        <span className="second">{t(`callbacks.outcome.${task.outcome}`)}</span>
      )}
    </span>
  ),
};

function RowMoves({ task }: { task: Task }) {
  const work = useWork();
  const moves = movesOf(task, useMe());
  if (task.state === 'closed') return null;
  return (
    <span className="row-moves">
      <CallBack task={task} />
      {moves.has('claim') && (
        <Move
          words="callbacks.claim"
          icon="person"
          act={() => work.run(() => callbacks.claim(task))}
        />
      )}
      {moves.has('plan') && (
        <Move words="callbacks.plan" icon="calendar" act={() => work.ask({ what: 'plan', task })} />
      )}
      {moves.has('close') && (
        <Move words="callbacks.close" icon="check" act={() => work.ask({ what: 'close', task })} />
      )}
    </span>
  );
}

function Move(props: {
  words: 'callbacks.claim' | 'callbacks.plan' | 'callbacks.close';
  icon: 'person' | 'calendar' | 'check';
  act: () => void;
}) {
  const { t } = useWords();
  return (
    <span className="row-move" title={t(props.words)}>
      <Button look="quiet" icon={props.icon} iconOnly={t(props.words)} onPress={props.act} />
    </span>
  );
}
