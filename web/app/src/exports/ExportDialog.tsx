import { useState } from 'react';

import { writeQuery } from '../api/edgvoip.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../api/w3.ts';
import { FormActions } from '../ui/FormActions.tsx';
import { RadioList } from '../ui/RadioList.tsx';
import { SubmitForm } from '../ui/SubmitForm.tsx';
import { Window } from '../ui/Window.tsx';
import { useWords } from '../words/words.tsx';
import { EXPORT_COLUMNS, exportColumns } from './columns.ts';
import type { ExportSubject } from './ExportButton.tsx';
import { refusal } from './refusal.ts';
import { useStartExport } from './useExports.ts';

/** Of a sheet of Excel, whose first one is the header. */
const ROWS_PER_SHEET = 1_048_576 - 1;

type Columns = 'shown' | 'all';

export default function ExportDialog(props: ExportSubject & { onClose: () => void }) {
  const { total = 0, onClose } = props;
  const { t, language } = useWords();
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const [columns, setColumns] = useState<Columns>('shown');
  const start = useStartExport();
  const shown = exportColumns(props.shown);

  const send = () =>
    start.mutate(
      {
        format,
        query: writeQuery(props.question),
        columns: columns === 'all' ? [...EXPORT_COLUMNS] : shown,
        language,
      },
      { onSuccess: onClose },
    );

  return (
    <Window title={t('exports.title')} onClose={onClose}>
      <SubmitForm
        onSubmit={send}
        isSending={start.isPending}
        error={start.isError ? refusal(start.error, t) : null}
        actions={
          <FormActions
            submit={t(start.isError ? 'retry' : 'exports.export')}
            icon="download"
            isSending={start.isPending}
            onCancel={onClose}
          />
        }
      >
        <p className="export-count">{t('exports.count', { count: total })}</p>
        <RadioList
          label={t('exports.format')}
          choices={EXPORT_FORMATS.map((id) => ({
            id,
            text: t(`exports.format.${id}`),
            hint: t(`exports.format.${id}.hint`),
          }))}
          value={format}
          onChange={setFormat}
        />
        <RadioList<Columns>
          label={t('exports.columns')}
          choices={[
            { id: 'shown', text: t('exports.columns.shown', { count: shown.length }) },
            { id: 'all', text: t('exports.columns.all', { count: EXPORT_COLUMNS.length }) },
          ]}
          value={columns}
          onChange={setColumns}
        />
        {format === 'xlsx' && total > ROWS_PER_SHEET && (
          <p className="form-note">
            {t('exports.sheets', { count: Math.ceil(total / ROWS_PER_SHEET) })}
          </p>
        )}
      </SubmitForm>
    </Window>
  );
}
