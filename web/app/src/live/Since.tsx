import { useLayoutEffect, useRef } from 'react';

import type { LiveCall } from '../api/live.ts';
import { Icon } from '../ui/icons.tsx';
import { everySecond, serverNow } from '../ui/clock.ts';
import { duration } from '../ui/format.ts';
import { useWords } from '../words/words.tsx';
import { secondsOf, type Urgency } from './stage.ts';

const LOOKS = { none: 'plain', long: 'warn', tooLong: 'bad' } as const;

interface Props {
  call: LiveCall;
  urgency: Urgency;
  /** When it was last known to be so, or ended; null: it is so now. */
  until: number | null;
}

/** How long it has been so. */
export function Since({ call, urgency, until }: Props) {
  const { t } = useWords();
  return (
    <span className={`since ${LOOKS[urgency]}`}>
      <span className="since-time">
        {urgency !== 'none' && <Icon name={urgency === 'long' ? 'clock' : 'warning'} />}
        <Elapsed call={call} until={until} />
      </span>
      {urgency !== 'none' && <span className="since-words">{t(`live.wait.${urgency}`)}</span>}
    </span>
  );
}

/** Written past React: hundreds of them are drawn anew at every second. */
function Elapsed({ call, until }: Omit<Props, 'urgency'>) {
  const shown = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const write = () => {
      if (shown.current)
        shown.current.textContent = duration(secondsOf(call, until ?? serverNow()));
    };
    write();
    return until === null ? everySecond(write) : undefined;
  }, [call, until]);
  return <span ref={shown} />;
}
