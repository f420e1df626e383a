import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import { live } from '../api/live.ts';
import { setClock } from '../ui/clock.ts';
import { useVisible } from '../ui/useVisible.ts';
import { EMPTY, type Board } from './board.ts';
import { listen } from './stream.ts';

interface Live {
  board: Board;
  /** Why the server gives no stream; null while it does, and while it is not there at all. */
  problem: unknown;
  retry: () => void;
}

/** The calls of now. A page that nobody sees listens to nothing. */
export function useLive(): Live {
  const client = useQueryClient();
  const isVisible = useVisible();
  const [board, setBoard] = useState(EMPTY);
  const [problem, setProblem] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (!isVisible) return undefined;
    // Asked as any other question, so that an ended session ends here, too.
    const askWhy = () =>
      client
        .fetchQuery({
          queryKey: ['live'],
          queryFn: ({ signal }) => live.probe(signal).then(() => null),
          staleTime: 0,
        })
        .catch(setProblem);
    const stop = listen({
      onBoard: setBoard,
      onTime: setClock,
      onOpen: () => setProblem(null),
      onRefused: () => void askWhy(),
    });
    return () => {
      stop();
      setBoard(EMPTY);
    };
  }, [client, isVisible, attempt]);

  return {
    board,
    problem,
    retry: () => {
      setProblem(null);
      setAttempt(attempt + 1);
    },
  };
}
