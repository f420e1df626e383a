import { useImperativeHandle, useMemo, useRef, type Ref } from 'react';

import type { LiveCall } from '../api/live.ts';
import { DEFAULTS, writeFilters } from '../calls/filters.ts';
import type { Labels } from '../calls/labels.ts';
import { addDays, dayIn } from '../calls/period.ts';
import { useSession } from '../shell/session.tsx';
import { useAtNow } from '../ui/clock.ts';
import { COLUMNS, LiveRow, type ColumnId } from './LiveRow.tsx';
import type { Row } from './rows.ts';

export interface TableControl {
  /** To the customer so many below, or above. */
  move: (by: number) => void;
}

interface Props {
  rows: Row[];
  labels: Labels;
  /** The server's time until which the rows are known; null: they are so now. */
  until: number | null;
  control: Ref<TableControl>;
}

const PAST_DAYS = 30;

const WORDS = {
  stage: 'live.column.stage',
  direction: 'column.direction',
  from: 'live.column.from',
  to: 'live.column.to',
  store: 'column.store',
  agent: 'column.agent',
  queue: 'live.column.queue',
  since: 'live.column.since',
} as const satisfies Record<ColumnId, string>;

/** The address of the past calls with a number, as the page of calls shows them. */
function usePastCalls(): (call: LiveCall) => string | null {
  const { tenant } = useSession();
  const today = useAtNow((now) => dayIn(tenant.timezone, new Date(now)));
  return useMemo(() => {
    const period = { from: addDays(today, 1 - PAST_DAYS), to: today };
    return ({ direction, from_uri, to_uri }) => {
      const number = direction === 'in' ? from_uri : direction === 'out' ? to_uri : null;
      return number && `/chiamate?${writeFilters({ ...DEFAULTS, period, number })}`;
    };
  }, [today]);
}

export function LiveTable({ rows, labels, until, control }: Props) {
  const { t } = labels;
  const scroller = useRef<HTMLDivElement>(null);
  const pastCalls = usePastCalls();
  useImperativeHandle(control, () => ({
    move: (by) => {
      const links = [...(scroller.current?.querySelectorAll<HTMLElement>('.live-link') ?? [])];
      const at = links.findIndex((link) => link === document.activeElement);
      links[at < 0 ? 0 : at + by]?.focus();
    },
  }));
  return (
    <div
      className="scroller"
      ref={scroller}
      tabIndex={-1}
      role="region"
      aria-label={t('live.title')}
    >
      <table className="calls live" role="table" aria-label={t('live.title')}>
        <colgroup>
          {COLUMNS.map((id) => (
            <col key={id} className={`col-${id}`} />
          ))}
        </colgroup>
        <thead role="rowgroup">
          <tr role="row">
            {COLUMNS.map((id) => (
              <th key={id} role="columnheader" scope="col" className={`cell-${id}`}>
                <span className="head-words">{t(WORDS[id])}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map(({ call, endedAt }) => (
            <LiveRow
              key={call.call_id}
              call={call}
              isEnded={endedAt !== null}
              until={until}
              labels={labels}
              href={endedAt === null && until === null ? pastCalls(call) : null}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
