import { useRef } from 'react';

import { callbacks, type Line, type Task } from '../api/callbacks.ts';
import { useWords } from '../words/words.tsx';
import { movesOf } from './moves.ts';
import { useMe } from './useMe.ts';
import { useWork } from './work.ts';

/** Whoever wants to call does not wait longer to know whether it makes sense. */
const PATIENCE_MS = 2000;

/** null where it cannot be known in time. */
function lineOf(task: Task): Promise<Line | null> {
  return callbacks.line(task.task_id, AbortSignal.timeout(PATIENCE_MS)).catch(() => null);
}

/** Has whatever the computer calls with call the number. */
function dial(number: string): void {
  const link = document.createElement('a');
  link.href = `tel:${number}`;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
}

/** Calls the customer, and tells the others who does. */
export function useDial(): (task: Task) => void {
  const me = useMe();
  const { run } = useWork();
  return (task) => {
    dial(task.number);
    if (movesOf(task, me).has('claim')) run(() => callbacks.claim(task));
  };
}

/** Calls the customer, unless there is a call with them already: then it asks first. */
export function useCallBack(task: Task): () => Promise<void> {
  const { t } = useWords();
  const { ask, say } = useWork();
  const call = useDial();
  const isAsking = useRef(false);
  return async () => {
    if (isAsking.current) return;
    isAsking.current = true;
    const line = await lineOf(task);
    isAsking.current = false;
    if (line?.on_the_line) return ask({ what: 'line', task, line });
    call(task);
    if (line === null) say({ text: t('callbacks.line.unknown'), taskId: null, isNote: true });
  };
}
