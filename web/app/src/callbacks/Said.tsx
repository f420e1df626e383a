import { Link } from 'wouter';

import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/icons.tsx';
import { useWords } from '../words/words.tsx';
import { addressOf, USUAL_TAB } from './view.ts';
import type { Said as Words } from './work.ts';

/** Why something was not done, or what to know about what was, until it is read. */
export function Said({ said, onClose }: { said: Words; onClose: () => void }) {
  const { t } = useWords();
  return (
    <div className={`said${said.isNote ? ' note' : ''}`} role={said.isNote ? 'status' : 'alert'}>
      <Icon name={said.isNote ? 'calls' : 'warning'} />
      <span>{said.text}</span>
      {said.taskId !== null && (
        <Link href={addressOf({ tab: USUAL_TAB }, said.taskId)} onClick={onClose}>
          {t('callbacks.open')}
        </Link>
      )}
      <Button look="quiet" icon="close" iconOnly={t('close')} onPress={onClose} />
    </div>
  );
}
