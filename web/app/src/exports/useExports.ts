import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { w3, type Export, type ExportRequest } from '../api/w3.ts';
import { useMemories } from './memory.ts';

const KEY = ['exports'];
const POLL_MS = 1000;

const isRunning = (each: Export) => each.state === 'running';

/** The person's exports, newest first; looked at again and again while one is running. */
export function useExports() {
  return useQuery({
    queryKey: KEY,
    queryFn: async () => (await w3.exports()).items,
    staleTime: 0,
    refetchOnWindowFocus: true,
    refetchInterval: ({ state }) => (state.data?.some(isRunning) ? POLL_MS : false),
    // Whoever waits for a large file reads something else meanwhile.
    refetchIntervalInBackground: true,
  });
}

export function useStartExport() {
  const client = useQueryClient();
  const { remember, keepOnly } = useMemories();
  return useMutation({
    mutationFn: (request: ExportRequest) => w3.startExport(request),
    onSuccess: async (made, request) => {
      // An answer on its way does not know the new one yet.
      await client.cancelQueries({ queryKey: KEY });
      const known = client.getQueryData<Export[]>(KEY) ?? [];
      keepOnly(new Set(known.map((each) => each.export_id)));
      remember(made.export_id, { request, isAwaited: true });
      client.setQueryData<Export[]>(KEY, [made, ...known]);
      void client.invalidateQueries({ queryKey: KEY });
    },
  });
}

export function useCancelExport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => w3.cancelExport(id),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
