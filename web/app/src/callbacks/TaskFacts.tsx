/** How the parts of a callback are told: in words and by an icon, colours only say it again. */

import type { Task } from '../api/callbacks.ts';
import type { Labels } from '../calls/labels.ts';
import { serverNow, useAtNow } from '../ui/clock.ts';
import { Icon, type IconName } from '../ui/icons.tsx';
import { phone } from '../ui/format.ts';
import { useWords, type Translate } from '../words/words.tsx';
import { dueOf, type Due, type Span } from './due.ts';

const MS_PER_DAY = 86_400_000;

export function spanWords({ unit, count }: Span, t: Translate): string {
  return t(`callbacks.span.${unit}`, { count });
}

/** The name, or the number where there is none. */
export function customerOf(task: Task): string {
  return task.name ?? phone(task.number);
}

const DUE_LOOKS: Record<Due['kind'], [string, IconName]> = {
  overdue: ['bad', 'warning'],
  soon: ['warn', 'clock'],
  later: ['plain', 'clock'],
  planned: ['plain', 'calendar'],
  tried: ['plain', 'out'],
  closed: ['plain', 'check'],
};

/** The time alone says enough of a moment that is near. */
function momentWords(instant: string, { formats }: Labels): string {
  const isNear = Math.abs(Date.parse(instant) - serverNow()) < MS_PER_DAY / 2;
  return isNear ? formats.minute(instant) : `${formats.day(instant)}, ${formats.minute(instant)}`;
}

function dueWords(due: Due, labels: Labels): string {
  const { t } = labels;
  switch (due.kind) {
    case 'overdue':
      return due.span.count === 0
        ? t('callbacks.due.justNow')
        : t('callbacks.due.overdue', { span: spanWords(due.span, t) });
    case 'soon':
    case 'later':
      return t('callbacks.due.in', { span: spanWords(due.span, t) });
    default:
      return t(`callbacks.due.${due.kind}`, { time: momentWords(due.at, labels) });
  }
}

export function DueTime({ task, labels }: { task: Task; labels: Labels }) {
  const kind = useAtNow((now) => dueOf(task, now).kind);
  const words = useAtNow((now) => dueWords(dueOf(task, now), labels));
  const [look, icon] = DUE_LOOKS[kind];
  return (
    <span className={`due ${look}`} title={labels.formats.dateTime(task.due)}>
      <Icon name={icon} />
      {words}
    </span>
  );
}

const STATES: Record<Task['state'], [string, IconName]> = {
  open: ['mute', 'callback'],
  claimed: ['held', 'person'],
  planned: ['held', 'calendar'],
  closed: ['good', 'check'],
};

export function StateBadge({ task }: { task: Task }) {
  const { t } = useWords();
  const [look, icon] = STATES[task.state];
  return (
    <span className={`badge ${look}`}>
      <Icon name={icon} />
      {t(`callbacks.state.${task.state}`)}
    </span>
  );
}

/** The last calls of a customer who called more than once are all in one task. */
export function Misses({ task }: { task: Task }) {
  const { t } = useWords();
  if (task.misses < 2) return null;
  return (
    <span className="misses" title={t('callbacks.misses', { count: task.misses })}>
      <span aria-hidden="true">×{task.misses}</span>
      <span className="visually-hidden">{t('callbacks.misses', { count: task.misses })}</span>
    </span>
  );
}
