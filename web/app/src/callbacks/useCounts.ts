import { useQuery } from '@tanstack/react-query';

import { callbacks } from '../api/callbacks.ts';
import { setClock } from '../ui/clock.ts';
import { KEYS, POLL_MS } from './keys.ts';

/** How much there is to do, whatever is shown. */
export function useCounts() {
  return useQuery({
    queryKey: KEYS.counts,
    queryFn: async () => {
      const answer = await callbacks.counts();
      setClock(answer.now);
      return answer;
    },
    staleTime: POLL_MS,
    refetchInterval: POLL_MS,
    refetchOnWindowFocus: true,
  }).data;
}
