import { useState } from 'react';

import { Button } from '../ui/Button.tsx';
import { Window } from '../ui/Window.tsx';
import { useWords } from '../words/words.tsx';

/** The only time that a made password is seen; nothing but its button closes it. */
export function PasswordOnce(props: { name: string; password: string; onClose: () => void }) {
  const { t } = useWords();
  const [said, setSaid] = useState<string | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.password);
      setSaid(t('copied'));
    } catch {
      setSaid(t('detail.copyFailed'));
    }
  };
  return (
    <Window title={t('people.password', { name: props.name })} onClose={props.onClose} stays>
      <p>{t('people.passwordOnce')}</p>
      <p className="password-once">
        <code>{props.password}</code>
        <Button look="plain" onPress={() => void copy()}>
          {t('copy')}
        </Button>
      </p>
      <p className="hint" role="status">
        {said}
      </p>
      <div className="form-actions">
        <Button look="primary" onPress={props.onClose}>
          {t('close')}
        </Button>
      </div>
    </Window>
  );
}
