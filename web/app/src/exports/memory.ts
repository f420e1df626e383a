/** What this browser remembers of exports. The server knows the rest, for an hour. */

import type { ExportRequest } from '../api/w3.ts';
import { readKept } from '../ui/kept.ts';
import { useStored } from '../ui/stored.ts';
import { useSession } from '../shell/session.tsx';

export interface Memory {
  /** What was asked for, to ask for it again. */
  request?: ExportRequest;
  /** Its file is fetched without a further press as soon as it is there. */
  isAwaited?: boolean;
  isDismissed?: boolean;
}

type Memories = Record<string, Memory>;

const NOTHING: Memories = {};

export function useMemories() {
  const { person } = useSession();
  const key = `w3.${person.person_id}.exports`;
  const [memories, store] = useStored<Memories>(key, NOTHING);
  // Another tab may have written since this one was drawn: what counts is what is stored now.
  const now = () => readKept<Memories>(key, NOTHING);
  return {
    memories,
    remember: (id: string, memory: Memory) => {
      const known = now();
      store({ ...known, [id]: { ...known[id], ...memory } });
    },
    /** True once, in one tab. */
    takeAwaited: (id: string): boolean => {
      const known = now();
      if (!known[id]?.isAwaited) return false;
      store({ ...known, [id]: { ...known[id], isAwaited: false } });
      return true;
    },
    /** Forgets what the server has forgotten. */
    keepOnly: (ids: ReadonlySet<string>) =>
      store(Object.fromEntries(Object.entries(now()).filter(([id]) => ids.has(id)))),
  };
}
