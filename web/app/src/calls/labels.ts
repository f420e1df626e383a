import { queryOptions, useQuery } from '@tanstack/react-query';
import { createContext, useContext, useMemo } from 'react';

import { readDirectory, type Directory } from '../api/edgvoip.ts';
import { makeFormats, phone, type Formats } from '../ui/format.ts';
import { useSession } from '../shell/session.tsx';
import { useWords, type Translate } from '../words/words.tsx';
import type { Call } from './rows.ts';

export const directoryQuery = queryOptions({
  queryKey: ['directory'],
  queryFn: ({ signal }) => readDirectory(signal),
  staleTime: 10 * 60_000,
});

export function useDirectory(): Directory | undefined {
  return useQuery(directoryQuery).data;
}

/** How the things of a call are named. */
export interface Labels {
  t: Translate;
  formats: Formats;
  store: (id: string | null) => string;
  /** `Banco · 1002`, or the extension alone. */
  agent: (ext: string) => string;
  line: (did: string) => string;
  /** An extension by its name, a number as people write it. */
  party: (uri: string | null) => string;
  /** Whom the call was with, and the name the PBX had for them. */
  customer: (call: Call) => { title: string; detail: string | null; number: string | null };
}

export function useLabels(): Labels {
  const { t, language } = useWords();
  const { tenant } = useSession();
  const directory = useDirectory();
  return useMemo(() => {
    const stores = new Map(directory?.stores.map((each) => [each.store_id, each.name]));
    const names = new Map(directory?.extensions.map((each) => [each.ext, each.display_name]));
    const lines = new Map(directory?.dids.map((each) => [each.did_e164, each.label]));
    const agent = (ext: string) => {
      const name = names.get(ext);
      return name ? `${name} · ${ext}` : ext;
    };
    const party = (uri: string | null) => {
      if (uri === null) return t('calls.anonymous');
      return names.has(uri) ? agent(uri) : phone(uri);
    };
    return {
      t,
      formats: makeFormats(language, tenant.timezone),
      store: (id) => (id === null ? t('none') : (stores.get(id) ?? t('none'))),
      agent,
      line: (did) => lines.get(did) ?? phone(did),
      party,
      customer: (call) => {
        if (call.direction === 'internal')
          return { title: party(call.to_uri), detail: t('calls.internalCall'), number: null };
        const number = call.direction === 'in' ? call.from_uri : call.to_uri;
        const written = number === null ? t('calls.anonymous') : phone(number);
        return call.from_name && call.direction === 'in'
          ? { title: call.from_name, detail: written, number }
          : { title: written, detail: null, number };
      },
    };
  }, [t, language, tenant.timezone, directory]);
}

const Context = createContext<Labels | undefined>(undefined);

export const LabelsProvider = Context;

export function useLabelsHere(): Labels {
  const labels = useContext(Context);
  if (!labels) throw new Error('no labels');
  return labels;
}
