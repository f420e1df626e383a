import { Link } from 'wouter';

import { callbacks, type Task } from '../api/callbacks.ts';
import { useLabelsHere } from '../calls/labels.ts';
import { Button } from '../ui/Button.tsx';
import { useWork } from './work.ts';

/** How a task ended: by somebody, or by a call; what a call did can be taken back for a while. */
export function ClosedBy({ task }: { task: Task }) {
  const { t, formats } = useLabelsHere();
  const { run } = useWork();
  const time = task.closed === null ? t('none') : formats.dateTime(task.closed);
  return (
    <div className="closed-by">
      <p>
        {task.outcome !== null && <strong>{t(`callbacks.outcome.${task.outcome}`)}</strong>}
        {' · '}
        {task.closed_by ? (
          t('callbacks.closedBy', { name: task.closed_by.name, time })
        ) : (
          <>
            {t('callbacks.closedBySystem')}
            {task.closing_call_id !== null && (
              <>
                {': '}
                <Link href={`/chiamate/${encodeURIComponent(task.closing_call_id)}`}>
                  {t('callbacks.callAt', { time })}
                </Link>
              </>
            )}
          </>
        )}
      </p>
      {task.can_undo && (
        <Button onPress={() => run(() => callbacks.undo(task))}>{t('callbacks.undo')}</Button>
      )}
    </div>
  );
}
