import { waiting } from '../ui/format.ts';
import { toProblem } from '../ui/states.tsx';
import { reasonsOf } from '../words/reasons.ts';
import type { Translate } from '../words/words.tsx';

const USUAL_WAIT_SECONDS = 10;

/** Why an export did not begin, for the person who asked for it. */
export function refusal(error: unknown, t: Translate): string {
  const problem = toProblem(error);
  const wait = waiting(problem.retryAfter ?? USUAL_WAIT_SECONDS);
  switch (problem.status) {
    case 0:
      return t('problem.noAnswer');
    case 403:
      return t('exports.forbidden');
    case 400:
    case 422:
      return t('exports.notLikeThis', { reasons: reasonsOf(problem, t) });
    case 429:
      return t('exports.tooMany', { wait });
    case 503:
      return t('exports.busy', { wait });
    default:
      return t('problem.other');
  }
}
