import type { Formats } from '../ui/format.ts';
import { Icon } from '../ui/icons.tsx';
import { useWords } from '../words/words.tsx';
import type { Board } from './board.ts';

/** Says since when the calls are not those of now. What is said in it later is announced. */
export function Stale({ board, formats }: { board: Board; formats: Formats }) {
  const { t } = useWords();
  const { standing, asOf } = board;
  const why = standing === 'down' || standing === 'cut' ? standing : null;
  return (
    <div role="status">
      {why !== null && asOf !== null && (
        <p className="stale live-stale">
          <Icon name="warning" />
          {t(`live.stale.${why}`, { time: formats.minute(asOf) })}
        </p>
      )}
    </div>
  );
}
