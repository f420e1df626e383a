import type { ParameterError, Problem } from '../api/problem.ts';
import { reasonWords } from './reasons.it.ts';
import type { Translate } from './words.tsx';

type ReasonKey = keyof typeof reasonWords;

/** What is not known here is said as the server says it. */
function wordsOf({ code, parameter, reason }: ParameterError, t: Translate): string {
  const key = `reason.${code}`;
  return key in reasonWords ? t(key as ReasonKey) : `${parameter} ${reason}`;
}

/** Why a form was not taken, as part of a sentence. */
export function reasonsOf(problem: Problem, t: Translate): string {
  const words = new Set(problem.errors.map((error) => wordsOf(error, t)));
  return [...words].join('; ') || problem.message;
}

/** The same as a sentence of its own. */
export function reasonSentence(problem: Problem, t: Translate): string {
  const reasons = reasonsOf(problem, t);
  return `${reasons.charAt(0).toUpperCase()}${reasons.slice(1)}.`;
}
