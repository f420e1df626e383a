import { useState } from 'react';

import type { Task, TaskPage } from '../api/callbacks.ts';
import { eachOnce } from '../api/pages.ts';
import { mergeInPlace, settled, type Merged } from './merge.ts';

const NO_PAGES: TaskPage[] = [];

interface Steady extends Merged {
  /** Which list it is. */
  key: string;
  pages: TaskPage[];
}

const tasksOf = (pages: TaskPage[]): Task[] => eachOnce(pages, ({ task_id }) => task_id);

function fresh(key: string, pages: TaskPage[]): Steady {
  return { key, pages, rows: settled(tasksOf(pages)), news: [] };
}

function merged(before: Steady, pages: TaskPage[]): Steady {
  const { rows, news } = mergeInPlace(before.rows, tasksOf(pages));
  // Whoever asked for a further page sees what is on it; at the end it moves nothing.
  const asked = new Set(tasksOf(pages.slice(before.pages.length)).map(({ task_id }) => task_id));
  return {
    key: before.key,
    pages,
    rows: [...rows, ...settled(news.filter(({ task_id }) => asked.has(task_id)))],
    news: news.filter(({ task_id }) => !asked.has(task_id)),
  };
}

/**
 * The rows to draw. While somebody has the pointer or the focus on them they keep their places;
 * `show` takes the order of now all the same.
 */
export function useSteadyRows(key: string, pages: TaskPage[] | undefined, isHeld: boolean) {
  const now = pages ?? NO_PAGES;
  const [steady, setSteady] = useState(() => fresh(key, now));
  const show = () => setSteady(fresh(key, now));
  const isUnsettled = steady.news.length > 0 || steady.rows.some(({ isGone }) => isGone);
  if (steady.key !== key || (!isHeld && (isUnsettled || steady.pages !== now))) show();
  else if (steady.pages !== now) setSteady(merged(steady, now));
  return { rows: steady.rows, newCount: steady.news.length, show };
}
