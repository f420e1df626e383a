import { callbacks, type Task } from '../api/callbacks.ts';
import { Icon } from '../ui/icons.tsx';
import { useWords } from '../words/words.tsx';
import { movesOf } from './moves.ts';
import { useMe } from './useMe.ts';
import { useWork } from './work.ts';

/** Calls the customer by whatever the computer calls with, and tells the others who does. */
export function CallBack({ task, look = 'plain' }: { task: Task; look?: 'plain' | 'primary' }) {
  const { t } = useWords();
  const me = useMe();
  const { run } = useWork();
  return (
    <a
      className={`button ${look} call-back`}
      href={`tel:${task.number}`}
      onClick={() => {
        if (movesOf(task, me).has('claim')) run(() => callbacks.claim(task));
      }}
    >
      <Icon name="calls" />
      {t('callbacks.callBack')}
    </a>
  );
}
