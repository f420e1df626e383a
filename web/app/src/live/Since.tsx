import type { LiveCall } from '../api/live.ts';
import { Icon } from '../ui/icons.tsx';
import { useAtNow } from '../ui/clock.ts';
import { duration } from '../ui/format.ts';
import { useWords } from '../words/words.tsx';
import { secondsOf, urgencyOf } from './stage.ts';

const LOOKS = { none: 'plain', long: 'warn', tooLong: 'bad' } as const;

/** How long it has been so, each second anew; `until` is when that was last known, or it ended. */
export function Since({ call, until }: { call: LiveCall; until: number | null }) {
  const { t } = useWords();
  const time = useAtNow((now) => duration(secondsOf(call, until ?? now)));
  const urgency = useAtNow((now) => urgencyOf(call, until ?? now));
  return (
    <span className={`since ${LOOKS[urgency]}`}>
      <span className="since-time">
        {urgency !== 'none' && <Icon name={urgency === 'long' ? 'clock' : 'warning'} />}
        {time}
      </span>
      {urgency !== 'none' && <span className="since-words">{t(`live.wait.${urgency}`)}</span>}
    </span>
  );
}
