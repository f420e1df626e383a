import type { Task } from '../api/callbacks.ts';
import { Icon } from '../ui/icons.tsx';
import { useWords } from '../words/words.tsx';
import { useCallBack } from './useCallBack.ts';

/** A link, so that the number can be copied from it and read before it is called. */
export function CallBack({ task, look = 'plain' }: { task: Task; look?: 'plain' | 'primary' }) {
  const { t } = useWords();
  const callBack = useCallBack(task);
  return (
    <a
      className={`button ${look} call-back`}
      href={`tel:${task.number}`}
      onClick={(event) => {
        event.preventDefault();
        void callBack();
      }}
    >
      <Icon name="calls" />
      {t('callbacks.callBack')}
    </a>
  );
}
