import { lazy, Suspense, useState } from 'react';

import type { ColumnId } from '../calls/columns.tsx';
import type { Question } from '../calls/question.ts';
import { useSession } from '../shell/session.tsx';
import { Button } from '../ui/Button.tsx';
import { useWords } from '../words/words.tsx';

const importDialog = () => import('./ExportDialog.tsx');
const ExportDialog = lazy(importDialog);

export interface ExportSubject {
  question: Question;
  /** How many calls the question has. */
  total: number | undefined;
  shown: readonly ColumnId[];
}

/** Absent for those who may not: the server refuses them in any case. */
export function ExportButton(subject: ExportSubject) {
  const { t } = useWords();
  const { may } = useSession();
  const [isOpen, setOpen] = useState(false);
  if (!may.export) return null;
  return (
    <>
      <Button
        look="plain"
        icon="download"
        aria-haspopup="dialog"
        isDisabled={!subject.total}
        onHoverStart={() => void importDialog()}
        onFocus={() => void importDialog()}
        onPress={() => setOpen(true)}
      >
        {t('exports.export')}
      </Button>
      {isOpen && (
        <Suspense>
          <ExportDialog {...subject} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
