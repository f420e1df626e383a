import { useQueryClient } from '@tanstack/react-query';

import { useWords } from '../words/words.tsx';
import { Lone } from './Lone.tsx';
import { PasswordForm } from './PasswordForm.tsx';

/** Until the first password is changed there is nothing else to see. */
export default function FirstPassword() {
  const { t } = useWords();
  const client = useQueryClient();
  return (
    <Lone title={t('password.mustTitle')} lead={t('password.must')}>
      <PasswordForm onDone={() => void client.invalidateQueries({ queryKey: ['session'] })} />
    </Lone>
  );
}
