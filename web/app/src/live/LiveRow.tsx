import { memo, useState, type ReactNode } from 'react';
import { Link } from 'wouter';

import type { LiveCall } from '../api/live.ts';
import type { Labels } from '../calls/labels.ts';
import { Direction } from '../calls/Outcome.tsx';
import { serverNow, useAtNow } from '../ui/clock.ts';
import { StageBadge } from './StageBadge.tsx';
import { Since } from './Since.tsx';
import { stageOf, urgencyOf, type Urgency } from './stage.ts';

export const COLUMNS = [
  'stage',
  'direction',
  'from',
  'to',
  'store',
  'agent',
  'queue',
  'since',
] as const;
export type ColumnId = (typeof COLUMNS)[number];

interface RowProps {
  call: LiveCall;
  isEnded: boolean;
  /** The server's time until which this is known; null: it is so now. */
  until: number | null;
  labels: Labels;
  /** The past calls of the outside number; null where there is none, or nothing is to be done. */
  href: string | null;
}

export const LiveRow = memo(function LiveRow(props: RowProps) {
  const { call, isEnded } = props;
  const [endedAt, setEndedAt] = useState<number | null>(null);
  if (isEnded !== (endedAt !== null)) setEndedAt(isEnded ? serverNow() : null);
  const until = endedAt ?? props.until;
  const urgency = useAtNow((now) => urgencyOf(call, until ?? now));
  return (
    <tr
      role="row"
      data-live={call.call_id}
      className={`call-row live-row ${urgency}${isEnded ? ' gone' : ''}`}
      data-stage={isEnded ? 'ended' : stageOf(call)}
    >
      {COLUMNS.map((id) => (
        <td key={id} role="cell" className={`cell-${id}`}>
          {CELLS[id]({ ...props, until, urgency })}
        </td>
      ))}
    </tr>
  );
});

type CellProps = RowProps & { urgency: Urgency };

const CELLS: Record<ColumnId, (props: CellProps) => ReactNode> = {
  stage: ({ call, isEnded }) => <StageBadge stage={stageOf(call)} isEnded={isEnded} />,
  direction: ({ call, labels }) => <Direction direction={call.direction} labels={labels} />,
  from: (props) => {
    const { call, labels } = props;
    return call.direction === 'in' ? (
      <Outside {...props} uri={call.from_uri} name={call.from_name} />
    ) : (
      labels.party(call.from_uri ?? call.ext_number)
    );
  },
  to: (props) => {
    const { call, labels } = props;
    if (call.direction === 'out') return <Outside {...props} uri={call.to_uri} name={null} />;
    if (call.direction === 'in' && call.did_e164 !== null) return labels.line(call.did_e164);
    return call.to_uri === null ? labels.t('none') : labels.party(call.to_uri);
  },
  store: ({ call, labels }) => labels.store(call.store_id),
  agent: ({ call, labels }) => <Agents call={call} labels={labels} />,
  queue: ({ call, labels }) => call.queue ?? <span className="faint">{labels.t('none')}</span>,
  since: ({ call, urgency, until }) => <Since call={call} urgency={urgency} until={until} />,
};

/** The party outside, by which the past calls with it are found. */
function Outside(props: RowProps & { uri: string | null; name: string | null }) {
  const { uri, name, href, labels } = props;
  const number = labels.party(uri);
  const words = (
    <>
      <span className="strong">{name ?? number}</span>
      {name !== null && <span className="second">{number}</span>}
    </>
  );
  if (href === null || uri === null) return <span className="two-lines">{words}</span>;
  return (
    <Link
      href={href}
      className="live-link two-lines"
      title={labels.t('live.callsOf', { number: uri })}
    >
      {words}
    </Link>
  );
}

/** Who talks, or else whose telephones ring; of many the first, with how many more. */
function Agents({ call, labels }: { call: LiveCall; labels: Labels }) {
  const talking = call.exts.filter(({ state }) => state !== 'ringing');
  const exts = (talking.length > 0 ? talking : call.exts).map(({ ext }) => ext);
  const [first = call.ext_number, ...others] = exts;
  if (first === null) return <span className="faint">{labels.t('none')}</span>;
  return (
    <span title={[first, ...others].map(labels.agent).join(', ')}>
      {labels.agent(first)}
      {others.length > 0 && (
        <span className="live-others"> {labels.t('live.others', { count: others.length })}</span>
      )}
    </span>
  );
}
