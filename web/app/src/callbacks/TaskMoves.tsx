import { useLocation } from 'wouter';

import { callbacks, type TaskDetail } from '../api/callbacks.ts';
import { Button } from '../ui/Button.tsx';
import { useWords } from '../words/words.tsx';
import { CallBack } from './CallBack.tsx';
import { movesOf, type MoveName } from './moves.ts';
import { useMe } from './useMe.ts';
import { addressOf, type View } from './view.ts';
import { useWork } from './work.ts';

/** Everything that can be done with one task. */
export function TaskMoves({ task, view }: { task: TaskDetail; view: View }) {
  const { t } = useWords();
  const [, navigate] = useLocation();
  const { run, ask } = useWork();
  const moves = movesOf(task, { ...useMe(), mayAssign: task.may.assign });
  if (!task.may.work) return null;
  const reopen = async () => {
    const made = await callbacks.reopen(task);
    navigate(addressOf(view, made.task_id));
    return made;
  };
  const acts: [MoveName, () => void][] = [
    ['claim', () => run(() => callbacks.claim(task))],
    ['release', () => run(() => callbacks.release(task))],
    ['plan', () => ask({ what: 'plan', task })],
    ['close', () => ask({ what: 'close', task })],
    ['assign', () => ask({ what: 'assign', tasks: [task] })],
    ['tried', () => ask({ what: 'tried', task })],
    ['note', () => ask({ what: 'note', task })],
    ['reopen', () => run(reopen)],
  ];
  return (
    <div className="moves">
      {task.state !== 'closed' && <CallBack task={task} look="primary" />}
      {acts
        .filter(([name]) => moves.has(name))
        .map(([name, act]) => (
          <Button key={name} onPress={act}>
            {t(`callbacks.${name}`)}
          </Button>
        ))}
    </div>
  );
}
