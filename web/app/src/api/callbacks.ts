/** W3's callbacks: customers whose call nobody answered, and what became of them. */

import type { CallState } from './live.ts';
import type { components } from './schema';
import { ask, post, segment, type Role } from './w3.ts';

export type MissedReason = components['schemas']['MissedReason'];

export type TaskState = 'open' | 'claimed' | 'planned' | 'closed';

export const OUTCOMES = [
  'recontacted',
  'customer_called',
  'no_answer',
  'wrong_number',
  'not_interested',
  'do_not_call',
  'duplicate',
  'lead',
] as const;
export type TaskOutcome = (typeof OUTCOMES)[number];

export interface Colleague {
  person_id: string;
  name: string;
}

export interface Task {
  task_id: string;
  number: string;
  name: string | null;
  store_id: string | null;
  did: string | null;
  missed_reason: MissedReason | null;
  misses: number;
  first_missed: string;
  last_missed: string;
  due: string;
  is_due_chosen: boolean;
  is_overdue: boolean;
  state: TaskState;
  attempts: number;
  attempts_max: number;
  first_attempt: string | null;
  last_attempt: string | null;
  next_attempt: string | null;
  /** Who holds it now. */
  owner: Colleague | null;
  lease_until: string | null;
  opened: string;
  /** null: by a missed call, by itself. */
  opened_by: Colleague | null;
  /** The closed one that this one takes up again. */
  reopens: string | null;
  closed: string | null;
  /** null for a closed one: by a call, by itself. */
  closed_by: Colleague | null;
  outcome: TaskOutcome | null;
  closing_call_id: string | null;
  can_undo: boolean;
  version: number;
}

export interface TaskCall {
  call_id: string;
  part: 'miss' | 'attempt' | 'contact';
  start: string;
  direction: components['schemas']['Direction'];
  disposition: components['schemas']['Disposition'];
  ext: string | null;
  did: string | null;
  missed_reason: MissedReason | null;
  ring_sec: number;
  billsec: number;
}

export interface LogEntry {
  at: string;
  /** null: the system. */
  person: Colleague | null;
  what: string;
  detail: string | null;
  call_id: string | null;
}

export interface TaskDetail extends Task {
  calls: TaskCall[];
  log: LogEntry[];
  proposed_next: string;
  may: { work: boolean; assign: boolean };
}

export interface Counts {
  to_call: number;
  mine: number;
  planned: number;
  overdue: number;
}

export interface CountsAnswer {
  counts: Counts;
  /** A count that has reached it may be more. */
  counts_max: number;
  /** When W3 last knew all calls. */
  synced: string | null;
  now: string;
}

export interface TaskPage extends CountsAnswer {
  items: Task[];
  next: string | null;
}

export interface Assignee extends Colleague {
  role: Role;
  store_ids: string[] | null;
}

export const CREATION_REFUSALS = ['withheld', 'no_number', 'brief', 'old'] as const;
export type CreationRefusal = (typeof CREATION_REFUSALS)[number];

export interface CallbackOfCall {
  task: Task | null;
  refusal: CreationRefusal | null;
  may_create: boolean;
}

export const REFUSED_REASONS = [...CREATION_REFUSALS, 'by_hand'] as const;
export type RefusedReason = (typeof REFUSED_REASONS)[number];

/** Whether the customer is in a call with us just now. */
export type Line =
  | { on_the_line: false }
  | {
      on_the_line: true;
      call_id: string;
      state: CallState;
      since: string;
      direction: 'in' | 'out';
      /** null: nobody yet. */
      with: { ext: string; display_name: string | null } | null;
    };
export type TakenLine = Extract<Line, { on_the_line: true }>;

export interface RefusedCall {
  call_id: string;
  start: string;
  number: string | null;
  name: string | null;
  store_id: string | null;
  did: string | null;
  missed_reason: MissedReason | null;
  ring_sec: number;
  reason: RefusedReason;
}

export interface RefusedPage {
  items: RefusedCall[];
  next: string | null;
  /** `missed` is the sum of the others. */
  totals: Record<RefusedReason | 'missed' | 'in_tasks', number>;
}

export interface Figures {
  store_id?: string | null;
  person?: Colleague | null;
  made: number;
  closed: number;
  called_back: number;
  called_back_rate: number | null;
  within_sla: number;
  sla_known: number;
  within_sla_rate: number | null;
  first_attempt_median_sec: number | null;
  first_attempt_p90_sec: number | null;
  open_now: number;
  overdue_now: number;
}

export interface Settings {
  sla_minutes: number;
  contact_min_sec: number;
  null_sec: number;
  attempts_max: number;
  attempts_gap_minutes: number;
  is_automatic: boolean;
  is_one_list: boolean;
  has_figures_of_people: boolean;
}

/** Wall clock times, `09:00`; only an end may be `24:00`. */
export interface HourRange {
  from: string;
  to: string;
}

export interface StoreRules {
  /** Seven days from Monday. */
  week: HourRange[][];
  /** Days unlike their weekday; without ranges they are closed. */
  days: { date: string; ranges: HourRange[] }[];
  rests_on_holidays: boolean;
  /** `MM-DD` */
  patron: string | null;
  /** null: as everywhere. */
  sla_minutes: number | null;
  is_automatic: boolean | null;
}

export interface Rules {
  settings: Settings;
  usual: StoreRules;
  stores: ({ store_id: string } & StoreRules)[];
}

export interface NewCallback {
  call_id: string;
  note?: string;
  due?: string;
  due_reason?: string;
  owner?: string;
}

type Version = Pick<Task, 'task_id' | 'version'>;

const BASE = '/w3/callbacks';

/** A move is made on the version that was seen: somebody who was first is not overruled. */
function move(task: Version, name: string, fields: object = {}): Promise<Task> {
  return post<Task>(`${BASE}/${segment(task.task_id)}/${name}`, {
    version: task.version,
    ...fields,
  });
}

const withNote = (note: string) => (note === '' ? {} : { note });

export const callbacks = {
  events: `${BASE}/events`,
  list: (query: URLSearchParams, signal: AbortSignal) =>
    ask<TaskPage>(`${BASE}?${query}`, { signal }),
  counts: () => ask<CountsAnswer>(`${BASE}/counts`),
  people: () => ask<{ items: Assignee[] }>(`${BASE}/people`),
  task: (id: string) => ask<TaskDetail>(`${BASE}/${segment(id)}`),
  line: (id: string, signal: AbortSignal) => ask<Line>(`${BASE}/${segment(id)}/line`, { signal }),
  ofCall: (callId: string) => ask<CallbackOfCall>(`${BASE}/of-call/${segment(callId)}`),
  refused: (query: URLSearchParams) => ask<RefusedPage>(`${BASE}/refused?${query}`),
  figures: (query: URLSearchParams) => ask<{ items: Figures[] }>(`${BASE}/figures?${query}`),

  create: (fields: NewCallback) => post<Task>(BASE, fields),
  claim: (task: Version) => move(task, 'claim'),
  release: (task: Version) => move(task, 'release'),
  plan: (task: Version, at: string) => move(task, 'plan', { at }),
  tried: (task: Version, note: string) => move(task, 'tried', withNote(note)),
  note: (task: Version, note: string) => move(task, 'note', { note }),
  close: (task: Version, outcome: TaskOutcome, note: string) =>
    move(task, 'close', { outcome, ...withNote(note) }),
  reopen: (task: Version) => move(task, 'reopen'),
  undo: (task: Version) => move(task, 'undo'),
  assign: (task: Version, personId: string | null) => move(task, 'assign', { person_id: personId }),
  assignAll: (tasks: Version[], personId: string | null) =>
    post<{ done: Task[]; failed: { task_id: string; reason: string }[] }>(`${BASE}/assign`, {
      tasks: tasks.map(({ task_id, version }) => ({ task_id, version })),
      person_id: personId,
    }),

  rules: () => ask<Rules>(`${BASE}/rules`),
  changeSettings: (settings: Settings) => post<Rules>(`${BASE}/settings`, settings),
  changeHours: (storeId: string | null, rules: StoreRules) =>
    post<Rules>(`${BASE}/hours`, { store_id: storeId, ...rules }),
  removeHours: (storeId: string) => post<Rules>(`${BASE}/hours/remove`, { store_id: storeId }),
};
