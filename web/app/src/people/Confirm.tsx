import { useState } from 'react';

import { Button } from '../ui/Button.tsx';
import { toProblem } from '../ui/states.tsx';
import { Window } from '../ui/Window.tsx';
import { useWords } from '../words/words.tsx';

/** Asks before what cannot simply be taken back, and says when it did not work. */
export function Confirm(props: {
  title: string;
  text: string;
  act: () => Promise<void>;
  onClose: () => void;
}) {
  const { t } = useWords();
  const [failed, setFailed] = useState<number | null>(null);
  const [isSending, setSending] = useState(false);
  const act = async () => {
    setSending(true);
    try {
      await props.act();
    } catch (error) {
      setFailed(toProblem(error).status);
      setSending(false);
    }
  };
  return (
    <Window title={props.title} onClose={props.onClose}>
      <p>{props.text}</p>
      {failed !== null && (
        <p className="form-error" role="alert">
          {t(failed === 0 ? 'problem.noAnswer' : 'people.refused')}
        </p>
      )}
      <div className="form-actions">
        <Button look="quiet" onPress={props.onClose}>
          {t('cancel')}
        </Button>
        <Button look="danger" isPending={isSending} onPress={() => void act()}>
          {props.title}
        </Button>
      </div>
    </Window>
  );
}
