import type { TakenLine, Task } from '../api/callbacks.ts';
import { Button } from '../ui/Button.tsx';
import { useAtNow } from '../ui/clock.ts';
import { Window } from '../ui/Window.tsx';
import { useWords } from '../words/words.tsx';
import { spanOfSeconds } from './due.ts';
import { customerOf, spanWords } from './TaskFacts.tsx';
import { useDial } from './useCallBack.ts';
import { useWork } from './work.ts';

/** Somebody is in a call with the customer already: whether to call all the same. */
export function LineDialog({ task, line }: { task: Task; line: TakenLine }) {
  const { t } = useWords();
  const { ask } = useWork();
  const call = useDial();
  const span = useAtNow((now) =>
    spanWords(spanOfSeconds((now - Date.parse(line.since)) / 1000), t),
  );
  const state = t(`callbacks.line.state.${line.state}`, { span });
  const close = () => ask(null);
  return (
    <Window title={t('callbacks.callBack')} onClose={close}>
      <p className="form-about">{customerOf(task)}</p>
      <p>
        {line.with
          ? t('callbacks.line.with', { name: line.with.display_name || line.with.ext, state })
          : t('callbacks.line.alone', { state })}
      </p>
      <div className="form-actions">
        <Button
          look="quiet"
          icon="calls"
          onPress={() => {
            close();
            call(task);
          }}
        >
          {t('callbacks.line.callAnyway')}
        </Button>
        <Button look="primary" autoFocus onPress={close}>
          {t('cancel')}
        </Button>
      </div>
    </Window>
  );
}
