/** How a list that somebody is reading takes in what changed. */

import type { Task } from '../api/callbacks.ts';

export interface Row {
  task: Task;
  /** It is no longer in the list, and shown where it was. */
  isGone: boolean;
}

export interface Merged {
  rows: Row[];
  /** What has come and is not shown yet. */
  news: Task[];
}

/** The list in its own order, as when nobody is in the middle of it. */
export function settled(tasks: Task[]): Row[] {
  return tasks.map((task) => ({ task, isGone: false }));
}

/**
 * Rows keep their place, so that nothing moves away under a pointer: those still in the list show
 * what is new about them, those that left it stay as gone, and those that came are only counted.
 */
export function mergeInPlace(shown: Row[], fresh: Task[]): Merged {
  const freshById = new Map(fresh.map((task) => [task.task_id, task]));
  const shownIds = new Set(shown.map(({ task }) => task.task_id));
  return {
    rows: shown.map(({ task }) => {
      const now = freshById.get(task.task_id);
      return now ? { task: now, isGone: false } : { task, isGone: true };
    }),
    news: fresh.filter((task) => !shownIds.has(task.task_id)),
  };
}
