import type { Colleague, Task } from '../api/callbacks.ts';
import type { Problem } from '../api/problem.ts';
import { toProblem } from '../ui/states.tsx';
import { reasonsOf } from '../words/reasons.ts';
import type { Translate } from '../words/words.tsx';
import { spanOfSeconds } from './due.ts';
import { MOVES, type Move } from './log.ts';

/** Why something was not done. */
export interface Refusal {
  text: string;
  /** The task as it is now, where that is the reason. */
  task: Task | null;
  /** Another one, open for the same customer. */
  existing: string | null;
}

const kindOf = (problem: Problem) => problem.type.slice(problem.type.lastIndexOf('/') + 1);

/** Who was first with what, and how long ago. */
function whoWasFirst(problem: Problem, t: Translate, now: number): string {
  const { what, changed_by, changed_at } = problem.members;
  const move: Move = MOVES.find((each) => each === what) ?? 'noted';
  const name = (changed_by as Colleague | null)?.name ?? t('callbacks.system');
  const { unit, count } = spanOfSeconds((now - Date.parse(String(changed_at))) / 1000);
  return t('callbacks.first', {
    what: t(`callbacks.log.${move}`),
    name,
    span: t(`callbacks.span.${unit}`, { count }),
  });
}

function wordsOf(problem: Problem, t: Translate, now: number): string {
  switch (kindOf(problem)) {
    case 'callback-changed':
      return whoWasFirst(problem, t, now);
    case 'callback-held': {
      const name = (problem.members['task'] as Task | undefined)?.owner?.name;
      return t('callbacks.held', { name: name ?? t('callbacks.system') });
    }
    case 'callback-exists':
      return t('callbacks.exists');
    case 'callback-closed':
      return t('callbacks.isClosed');
    case 'callback-open':
      return t('callbacks.isOpen');
    case 'callback-not-found':
      return t('callbacks.notFound');
    case 'not-permitted':
      return t('callbacks.notPermitted');
  }
  if (problem.status === 0) return t('problem.noAnswer');
  if (problem.status === 400 || problem.status === 422)
    return t('callbacks.notLikeThis', { reasons: reasonsOf(problem, t) });
  return t('problem.other');
}

/** `now` is the server's, in ms since 1970. */
export function refusalOf(error: unknown, t: Translate, now: number): Refusal {
  const problem = toProblem(error);
  const existing = problem.members['task_id'];
  return {
    text: wordsOf(problem, t, now),
    task: (problem.members['task'] as Task | undefined) ?? null,
    existing: typeof existing === 'string' ? existing : null,
  };
}
