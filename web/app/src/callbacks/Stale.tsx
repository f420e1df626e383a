import type { CountsAnswer } from '../api/callbacks.ts';
import { useLabelsHere } from '../calls/labels.ts';
import { Button } from '../ui/Button.tsx';

const STALE_MS = 60_000;

/** Says since when calls may be missing, when W3 has not heard of any for too long. */
export function Stale(props: {
  answer: CountsAnswer;
  /** W3 itself does not answer any more. */
  isCut: boolean;
  onRetry: () => void;
}) {
  const { t, formats } = useLabelsHere();
  const { synced, now } = props.answer;
  const isBehind = synced === null || Date.parse(now) - Date.parse(synced) > STALE_MS;
  if (!isBehind && !props.isCut) return null;
  return (
    <div className="stale" role="status">
      {synced === null
        ? t('callbacks.neverSynced')
        : t('problem.stale', { time: formats.minute(synced) })}
      <Button look="quiet" onPress={props.onRetry}>
        {t('retry')}
      </Button>
    </div>
  );
}
