import { OUTCOMES, type LogEntry } from '../api/callbacks.ts';
import { useLabelsHere, type Labels } from '../calls/labels.ts';
import { MOVES } from './log.ts';

/** Some details are codes or instants: they are written as people write them. */
function detailOf({ what, detail }: LogEntry, { t, formats }: Labels): string | null {
  if (detail === null) return null;
  if (what === 'planned' || what === 'due_changed')
    return Number.isNaN(Date.parse(detail)) ? detail : formats.dateTime(detail);
  const outcome = OUTCOMES.find((each) => each === detail);
  return outcome ? t(`callbacks.outcome.${outcome}`) : detail;
}

/** What happened to a task, the newest first. */
export function TaskLog({ log }: { log: LogEntry[] }) {
  const labels = useLabelsHere();
  const { t, formats } = labels;
  return (
    <ol className="log">
      {log.toReversed().map((entry, index) => {
        const known = MOVES.find((each) => each === entry.what);
        const detail = detailOf(entry, labels);
        return (
          <li key={log.length - index}>
            <time dateTime={entry.at}>{formats.dateTime(entry.at)}</time>
            <span>
              <strong>{known ? t(`callbacks.log.${known}`) : entry.what}</strong>
              {' · '}
              {entry.person?.name ?? t('callbacks.system')}
              {detail !== null && <span className="second">{detail}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
