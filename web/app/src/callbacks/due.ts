/** How much time a callback has left, or how much too late it is. */

import type { Task } from '../api/callbacks.ts';

export interface Span {
  unit: 'seconds' | 'minutes' | 'hours' | 'days';
  count: number;
}

export type Due =
  | { kind: 'overdue' | 'soon' | 'later'; span: Span }
  /** The promised time is kept, or no longer counts: what does is when this was, or will be. */
  | { kind: 'planned' | 'tried' | 'closed'; at: string };

const MS_PER_MINUTE = 60_000;
const MINUTES_PER_HOUR = 60;
const MINUTES_PER_DAY = 24 * 60;
/** From so many hours on days are told. */
const HOURS_TOLD = 36;
const MINUTES_TOLD = 90;
/** A due time this near is told as such. */
const SOON_MINUTES = 15;

/** Whole minutes as somebody would say them. */
function spanOfMinutes(minutes: number): Span {
  if (minutes < MINUTES_TOLD) return { unit: 'minutes', count: minutes };
  const hours = Math.round(minutes / MINUTES_PER_HOUR);
  if (hours < HOURS_TOLD) return { unit: 'hours', count: hours };
  return { unit: 'days', count: Math.round(minutes / MINUTES_PER_DAY) };
}

export function spanOfSeconds(seconds: number): Span {
  return seconds < 60
    ? { unit: 'seconds', count: Math.max(0, Math.floor(seconds)) }
    : spanOfMinutes(Math.floor(seconds / 60));
}

/** The server's word, or the clock's where the due time passed since the server was asked. */
export function isOverdue(task: Task, now: number): boolean {
  if (task.state === 'closed') return false;
  if (task.is_overdue) return true;
  return task.state !== 'planned' && task.first_attempt === null && Date.parse(task.due) <= now;
}

/** `now` is the server's, in ms since 1970. */
export function dueOf(task: Task, now: number): Due {
  if (task.state === 'closed') return { kind: 'closed', at: task.closed ?? task.due };
  const left = (Date.parse(task.due) - now) / MS_PER_MINUTE;
  if (isOverdue(task, now))
    return { kind: 'overdue', span: spanOfMinutes(Math.max(0, Math.floor(-left))) };
  if (task.state === 'planned' && task.next_attempt !== null)
    return { kind: 'planned', at: task.next_attempt };
  if (task.first_attempt !== null) return { kind: 'tried', at: task.first_attempt };
  // Rounded up: at 30 seconds there is a minute left, not none.
  const span = spanOfMinutes(Math.max(0, Math.ceil(left)));
  return { kind: left <= SOON_MINUTES ? 'soon' : 'later', span };
}
