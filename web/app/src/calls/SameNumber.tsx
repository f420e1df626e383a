import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';

import { answered, edgvoip } from '../api/edgvoip.ts';
import { duration } from '../ui/format.ts';
import { Delayed, ProblemNotice } from '../ui/states.tsx';
import { useSession } from '../shell/session.tsx';
import { DEFAULTS, writeFilters } from './filters.ts';
import { useLabelsHere } from './labels.ts';
import { Direction, Outcome } from './Outcome.tsx';
import { addDays, dayIn } from './period.ts';
import type { Page } from './rows.ts';

const DAYS = 30;
const SHOWN = 20;

interface Props {
  id: string;
  number: string;
  /** The list's query, which the other calls keep. */
  search: string;
}

/** What else there was with this number lately. */
export function SameNumber({ id, number, search }: Props) {
  const labels = useLabelsHere();
  const { t, formats } = labels;
  const { tenant } = useSession();
  const today = dayIn(tenant.timezone, new Date());
  const days = { from: addDays(today, 1 - DAYS), to: today };
  const calls = useQuery({
    queryKey: ['same-number', number, days],
    queryFn: async ({ signal }) =>
      (await answered(
        edgvoip.GET('/api/cdr', {
          params: { query: { ...days, number, page_size: SHOWN + 1 } },
          signal,
        }),
      )) as Page,
  });
  if (calls.isError)
    return <ProblemNotice error={calls.error} onRetry={() => void calls.refetch()} />;
  if (!calls.data)
    return (
      <Delayed>
        <span className="bone" />
      </Delayed>
    );
  const others = calls.data.items.filter((call) => call.call_id !== id).slice(0, SHOWN);
  if (others.length === 0) return <p className="hint">{t('detail.sameNumberNone')}</p>;
  const all = writeFilters({ ...DEFAULTS, period: days, number });
  return (
    <>
      <ul className="same-number">
        {others.map((call) => (
          <li key={call.call_id}>
            <Link
              href={`/chiamate/${encodeURIComponent(call.call_id)}${search ? `?${search}` : ''}`}
            >
              <Direction direction={call.direction} labels={labels} />
              <span className="same-number-when">
                {formats.day(call.start_ts)}, {formats.minute(call.start_ts)}
              </span>
              <Outcome call={call} labels={labels} />
              <span className="same-number-talk">
                {call.answer_ts !== null && duration(call.billsec)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <Link className="more-link" href={`/chiamate?${all}`}>
        {t('detail.sameNumberAll')} ({formats.number(calls.data.total)})
      </Link>
    </>
  );
}
