import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type QueryClient,
} from '@tanstack/react-query';
import { useCallback } from 'react';

import { callbacks, type Task, type TaskDetail, type TaskPage } from '../api/callbacks.ts';
import { setClock } from '../ui/clock.ts';
import { KEYS, POLL_MS } from './keys.ts';
import { toQuery, type View } from './view.ts';

async function readPage(view: View, after: string | null, signal: AbortSignal) {
  const page = await callbacks.list(toQuery(view, after), signal);
  setClock(page.now);
  return page;
}

/** The list of one tab, page by page. */
export function useTasks(view: View) {
  return useInfiniteQuery({
    queryKey: [...KEYS.list, view],
    queryFn: ({ pageParam, signal }) => readPage(view, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
    refetchInterval: POLL_MS,
    refetchOnWindowFocus: true,
    placeholderData: keepPreviousData,
  });
}

export function useTask(id: string, isEnabled = true) {
  return useQuery({
    queryKey: KEYS.task(id),
    queryFn: () => callbacks.task(id),
    enabled: isEnabled,
    staleTime: 0,
  });
}

export function useAssignees() {
  return useQuery({
    queryKey: ['callback-people'],
    queryFn: async () => (await callbacks.people()).items,
  }).data;
}

/** Shows a task as it is now wherever it is shown; the lists are read again after it. */
export function showTask(client: QueryClient, task: Task): void {
  const now = (each: Task) => (each.task_id === task.task_id ? task : each);
  client.setQueriesData<InfiniteData<TaskPage>>(
    { queryKey: KEYS.list },
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page) => ({ ...page, items: page.items.map(now) })),
      },
  );
  client.setQueryData<TaskDetail>(
    KEYS.task(task.task_id),
    (detail) => detail && { ...detail, ...task },
  );
}

/** Reads again what is on the screen, and the rest when it is looked at. */
export function useReread(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries({ queryKey: KEYS.work }), [client]);
}
