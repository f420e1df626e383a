import { useState } from 'react';

import type { Task } from '../api/callbacks.ts';

/** The server assigns no more at once. */
const CHOSEN_MAX = 200;

/** The tasks chosen in one list; another list begins without any. */
export function useChosen(key: string, shown: Task[], isEnabled: boolean) {
  const [{ of, ids }, setChosen] = useState({ of: key, ids: new Set<string>() });
  const known = of === key ? ids : new Set<string>();
  // What left the list meanwhile is not done without being seen.
  const tasks = shown.filter(({ task_id, state }) => known.has(task_id) && state !== 'closed');
  const choose = (id: string, isChosen: boolean) => {
    const next = new Set(tasks.map(({ task_id }) => task_id));
    if (!isChosen) next.delete(id);
    else if (next.size < CHOSEN_MAX) next.add(id);
    setChosen({ of: key, ids: next });
  };
  return { chosen: isEnabled ? known : null, choose, tasks: isEnabled ? tasks : [] };
}
