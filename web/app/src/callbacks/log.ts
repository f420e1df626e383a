/** What can happen to a callback, as its log names it. */
export const MOVES = [
  'made',
  'joined',
  'attempt',
  'claimed',
  'released',
  'assigned',
  'planned',
  'tried',
  'noted',
  'closed',
  'closed_by_call',
  'opened_again',
  'reopened',
  'undone',
  'due_changed',
  'withdrawn',
] as const;
export type Move = (typeof MOVES)[number];
