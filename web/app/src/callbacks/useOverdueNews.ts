import { useEffect, useRef, useState } from 'react';

import type { Task } from '../api/callbacks.ts';
import { serverNow, useAtNow } from '../ui/clock.ts';
import { isOverdue } from './due.ts';

const idsOverdue = (tasks: Task[], now: number) =>
  tasks.filter((task) => isOverdue(task, now)).map(({ task_id }) => task_id);

/** Those that became overdue last, each told once; those that were so when first seen are not. */
export function useOverdueNews(key: string, tasks: Task[]): Task[] {
  const [told, setTold] = useState<Task[]>([]);
  const known = useRef({ key: '', seen: new Set<string>(), overdue: new Set<string>() });
  const overdue = useAtNow((now) => idsOverdue(tasks, now).join());
  useEffect(() => {
    if (known.current.key !== key) known.current = { key, seen: new Set(), overdue: new Set() };
    const { seen, overdue: before } = known.current;
    const now = new Set(idsOverdue(tasks, serverNow()));
    const news = tasks.filter(
      ({ task_id }) => now.has(task_id) && seen.has(task_id) && !before.has(task_id),
    );
    for (const { task_id } of tasks) seen.add(task_id);
    for (const id of now) before.add(id);
    if (news.length > 0) setTold(news);
  }, [key, tasks, overdue]);
  return told;
}
