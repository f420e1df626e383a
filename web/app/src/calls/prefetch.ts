import type { QueryClient } from '@tanstack/react-query';

import type { Session } from '../api/w3.ts';
import { readFilters } from './filters.ts';
import { directoryQuery } from './labels.ts';
import { dayIn } from './period.ts';
import { toQuestion } from './question.ts';
import { callsQuery } from './useCalls.ts';

/** What Chiamate asks for at first, when that is the page: asked for while it is being drawn. */
export function prefetchCalls(
  client: QueryClient,
  { person, tenant }: Session,
  { pathname, search }: Pick<Location, 'pathname' | 'search'>,
): void {
  const isCalls = pathname === '/' || /^\/chiamate(\/|$)/.test(pathname);
  if (!isCalls || person.must_change_password) return;
  // From `/` the page is reached without filters.
  const filters = readFilters(pathname === '/' ? '' : search);
  const question = toQuestion(filters, dayIn(tenant.timezone, new Date()));
  void client.prefetchInfiniteQuery(callsQuery(question));
  void client.prefetchQuery(directoryQuery);
}
