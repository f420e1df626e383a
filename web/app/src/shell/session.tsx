import {
  MutationCache,
  QueryCache,
  QueryClient,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { createContext, useContext } from 'react';

import { Problem } from '../api/problem.ts';
import { w3, type Session } from '../api/w3.ts';
import { keepLast } from './first.ts';

const SESSION = ['session'];

/** `null`: nobody is logged in. */
async function readSession(): Promise<Session | null> {
  try {
    return await w3.session();
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null;
    throw error;
  }
}

/** Whatever is answered 401 ends the session here, too: the page asks to log in. */
export function makeQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (!(error instanceof Problem)) return;
    if (error.status === 401) client.setQueryData(SESSION, null);
    if (error.type.endsWith('/must-change-password'))
      void client.invalidateQueries({ queryKey: SESSION });
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry: false, refetchOnWindowFocus: false, staleTime: 60_000 },
    },
  });
  return client;
}

/** `undefined`: it could not be read, which is kept as the query's error. */
export async function prefetchSession(client: QueryClient): Promise<Session | null | undefined> {
  await client.prefetchQuery({ queryKey: SESSION, queryFn: readSession, staleTime: Infinity });
  return client.getQueryData<Session | null>(SESSION);
}

export function useSessionQuery() {
  return useQuery({ queryKey: SESSION, queryFn: readSession, staleTime: Infinity });
}

/** Data of the person before is gone with their session. */
export function useSessionSetter(): (session: Session | null) => void {
  const client = useQueryClient();
  return (session) => {
    keepLast(session?.person.language);
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] });
    client.setQueryData(SESSION, session);
  };
}

const Context = createContext<Session | undefined>(undefined);

export const SessionProvider = Context;

export function useSession(): Session {
  const session = useContext(Context);
  if (!session) throw new Error('no session');
  return session;
}
