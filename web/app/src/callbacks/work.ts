import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useMemo, useState } from 'react';

import type { TakenLine, Task } from '../api/callbacks.ts';
import { serverNow } from '../ui/clock.ts';
import { useWords } from '../words/words.tsx';
import { refusalOf, type Refusal } from './refusal.ts';
import { showTask, useReread } from './useCallbacks.ts';

/** What is asked for before a move is made. */
export type Question =
  | { what: 'plan' | 'close' | 'tried' | 'note'; task: Task }
  | { what: 'assign'; tasks: Task[] }
  | { what: 'line'; task: Task; line: TakenLine };

/** A move; what it answers is shown. */
export type Act = () => Promise<Task | Task[]>;

export interface Said {
  text: string;
  /** A task to go to. */
  taskId: string | null;
  /** Good to know, and nothing went wrong. */
  isNote?: true;
}

interface Work {
  /** Makes a move. Whatever comes of it, the page shows how things are afterwards. */
  attempt: (act: Act) => Promise<Refusal | null>;
  /** The same, and a refusal is told to whoever looks at the page. */
  run: (act: Act) => void;
  say: (said: Said | null) => void;
  ask: (question: Question | null) => void;
}

/** The moves of one page, with what it has to say and to ask about them. */
export function useNewWork() {
  const client = useQueryClient();
  const { t } = useWords();
  const reread = useReread();
  const [said, say] = useState<Said | null>(null);
  const [question, ask] = useState<Question | null>(null);
  const work = useMemo((): Work => {
    const attempt = async (act: Act) => {
      say(null);
      try {
        for (const task of [await act()].flat()) showTask(client, task);
        return null;
      } catch (error) {
        const refusal = refusalOf(error, t, serverNow());
        if (refusal.task) showTask(client, refusal.task);
        return refusal;
      } finally {
        void reread();
      }
    };
    let isRunning = false;
    const run = (act: Act) => {
      // Pressed twice it was meant once, and must not lose against itself.
      if (isRunning) return;
      isRunning = true;
      void attempt(act).then((refusal) => {
        isRunning = false;
        if (refusal) say({ text: refusal.text, taskId: refusal.existing });
      });
    };
    return { attempt, run, say, ask };
  }, [client, t, reread]);
  return { work, said, question };
}

const Context = createContext<Work | undefined>(undefined);

export const WorkProvider = Context;

export function useWork(): Work {
  const work = useContext(Context);
  if (!work) throw new Error('no work');
  return work;
}
