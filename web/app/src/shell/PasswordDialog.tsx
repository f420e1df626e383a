import { useState } from 'react';

import { Window } from '../ui/Window.tsx';
import { useWords } from '../words/words.tsx';
import { PasswordForm } from './PasswordForm.tsx';

export default function PasswordDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const [isDone, setDone] = useState(false);
  return (
    <Window title={t('password.title')} onClose={onClose}>
      {isDone ? (
        <p role="status">{t('password.done')}</p>
      ) : (
        <PasswordForm onDone={() => setDone(true)} />
      )}
    </Window>
  );
}
