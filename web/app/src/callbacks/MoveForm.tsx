import { useState, type ReactNode } from 'react';

import { Button } from '../ui/Button.tsx';
import { SubmitForm } from '../ui/SubmitForm.tsx';
import { Window } from '../ui/Window.tsx';
import { useWords } from '../words/words.tsx';
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
  const { t } = useWords();
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
          <div className="form-actions">
            <Button look="quiet" onPress={close}>
              {t('cancel')}
            </Button>
            <Button
              type="submit"
              look="primary"
              isPending={isSending}
              isDisabled={props.isDisabled === true}
            >
              {props.submit}
            </Button>
          </div>
        }
      >
        <p className="form-about">{props.about}</p>
        {props.children}
      </SubmitForm>
    </Window>
  );
}
