import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';

import {
  callbacks,
  REFUSED_REASONS,
  type RefusedCall,
  type RefusedPage,
  type RefusedReason,
} from '../api/callbacks.ts';
import { eachOnce } from '../api/pages.ts';
import { TableSkeleton } from '../calls/ListState.tsx';
import { useLabelsHere } from '../calls/labels.ts';
import { dayIn, parsePeriod, resolve, writePeriod, type Period } from '../calls/period.ts';
import { PeriodPicker } from '../calls/PeriodPicker.tsx';
import { useSession } from '../shell/session.tsx';
import { Button } from '../ui/Button.tsx';
import { phone, waiting } from '../ui/format.ts';
import { Picker } from '../ui/Picker.tsx';
import { Delayed, Notice, ProblemNotice } from '../ui/states.tsx';
import { StorePicker } from './StorePicker.tsx';

const ANY = 'any';
const USUAL_PERIOD: Period = { preset: '7g' };

interface Asked {
  period: Period;
  store: string | undefined;
  reason: RefusedReason | undefined;
}

function readAsked(search: string): Asked {
  const said = new URLSearchParams(search);
  return {
    period: parsePeriod(said.get('p') ?? '') ?? USUAL_PERIOD,
    store: said.get('neg') || undefined,
    reason: REFUSED_REASONS.find((each) => each === said.get('motivo')),
  };
}

function addressOf({ period, store, reason }: Asked): string {
  const said = new URLSearchParams({ scheda: 'non-richiamabili' });
  if (writePeriod(period) !== writePeriod(USUAL_PERIOD)) said.set('p', writePeriod(period));
  if (store) said.set('neg', store);
  if (reason) said.set('motivo', reason);
  return `/richiami?${said}`;
}

/** The missed calls that nobody is asked to call back, and why; so that all of them add up. */
export default function RefusedCalls() {
  const { t } = useLabelsHere();
  const { tenant } = useSession();
  const [, navigate] = useLocation();
  const asked = readAsked(useSearch());
  const [today] = useState(() => dayIn(tenant.timezone, new Date()));
  const query = {
    ...resolve(asked.period, today),
    ...(asked.store && { store_id: asked.store }),
    ...(asked.reason && { reason: asked.reason }),
  };
  const list = useInfiniteQuery({
    queryKey: ['callbacks-refused', query],
    queryFn: ({ pageParam }) =>
      callbacks.refused(new URLSearchParams({ ...query, ...(pageParam && { after: pageParam }) })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  const show = (change: Partial<Asked>) => navigate(addressOf({ ...asked, ...change }));
  const pages = list.data?.pages;
  const rows = eachOnce(pages ?? [], ({ call_id }) => call_id);

  return (
    <div className="below">
      <div className="filters">
        <PeriodPicker period={asked.period} today={today} onChange={(period) => show({ period })} />
        <StorePicker store={asked.store} onChange={(store) => show({ store })} />
        <Picker
          label={t('callbacks.refused.reason')}
          choices={[
            { id: ANY, text: t('callbacks.refused.anyReason') },
            ...REFUSED_REASONS.map((id) => ({ id, text: t(`callbacks.refused.${id}.name`) })),
          ]}
          value={asked.reason ?? ANY}
          marked={asked.reason !== undefined}
          onChange={(id) => show({ reason: REFUSED_REASONS.find((each) => each === id) })}
        />
      </div>
      {list.isError && !pages ? (
        <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
      ) : !pages?.[0] ? (
        <Delayed>
          <TableSkeleton />
        </Delayed>
      ) : (
        <>
          <Totals totals={pages[0].totals} />
          {rows.length === 0 ? (
            <Notice icon="check" title={t('callbacks.refused.empty')} />
          ) : (
            <Table rows={rows} isBusy={list.isPlaceholderData} />
          )}
          {list.hasNextPage && (
            <p className="load-more">
              <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
                {t('callbacks.more')}
              </Button>
            </p>
          )}
        </>
      )}
    </div>
  );
}

function Totals({ totals }: { totals: RefusedPage['totals'] }) {
  const { t, formats } = useLabelsHere();
  const parts = ['missed', 'in_tasks', ...REFUSED_REASONS] as const;
  return (
    <dl className="figures totals" aria-label={t('callbacks.refused.totals')}>
      {parts.map((part) => (
        <div key={part}>
          <dt>{t(`callbacks.refused.${part}.name`)}</dt>
          <dd>{formats.number(totals[part])}</dd>
        </div>
      ))}
    </dl>
  );
}

function Table({ rows, isBusy }: { rows: RefusedCall[]; isBusy: boolean }) {
  const labels = useLabelsHere();
  const { t, formats } = labels;
  return (
    <div
      className="sheet"
      tabIndex={0}
      role="region"
      aria-label={t('callbacks.tab.non-richiamabili')}
    >
      <table className="records" aria-busy={isBusy}>
        <thead>
          <tr>
            <th scope="col">{t('column.start')}</th>
            <th scope="col">{t('callbacks.column.customer')}</th>
            <th scope="col">{t('column.store')}</th>
            <th scope="col">{t('callbacks.column.reason')}</th>
            <th scope="col">{t('column.wait')}</th>
            <th scope="col">{t('callbacks.refused.why')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((call) => {
            const number = call.number === null ? t('calls.anonymous') : phone(call.number);
            return (
              <tr key={call.call_id}>
                <th scope="row" className="nowrap">
                  <Link href={`/chiamate/${encodeURIComponent(call.call_id)}`}>
                    {formats.dateTime(call.start)}
                  </Link>
                </th>
                <td data-label={t('callbacks.column.customer')}>
                  <span className="two-lines">
                    <span className="strong">{call.name ?? number}</span>
                    {call.name !== null && <span className="second">{number}</span>}
                  </span>
                </td>
                <td data-label={t('column.store')}>
                  {call.store_id === null ? t('calls.noStore') : labels.store(call.store_id)}
                </td>
                <td data-label={t('callbacks.column.reason')}>
                  {call.missed_reason === null ? t('none') : t(`missed.${call.missed_reason}`)}
                </td>
                <td data-label={t('column.wait')}>{waiting(call.ring_sec)}</td>
                <td data-label={t('callbacks.refused.why')}>
                  {t(`callbacks.refused.${call.reason}`)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
