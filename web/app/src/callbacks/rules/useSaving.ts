import { useMutation } from '@tanstack/react-query';

import type { Rules } from '../../api/callbacks.ts';
import { serverNow } from '../../ui/clock.ts';
import { useWords } from '../../words/words.tsx';
import { refusalOf } from '../refusal.ts';

/** Sends rules once at a time, and says why they were refused or that they are kept. */
export function useSaving(onSaved: (rules: Rules) => void) {
  const { t } = useWords();
  const saving = useMutation({
    mutationFn: (send: () => Promise<Rules>) => send(),
    onSuccess: onSaved,
  });
  return {
    save: saving.mutate,
    isSending: saving.isPending,
    isSaved: saving.isSuccess,
    failed: saving.isError ? refusalOf(saving.error, t, serverNow()).text : null,
    /** What was said about the last time no longer counts. */
    forget: saving.reset,
  };
}
