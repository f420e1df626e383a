import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';

import type { Task } from '../api/callbacks.ts';
import { TableSkeleton } from '../calls/ListState.tsx';
import { useLabelsHere } from '../calls/labels.ts';
import { SHORTCUTS_KEY } from '../shell/Shell.tsx';
import { Button } from '../ui/Button.tsx';
import { useShortcuts } from '../ui/keyboard.ts';
import { rowKeys } from '../ui/rowKeys.ts';
import { Delayed, ProblemNotice } from '../ui/states.tsx';
import { useStored } from '../ui/stored.ts';
import { useHold } from '../ui/useHold.ts';
import { ListState } from './ListState.tsx';
import { movesOf } from './moves.ts';
import { Stale } from './Stale.tsx';
import { customerOf } from './TaskFacts.tsx';
import { TaskTable, type TableControl } from './TaskTable.tsx';
import { Toolbar } from './Toolbar.tsx';
import { useChosen } from './useChosen.ts';
import { useTasks } from './useCallbacks.ts';
import { useMe } from './useMe.ts';
import { useOverdueNews } from './useOverdueNews.ts';
import { useSteadyRows } from './useSteadyRows.ts';
import { addressOf, writeView, type View } from './view.ts';
import { useWork } from './work.ts';

const TaskDrawer = lazy(() => import('./TaskDrawer.tsx'));

interface Props {
  view: View;
  openId: string | undefined;
}

/** The tasks of a tab, and one of them opened beside the others. */
export function TaskList({ view, openId }: Props) {
  const labels = useLabelsHere();
  const { t } = labels;
  const work = useWork();
  const me = useMe();
  const [, navigate] = useLocation();
  const [shortcuts] = useStored(SHORTCUTS_KEY, true);
  const table = useRef<TableControl>(null);
  const searchField = useRef<HTMLInputElement>(null);

  const list = useTasks(view);
  const viewKey = writeView(view);
  // Until the list of another tab is there, the one before stands, dimmed.
  const [readKey, setReadKey] = useState(viewKey);
  if (!list.isPlaceholderData && list.data && readKey !== viewKey) setReadKey(viewKey);
  const [heldKey, setHeldKey] = useState<string | null>(null);
  // With what announces new rows: they must not come, and push others on, on the way to it.
  const hold = useHold((isHeld) => setHeldKey(isHeld ? viewKey : null));
  const { rows, newCount, show } = useSteadyRows(readKey, list.data?.pages, heldKey === readKey);
  const tasks = useMemo(() => rows.flatMap((row) => (row.isGone ? [] : [row.task])), [rows]);
  const late = useOverdueNews(readKey, tasks);
  const { chosen, choose, tasks: chosenTasks } = useChosen(viewKey, tasks, me.mayAssign);

  const hrefOf = useCallback((task: Task) => addressOf(view, task.task_id), [view]);
  const closeDrawer = () => {
    navigate(addressOf(view));
    const link = `tr[data-task="${CSS.escape(openId ?? '')}"] .row-link`;
    requestAnimationFrame(() => document.querySelector<HTMLElement>(link)?.focus());
  };
  const at = () => tasks.find(({ task_id }) => task_id === openId) ?? table.current?.current();
  const assign = () => {
    const task = at();
    const subjects = chosenTasks.length > 0 ? chosenTasks : task ? [task] : [];
    if (me.mayAssign && subjects.length > 0) work.ask({ what: 'assign', tasks: subjects });
  };

  useShortcuts(
    {
      '/': () => searchField.current?.focus(),
      ...rowKeys((by) => table.current?.move(by)),
      Enter: () => table.current?.open(),
      r: () => table.current?.callBack(),
      a: assign,
      e: () => {
        const task = at();
        if (task && movesOf(task, me).has('close')) work.ask({ what: 'close', task });
      },
      x: () => {
        const task = at();
        if (task) choose(task.task_id, !chosen?.has(task.task_id));
      },
    },
    shortcuts,
  );
  // Escape is no shortcut of one letter: it works with them switched off.
  useShortcuts(openId === undefined ? {} : { Escape: closeDrawer }, true);

  const first = list.data?.pages[0];
  return (
    <>
      <Toolbar
        view={view}
        openId={openId}
        searchField={searchField}
        chosen={chosen && chosenTasks.length}
        onAssign={assign}
      />
      {first && (
        <Stale answer={first} isCut={list.isRefetchError} onRetry={() => void list.refetch()} />
      )}
      <div className="list-frame" {...hold}>
        <div className="pill-place" role="status">
          {newCount > 0 && (
            <Button look="primary" onPress={show}>
              {t('callbacks.new', { count: newCount })} · <span>{t('calls.show')}</span>
            </Button>
          )}
        </div>
        {list.isError && !list.data ? (
          <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
        ) : !list.data ? (
          <Delayed>
            <TableSkeleton />
          </Delayed>
        ) : rows.length === 0 ? (
          <ListState view={view} onClear={() => navigate(addressOf({ tab: view.tab }))} />
        ) : (
          <TaskTable
            rows={rows}
            labels={labels}
            hrefOf={hrefOf}
            openId={openId}
            chosen={chosen}
            onChoose={choose}
            hasMore={list.hasNextPage}
            isLoadingMore={list.isFetchingNextPage}
            loadMore={() => void list.fetchNextPage()}
            isBusy={list.isPlaceholderData}
            control={table}
          />
        )}
      </div>
      <p className="visually-hidden" role="status">
        {late.length > 0 && t('callbacks.nowOverdue', { names: late.map(customerOf).join(', ') })}
      </p>
      {openId !== undefined && (
        <Suspense fallback={<aside className="drawer" />}>
          <TaskDrawer key={openId} id={openId} view={view} onClose={closeDrawer} />
        </Suspense>
      )}
    </>
  );
}
