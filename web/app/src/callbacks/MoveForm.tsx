import { useState, type ReactNode } from 'react';

import { FormActions } from '../ui/FormActions.tsx';
import { SubmitForm } from '../ui/SubmitForm.tsx';
import { Window } from '../ui/Window.tsx';
import { useWork, type Act } from './work.ts';

interface Props {
  title: string;
  submit: string;
  /** Whom it is about. */
  about: string;
  isDisabled?: boolean;
  act: Act;
  onDone?: () => void;
  children: ReactNode;
}

/** A move in a dialog: it stays open while there is something to put right in it. */
export function MoveForm(props: Props) {
  const { attempt, ask, say } = useWork();
  const [failed, setFailed] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const close = () => ask(null);
  const send = async () => {
    if (props.isDisabled) return;
    setSending(true);
    const refusal = await attempt(props.act);
    setSending(false);
    if (refusal && refusal.task === null) return setFailed(refusal.text);
    close();
    // The task is another one now than the one this was about: the page shows it and says why.
    if (refusal) say({ text: refusal.text, taskId: refusal.existing });
    else props.onDone?.();
  };
  return (
    <Window title={props.title} onClose={close}>
      <SubmitForm
        onSubmit={() => void send()}
        isSending={isSending}
        error={failed}
        actions={
          <FormActions
            submit={props.submit}
            isSending={isSending}
            isDisabled={props.isDisabled === true}
            onCancel={close}
          />
        }
      >
        <p className="form-about">{props.about}</p>
        {props.children}
      </SubmitForm>
    </Window>
  );
}
