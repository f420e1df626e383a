/** What stands where data should be: loading, empty, broken. */

import { useEffect, useState, type ReactNode } from 'react';

import { Problem } from '../api/problem.ts';
import { useWords, type Translate } from '../words/words.tsx';
import { Button } from './Button.tsx';
import { Icon, type IconName } from './icons.tsx';

const PATIENCE_MS = 150;

/** A skeleton that flashes by is worse than none. */
export function Delayed({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return shown ? children : null;
}

/** Bars in the place of lines that are on their way. */
export function Skeleton({ bones }: { bones: number }) {
  const { t } = useWords();
  return (
    <div className="skeleton" role="status" aria-label={t('loading')}>
      {Array.from({ length: bones }, (_, index) => (
        <span className="bone" key={index} />
      ))}
    </div>
  );
}

export function Notice(props: {
  icon: IconName;
  title: string;
  hint?: string | undefined;
  children?: ReactNode;
  role?: 'alert' | 'status';
}) {
  return (
    <div className="notice" role={props.role}>
      <span className="notice-icon">
        <Icon name={props.icon} />
      </span>
      <p className="notice-title">{props.title}</p>
      {props.hint && <p className="notice-hint">{props.hint}</p>}
      {props.children && <div className="notice-actions">{props.children}</div>}
    </div>
  );
}

function sentence(problem: Problem, t: Translate): string {
  switch (problem.status) {
    case 0:
      return t('problem.noAnswer');
    case 400:
      return t('problem.badRequest');
    case 403:
      return t('problem.forbidden');
    case 429:
      return t('problem.tooMany');
    case 503:
      return t('problem.unavailable');
    default:
      return t('problem.other');
  }
}

/** Counts down and then asks again by itself. */
function Countdown({ seconds, onEnd }: { seconds: number; onEnd: () => void }) {
  const { t } = useWords();
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    if (left === 0) {
      onEnd();
      return undefined;
    }
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left, onEnd]);
  return <span className="countdown">{t('problem.retryIn', { seconds: left })}</span>;
}

export function toProblem(error: unknown): Problem {
  return error instanceof Problem
    ? error
    : new Problem({ status: -1, detail: error instanceof Error ? error.message : String(error) });
}

export function ProblemNotice({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useWords();
  const problem = toProblem(error);
  return (
    <Notice icon="warning" title={t('problem.title')} hint={sentence(problem, t)} role="alert">
      {problem.requestId && (
        <p className="request-id">{t('problem.requestId', { id: problem.requestId })}</p>
      )}
      <Button look="primary" onPress={onRetry}>
        {t('retry')}
      </Button>
      {problem.retryAfter !== undefined && (
        <Countdown key={problem.requestId} seconds={problem.retryAfter} onEnd={onRetry} />
      )}
    </Notice>
  );
}
