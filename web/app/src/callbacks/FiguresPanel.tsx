import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useLocation, useSearch } from 'wouter';

import { callbacks, type Figures } from '../api/callbacks.ts';
import { Problem } from '../api/problem.ts';
import { useLabelsHere, type Labels } from '../calls/labels.ts';
import { addDays, dayIn } from '../calls/period.ts';
import { TableSkeleton } from '../calls/ListState.tsx';
import { useSession } from '../shell/session.tsx';
import { Picker } from '../ui/Picker.tsx';
import { Delayed, Notice, ProblemNotice } from '../ui/states.tsx';
import { spanOfSeconds } from './due.ts';
import { spanWords } from './TaskFacts.tsx';

const PERIODS = { '7g': 7, '30g': 30 } as const;
type Period = keyof typeof PERIODS;

/** How well customers are called back. */
export default function FiguresPanel() {
  const { t } = useLabelsHere();
  const { tenant } = useSession();
  const [, navigate] = useLocation();
  const period: Period = new URLSearchParams(useSearch()).get('p') === '30g' ? '30g' : '7g';
  const [today] = useState(() => dayIn(tenant.timezone, new Date()));
  const days = { from: addDays(today, 1 - PERIODS[period]), to: today };
  return (
    <div className="below">
      <div className="filters">
        <Picker
          label={t('period.label')}
          choices={(Object.keys(PERIODS) as Period[]).map((id) => ({
            id,
            text: t('callbacks.figures.days', { count: PERIODS[id] }),
          }))}
          value={period}
          marked={false}
          onChange={(id) => navigate(`/richiami?scheda=andamento${id === '30g' ? '&p=30g' : ''}`)}
        />
      </div>
      <Asked days={days} by="total">
        {([figures]) => figures && <Total figures={figures} />}
      </Asked>
      <Asked days={days} by="store">
        {(items, labels) => (
          <FiguresTable
            title={t('callbacks.figures.byStore')}
            first={t('column.store')}
            rows={items.map((figures) => ({
              name: figures.store_id ? labels.store(figures.store_id) : t('calls.noStore'),
              figures,
            }))}
          />
        )}
      </Asked>
      <Asked days={days} by="person">
        {(items) => (
          <FiguresTable
            title={t('callbacks.figures.byPerson')}
            first={t('callbacks.figures.person')}
            rows={items.map((figures) => ({
              name: figures.person?.name ?? t('callbacks.system'),
              figures,
            }))}
          />
        )}
      </Asked>
    </div>
  );
}

/** Each part fails alone; one that the tenant has not switched on is not there. */
function Asked(props: {
  days: { from: string; to: string };
  by: 'total' | 'store' | 'person';
  children: (items: Figures[], labels: Labels) => ReactNode;
}) {
  const labels = useLabelsHere();
  const answer = useQuery({
    queryKey: ['callback-figures', props.days, props.by],
    queryFn: async () =>
      (await callbacks.figures(new URLSearchParams({ ...props.days, by: props.by }))).items,
    placeholderData: keepPreviousData,
  });
  if (answer.error instanceof Problem && answer.error.status === 403)
    return props.by === 'total' ? (
      <Notice icon="warning" title={labels.t('problem.forbidden')} />
    ) : null;
  if (answer.isError)
    return <ProblemNotice error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data)
    return props.by === 'total' ? (
      <Delayed>
        <TableSkeleton />
      </Delayed>
    ) : null;
  return props.children(answer.data, labels);
}

function useWritten() {
  const { t, formats } = useLabelsHere();
  return {
    t,
    count: formats.number,
    rate: (rate: number | null) =>
      rate === null ? t('callbacks.figures.none') : `${formats.number(rate * 100)} %`,
    span: (seconds: number | null) =>
      seconds === null ? t('callbacks.figures.none') : spanWords(spanOfSeconds(seconds), t),
  };
}

function Total({ figures }: { figures: Figures }) {
  const { t, count, rate, span } = useWritten();
  const cells = [
    [t('callbacks.figures.made'), count(figures.made)],
    [t('callbacks.figures.calledBack'), rate(figures.called_back_rate)],
    [t('callbacks.figures.withinSla'), rate(figures.within_sla_rate)],
    [t('callbacks.figures.median'), span(figures.first_attempt_median_sec)],
    [t('callbacks.figures.p90'), span(figures.first_attempt_p90_sec)],
    [t('callbacks.figures.openNow'), count(figures.open_now)],
    [t('callbacks.figures.overdueNow'), count(figures.overdue_now)],
  ] as const;
  return (
    <dl className="figures totals">
      {cells.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface NamedFigures {
  name: string;
  figures: Figures;
}

function FiguresTable(props: { title: string; first: string; rows: NamedFigures[] }) {
  const { t, count, rate, span } = useWritten();
  if (props.rows.length === 0) return null;
  const columns = [
    [t('callbacks.figures.made'), ({ made }: Figures) => count(made)],
    [t('callbacks.figures.closed'), ({ closed }: Figures) => count(closed)],
    [t('callbacks.figures.calledBack'), (each: Figures) => rate(each.called_back_rate)],
    [t('callbacks.figures.withinSla'), (each: Figures) => rate(each.within_sla_rate)],
    [t('callbacks.figures.median'), (each: Figures) => span(each.first_attempt_median_sec)],
    [t('callbacks.figures.openNow'), (each: Figures) => count(each.open_now)],
    [t('callbacks.figures.overdueNow'), (each: Figures) => count(each.overdue_now)],
  ] as const;
  return (
    <section className="figures-part">
      <h2>{props.title}</h2>
      <div className="sheet" tabIndex={0} role="region" aria-label={props.title}>
        <table className="records">
          <thead>
            <tr>
              <th scope="col">{props.first}</th>
              {columns.map(([name]) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {props.rows.map(({ name, figures }, index) => (
              <tr key={index}>
                <th scope="row">{name}</th>
                {columns.map(([column, value]) => (
                  <td key={column} data-label={column}>
                    {value(figures)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
