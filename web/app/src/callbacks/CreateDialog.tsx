import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';

import { callbacks } from '../api/callbacks.ts';
import { useLabelsHere } from '../calls/labels.ts';
import type { CallDetail } from '../calls/timeline.ts';
import { useSession } from '../shell/session.tsx';
import { serverNow } from '../ui/clock.ts';
import { FormActions } from '../ui/FormActions.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Fact } from '../ui/Drawer.tsx';
import { phone } from '../ui/format.ts';
import { MomentField } from '../ui/MomentField.tsx';
import { SubmitForm } from '../ui/SubmitForm.tsx';
import { TextArea } from '../ui/TextArea.tsx';
import { TextField } from '../ui/TextField.tsx';
import { Window } from '../ui/Window.tsx';
import { NOBODY, OwnerSelect } from './OwnerSelect.tsx';
import { refusalOf } from './refusal.ts';
import { useReread } from './useCallbacks.ts';
import { addressOf, USUAL_TAB } from './view.ts';

const HOUR_MS = 3_600_000;

/** A callback for a call that did not get one by itself. */
export default function CreateDialog(props: { call: CallDetail; onClose: () => void }) {
  const { call, onClose } = props;
  const { t } = useLabelsHere();
  const { may, tenant } = useSession();
  const reread = useReread();
  const [inAnHour] = useState(() => new Date(serverNow() + HOUR_MS).toISOString());
  const [isDueChosen, setDueChosen] = useState(false);
  const [due, setDue] = useState<string | null>(inAnHour);
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const [owner, setOwner] = useState(NOBODY);
  const isComplete = !isDueChosen || (due !== null && reason.trim() !== '');

  const create = useMutation({
    mutationFn: () =>
      callbacks.create({
        call_id: call.call_id,
        ...(note.trim() !== '' && { note: note.trim() }),
        ...(isDueChosen && due !== null && { due, due_reason: reason.trim() }),
        ...(owner !== NOBODY && { owner }),
      }),
    onSuccess: () => reread().then(onClose),
  });
  const refusal = create.isError ? refusalOf(create.error, t, serverNow()) : null;

  return (
    <Window title={t('callbacks.create')} onClose={onClose}>
      <SubmitForm
        onSubmit={() => isComplete && create.mutate()}
        isSending={create.isPending}
        error={refusal && refusal.existing === null ? refusal.text : null}
        actions={
          <FormActions
            submit={t('callbacks.create')}
            isSending={create.isPending}
            isDisabled={!isComplete}
            onCancel={onClose}
          />
        }
      >
        <About call={call} />
        <Checkbox isSelected={isDueChosen} onChange={setDueChosen}>
          {t('callbacks.chooseDue')}
        </Checkbox>
        {isDueChosen ? (
          <>
            <MomentField
              label={t('callbacks.column.due')}
              zone={tenant.timezone}
              initial={inAnHour}
              onChange={setDue}
            />
            <TextField
              label={t('callbacks.dueReason')}
              value={reason}
              onChange={setReason}
              isRequired
            />
          </>
        ) : (
          <p className="hint">{t('callbacks.dueByHours')}</p>
        )}
        <TextArea label={t('callbacks.noteField')} value={note} onChange={setNote} />
        {may.assign && <OwnerSelect stores={[call.store_id]} value={owner} onChange={setOwner} />}
        {refusal && refusal.existing !== null && (
          <p className="form-note" role="alert">
            {t('callbacks.exists')} ·{' '}
            <Link href={addressOf({ tab: USUAL_TAB }, refusal.existing)}>
              {t('callbacks.open')}
            </Link>
          </p>
        )}
      </SubmitForm>
    </Window>
  );
}

function About({ call }: { call: CallDetail }) {
  const labels = useLabelsHere();
  const { t } = labels;
  return (
    <dl className="facts">
      <Fact name={t('callbacks.number')}>
        {call.from_uri === null ? t('calls.anonymous') : phone(call.from_uri)}
      </Fact>
      {call.from_name && <Fact name={t('callbacks.column.customer')}>{call.from_name}</Fact>}
      <Fact name={t('column.store')}>
        {call.store_id === null ? t('calls.noStore') : labels.store(call.store_id)}
      </Fact>
    </dl>
  );
}
