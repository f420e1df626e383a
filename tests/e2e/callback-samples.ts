/** Callbacks as the server tells of them at NOW: one of each kind that a page draws otherwise. */

import type {
  CountsAnswer,
  Figures,
  RefusedPage,
  Task,
  TaskDetail,
  TaskPage,
} from '../../web/app/src/api/callbacks.ts';
import { servers } from './bed.ts';
import { NOW } from './servers.ts';

const MS_PER_MINUTE = 60_000;

/** Minutes after NOW; before it when negative. */
export const at = (minutes: number): string =>
  new Date(Date.parse(NOW) + minutes * MS_PER_MINUTE).toISOString();

export const COLLEAGUE = { person_id: 'p1', name: 'Responsabile di prova' };
const storeId = (index: number): string => servers.tenant(0).stores[index]?.store_id ?? '';

/** An open task, missed twenty minutes ago and due in ten. */
function task(number: number, changes: Partial<Task> = {}): Task {
  return {
    task_id: `t${number}`,
    number: `+3933355501${String(number).padStart(2, '0')}`,
    name: null,
    store_id: storeId(number % 4),
    did: null,
    missed_reason: 'no_answer',
    misses: 1,
    first_missed: at(-20),
    last_missed: at(-20),
    due: at(10),
    is_due_chosen: false,
    is_overdue: false,
    state: 'open',
    attempts: 0,
    attempts_max: 3,
    first_attempt: null,
    last_attempt: null,
    next_attempt: null,
    owner: null,
    lease_until: null,
    opened: at(-20),
    opened_by: null,
    reopens: null,
    closed: null,
    closed_by: null,
    outcome: null,
    closing_call_id: null,
    can_undo: false,
    version: 1,
    ...changes,
  };
}

export const openTasksOfAllKinds = (): Task[] => [
  task(1, {
    name: 'Cliente con un nome che non ci sta',
    misses: 3,
    first_missed: at(-95),
    due: at(-65),
    is_overdue: true,
    missed_reason: 'no_agent',
  }),
  task(2, { due: at(-4), is_overdue: true, state: 'claimed', owner: COLLEAGUE }),
  task(3, { name: 'Cliente abituale', misses: 2, missed_reason: 'abandoned_in_queue' }),
  task(4, { due: at(75), missed_reason: 'voicemail', last_missed: at(-1) }),
  task(5, { attempts: 1, first_attempt: at(-8), last_attempt: at(-8), number: '+442079460000' }),
  task(6, { store_id: null, due: at(3 * 24 * 60), missed_reason: null }),
];

export const counted = (changes: Partial<CountsAnswer> = {}): CountsAnswer => ({
  counts: { to_call: 1000, mine: 2, planned: 14, overdue: 27 },
  counts_max: 1000,
  synced: NOW,
  now: NOW,
  ...changes,
});

export const pageOf = (items: Task[], changes: Partial<CountsAnswer> = {}): TaskPage => ({
  ...counted(changes),
  items,
  next: null,
});

/** An open one with all that can have happened to it. */
export const openDetail = (): TaskDetail => ({
  ...task(3, {
    name: 'Cliente abituale',
    misses: 2,
    attempts: 1,
    first_missed: at(-90),
    first_attempt: at(-30),
    state: 'claimed',
    owner: COLLEAGUE,
    is_due_chosen: true,
    reopens: 't9',
    opened_by: COLLEAGUE,
  }),
  calls: [
    call('c1', 'miss', -90),
    call('c2', 'attempt', -30, {
      direction: 'out',
      disposition: 'ANSWERED',
      ext: '1001',
      missed_reason: null,
      billsec: 8,
    }),
    call('c3', 'miss', -20),
  ],
  log: [
    { at: at(-90), person: COLLEAGUE, what: 'reopened', detail: null, call_id: null },
    { at: at(-60), person: COLLEAGUE, what: 'planned', detail: at(-30), call_id: null },
    { at: at(-30), person: null, what: 'attempt', detail: null, call_id: 'c2' },
    { at: at(-20), person: null, what: 'joined', detail: null, call_id: 'c3' },
    {
      at: at(-5),
      person: COLLEAGUE,
      what: 'noted',
      detail: 'Chiede di un ordine.\nMeglio dopo le cinque.',
      call_id: null,
    },
  ],
  proposed_next: at(120),
  may: { work: true, assign: true },
});

/** One that a call has closed. */
export const closedDetail = (): TaskDetail => ({
  ...task(3, {
    name: 'Cliente abituale',
    state: 'closed',
    attempts: 1,
    first_attempt: at(-5),
    closed: at(-5),
    outcome: 'recontacted',
    closing_call_id: 'c2',
    can_undo: true,
  }),
  calls: [
    call('c1', 'miss', -20),
    call('c2', 'contact', -5, {
      direction: 'out',
      disposition: 'ANSWERED',
      ext: '1001',
      missed_reason: null,
      billsec: 125,
    }),
  ],
  log: [
    { at: at(-20), person: null, what: 'made', detail: null, call_id: 'c1' },
    { at: at(-2), person: null, what: 'closed_by_call', detail: 'recontacted', call_id: 'c2' },
  ],
  proposed_next: at(120),
  may: { work: true, assign: true },
});

type Call = TaskDetail['calls'][number];

function call(id: string, part: Call['part'], minutes: number, changes: Partial<Call> = {}): Call {
  return {
    call_id: id,
    part,
    start: at(minutes),
    direction: 'in',
    disposition: 'NO_ANSWER',
    ext: null,
    did: null,
    missed_reason: 'abandoned',
    ring_sec: 21,
    billsec: 0,
    ...changes,
  };
}

export const refusedPage = (): RefusedPage => ({
  items: [
    { number: null, name: null, reason: 'withheld', missed_reason: 'no_answer' } as const,
    {
      number: '+393335550102',
      name: 'Cliente con un nome che non ci sta',
      reason: 'brief',
      missed_reason: 'short_abandoned',
    } as const,
    { number: '+390555512345', name: null, reason: 'by_hand', missed_reason: 'busy' } as const,
  ].map((each, index) => ({
    call_id: `c${index}`,
    start: at(-index * 700),
    store_id: storeId(index),
    did: null,
    ring_sec: 12 * index,
    ...each,
  })),
  next: 'more',
  totals: {
    missed: 1234,
    in_tasks: 1100,
    withheld: 51,
    no_number: 2,
    brief: 70,
    old: 8,
    by_hand: 3,
  },
});

const FIGURES: Figures = {
  made: 1100,
  closed: 1041,
  called_back: 902,
  called_back_rate: 0.866,
  within_sla: 871,
  sla_known: 1090,
  within_sla_rate: 0.799,
  first_attempt_median_sec: 1140,
  first_attempt_p90_sec: 7560,
  open_now: 59,
  overdue_now: 27,
};

/** A store that had nothing to do has no rates. */
const NOTHING: Figures = {
  made: 0,
  closed: 0,
  called_back: 0,
  called_back_rate: null,
  within_sla: 0,
  sla_known: 0,
  within_sla_rate: null,
  first_attempt_median_sec: null,
  first_attempt_p90_sec: null,
  open_now: 0,
  overdue_now: 0,
};

/** What is answered to each way to ask. */
export const figuresBy: Record<string, () => Figures[]> = {
  total: () => [FIGURES],
  store: () => [
    { ...FIGURES, store_id: storeId(0) },
    { ...NOTHING, store_id: storeId(1) },
    { ...NOTHING, store_id: null },
  ],
  person: () => [{ ...FIGURES, person: COLLEAGUE }],
};
