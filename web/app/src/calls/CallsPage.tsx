import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation, useSearch } from 'wouter';

import { Button } from '../ui/Button.tsx';
import { useShortcuts } from '../ui/keyboard.ts';
import { rowKeys } from '../ui/rowKeys.ts';
import { Delayed, ProblemNotice } from '../ui/states.tsx';
import { useStored } from '../ui/stored.ts';
import { SHORTCUTS_KEY } from '../shell/Shell.tsx';
import { useSession } from '../shell/session.tsx';
import { ExportButton } from '../exports/ExportButton.tsx';
import { CallsTable, type TableControl } from './CallsTable.tsx';
import { Chips } from './Chips.tsx';
import { COLUMNS, type ColumnId } from './columns.tsx';
import { FilterBar } from './FilterBar.tsx';
import {
  narrowings,
  readFilters,
  withFilters,
  withoutNarrowings,
  writeFilters,
  type Filters,
} from './filters.ts';
import { ListState, TableSkeleton } from './ListState.tsx';
import { LabelsProvider, useDirectory, useLabels } from './labels.ts';
import { dayIn, isOpen, resolve } from './period.ts';
import { toQuestion } from './question.ts';
import type { Call } from './rows.ts';
import { useCalls, useNewCalls } from './useCalls.ts';

const CallDrawer = lazy(() => import('./CallDrawer.tsx'));

const withQuery = (path: string, query: string) => (query ? `${path}?${query}` : path);

export function CallsPage({ openId }: { openId: string | undefined }) {
  const labels = useLabels();
  const { t, formats } = labels;
  const { person, tenant } = useSession();
  const directory = useDirectory();
  const [, navigate] = useLocation();
  const search = useSearch();
  const filters = useMemo(() => readFilters(search), [search]);
  const query = writeFilters(filters);

  // The list keeps the day it was read on: rows do not vanish at midnight under a reader's eyes.
  const [today, setToday] = useState(() => dayIn(tenant.timezone, new Date()));
  const question = useMemo(() => toQuestion(filters, today), [filters, today]);
  const { list, rows, total, refresh } = useCalls(question);
  const isFresh = !list.isPlaceholderData;
  const news = useNewCalls(
    question,
    isFresh ? list.data?.pages[0] : undefined,
    isOpen(filters.period, today),
  );
  const isNewDay = 'preset' in filters.period && dayIn(tenant.timezone, new Date()) !== today;

  const table = useRef<TableControl>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const [shortcuts] = useStored(SHORTCUTS_KEY, true);
  const [hidden, setHidden] = useStored<ColumnId[]>(`w3.${person.person_id}.columns`, []);

  const open = openId === undefined ? undefined : decodeURIComponent(openId);
  const path = openId === undefined ? '/chiamate' : `/chiamate/${encodeURIComponent(open ?? '')}`;
  const show = useCallback(
    (next: Filters, options?: { replace: boolean }) =>
      navigate(withQuery(path, writeFilters(next)), options),
    [navigate, path],
  );
  const change = (changes: Parameters<typeof withFilters>[1], options?: { replace: boolean }) =>
    show(withFilters(filters, changes), options);
  const hrefOf = useCallback(
    (call: Call) => withQuery(`/chiamate/${encodeURIComponent(call.call_id)}`, query),
    [query],
  );
  const closeDrawer = () => {
    navigate(withQuery('/chiamate', query));
    if (open !== undefined)
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>(`tr[data-call="${CSS.escape(open)}"] a`)?.focus(),
      );
  };
  const showNew = async () => {
    setToday(dayIn(tenant.timezone, new Date()));
    await refresh();
    table.current?.toTop();
  };

  useShortcuts(
    {
      '/': () => searchField.current?.focus(),
      ...rowKeys((by) => table.current?.move(by)),
      Enter: () => table.current?.move(0),
    },
    shortcuts,
  );
  // Escape is no shortcut of one letter: it works with them switched off.
  useShortcuts(open === undefined ? {} : { Escape: closeDrawer }, true);

  useEffect(() => {
    document.title = `${t('calls.title')} · ${tenant.name} · ${t('product')}`;
  }, [t, tenant.name]);

  const loadMore = useCallback(() => void list.fetchNextPage(), [list.fetchNextPage]);
  const checkedAt = Math.max(list.dataUpdatedAt, news.checkedAt);
  const isHiddenStore =
    filters.store !== undefined &&
    filters.store !== 'nessuno' &&
    directory?.stores.every((store) => store.store_id !== filters.store) === true;

  return (
    <LabelsProvider value={labels}>
      <main className="main calls-page" id="content" tabIndex={-1}>
        <header className="page-head">
          <h1>{t('calls.title')}</h1>
          <p className="page-count" role="status">
            {total !== undefined && isFresh && t('calls.count', { count: total })}
          </p>
          <p className="page-note">{formats.days(resolve(filters.period, today))}</p>
          <p className="page-note page-updated">
            {checkedAt > 0 && (
              <span>{t('calls.updated', { time: formats.minute(checkedAt) })}</span>
            )}
            <span className="page-zone">{t('calls.zone', { zone: tenant.timezone })}</span>
          </p>
          <ExportButton
            question={question}
            total={total !== undefined && isFresh ? total + news.count : undefined}
            shown={COLUMNS.filter((id) => !hidden.includes(id))}
          />
        </header>
        <FilterBar
          filters={filters}
          today={today}
          directory={directory}
          onChange={change}
          onOpenSearch={(saved) => navigate(withQuery('/chiamate', saved))}
          query={query}
          searchField={searchField}
          hidden={hidden}
          onHidden={setHidden}
        />
        <Chips
          filters={filters}
          onChange={change}
          onClear={() => show(withoutNarrowings(filters))}
        />
        {news.isStale && list.data && (
          <div className="stale" role="status">
            {t('problem.stale', { time: formats.minute(checkedAt) })}
            <Button look="quiet" onPress={news.check}>
              {t('retry')}
            </Button>
          </div>
        )}
        <div className="list-frame">
          {(news.count > 0 || isNewDay) && !news.isStale && (
            <div className="pill-place" role="status">
              <Button look="primary" onPress={() => void showNew()}>
                {news.count > 0 ? t('calls.new', { count: news.count }) : t('calls.newDay')}
                {' · '}
                <strong>{t('calls.show')}</strong>
              </Button>
            </div>
          )}
          {list.isError && !list.data ? (
            <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
          ) : !list.data ? (
            <Delayed>
              <TableSkeleton />
            </Delayed>
          ) : rows.length === 0 ? (
            <ListState
              isNarrowed={narrowings(filters).length > 0}
              isHiddenStore={isHiddenStore}
              onClear={() => show(withoutNarrowings(filters))}
            />
          ) : (
            <CallsTable
              rows={rows}
              total={total ?? rows.length}
              labels={labels}
              sort={filters.sort}
              onSort={(sort) => change({ sort })}
              hidden={hidden}
              hrefOf={hrefOf}
              openId={open}
              hasMore={list.hasNextPage && !list.isFetchNextPageError}
              canLoadMore={!list.isFetching}
              isLoadingMore={list.isFetchingNextPage}
              loadMore={loadMore}
              isBusy={list.isPlaceholderData || (list.isRefetching && !list.isFetchingNextPage)}
              control={table}
            />
          )}
          {list.isFetchNextPageError && (
            <ProblemNotice error={list.error} onRetry={() => void list.fetchNextPage()} />
          )}
        </div>
        {open !== undefined && (
          <Suspense fallback={<aside className="drawer" />}>
            <CallDrawer key={open} id={open} onClose={closeDrawer} />
          </Suspense>
        )}
      </main>
    </LabelsProvider>
  );
}
