import { Link } from 'wouter';

import type { TaskCall } from '../api/callbacks.ts';
import { useLabelsHere, type Labels } from '../calls/labels.ts';
import { Direction } from '../calls/Outcome.tsx';
import { duration } from '../ui/format.ts';

/** What came of a call, in the words of this customer's story. */
function wordsOf(call: TaskCall, { t, agent }: Labels): string {
  const parts = [t(`callbacks.part.${call.part}`)];
  if (call.part === 'miss' && call.missed_reason !== null)
    parts.push(t(`missed.${call.missed_reason}`));
  if (call.ext !== null) parts.push(agent(call.ext));
  return parts.join(' · ');
}

/** Every call of the task: those nobody answered, and those back. */
export function TaskCalls({ calls }: { calls: TaskCall[] }) {
  const labels = useLabelsHere();
  const { t, formats } = labels;
  if (calls.length === 0) return <p className="hint">{t('callbacks.noCalls')}</p>;
  return (
    <ul className="same-number">
      {calls.map((call) => (
        <li key={call.call_id}>
          <Link href={`/chiamate/${encodeURIComponent(call.call_id)}`}>
            <Direction direction={call.direction} labels={labels} />
            <span className="same-number-when">
              {formats.day(call.start)}, {formats.minute(call.start)}
            </span>
            <span>{wordsOf(call, labels)}</span>
            <span className="same-number-talk">
              {duration(call.disposition === 'ANSWERED' ? call.billsec : call.ring_sec)}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
