import {
  keepPreviousData,
  infiniteQueryOptions,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
  type InfiniteData,
} from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';

import { answered, edgvoip } from '../api/edgvoip.ts';
import { PAGE_SIZE, type Question } from './question.ts';
import { countNew, mergePages, type Page } from './rows.ts';

const POLL_MS = 15_000;

async function readPage(query: Question, signal: AbortSignal): Promise<Page> {
  return (await answered(edgvoip.GET('/api/cdr', { params: { query }, signal }))) as Page;
}

/** How a list is read page by page. */
export function callsQuery(question: Question) {
  return infiniteQueryOptions({
    queryKey: ['calls', question],
    queryFn: ({ pageParam, signal }) =>
      readPage(
        pageParam === null
          ? { ...question, page_size: PAGE_SIZE }
          : { cursor: pageParam, page_size: PAGE_SIZE },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page) => page.next_cursor,
    staleTime: Infinity,
    // Comparing all rows with those before, at every further page, is slow in a list of 100,000.
    structuralSharing: false,
  });
}

/**
 * The list behind the question, page by page on the API's cursor, which walks through the calls
 * that were there at the first page. It never changes by itself: `refresh` reads it anew.
 */
export function useCalls(question: Question) {
  const client = useQueryClient();
  const query = useMemo(() => callsQuery(question), [question]);
  const key = query.queryKey;
  const list = useInfiniteQuery({
    ...query,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => mergePages(list.data?.pages ?? []), [list.data]);

  const { refetch } = list;
  const refresh = useCallback(() => {
    // Only the first page: the others follow when they are scrolled to.
    client.setQueryData<InfiniteData<Page, string | null>>(
      key,
      (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
    );
    return refetch();
  }, [client, key, refetch]);

  return { list, rows, total: list.data?.pages[0]?.total, refresh };
}

/**
 * Asks every 15 seconds, while the page is seen, how many calls there are now. Where nothing
 * changed the browser's If-None-Match is answered with 304, so this costs next to nothing.
 */
export function useNewCalls(question: Question, shown: Page | undefined, isOpen: boolean) {
  const poll = useQuery({
    queryKey: ['calls-now', question],
    queryFn: ({ signal }) => readPage({ ...question, page_size: 1 }, signal),
    enabled: isOpen && shown !== undefined,
    refetchInterval: POLL_MS,
    refetchIntervalInBackground: false,
    refetchOnWindowFocus: true,
    staleTime: POLL_MS,
    gcTime: 0,
  });
  return {
    count: countNew(shown, poll.data),
    /** When the list was last known to be complete, in ms since 1970. */
    checkedAt: poll.dataUpdatedAt,
    isStale: poll.isError,
    check: () => void poll.refetch(),
  };
}
