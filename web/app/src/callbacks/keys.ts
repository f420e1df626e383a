/** For when events do not come. */
export const POLL_MS = 30_000;

export const KEYS = {
  /** Of everything that a change of a task changes. */
  work: ['callbacks'],
  list: ['callbacks', 'list'],
  counts: ['callbacks', 'counts'],
  task: (id: string) => ['callbacks', 'task', id],
  ofCall: (callId: string) => ['callbacks', 'of-call', callId],
} as const;
