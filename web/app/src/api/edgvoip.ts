/** edgvoip's API at our own origin; w3suite asks it for the person who is logged in. */

import createClient, { createQuerySerializer } from 'openapi-fetch';

import { noAnswer, problemOf } from './problem.ts';
import type { components, paths } from './schema';

export type Store = components['schemas']['Store'];
export type Extension = components['schemas']['Extension'];
export type Did = components['schemas']['Did'];

/** Lists of values are one parameter with commas, as the contract has them. */
const QUERY = { array: { style: 'form', explode: false } } as const;

/** A query as it stands in an address, without `?`. */
export const writeQuery = createQuerySerializer(QUERY);

/** Every answer that is not 2xx is thrown as a Problem. */
export const edgvoip = createClient<paths>({
  baseUrl: '',
  querySerializer: QUERY,
});

edgvoip.use({
  async onResponse({ response }) {
    if (!response.ok) throw await problemOf(response);
  },
  onError({ error }) {
    return noAnswer(error);
  },
});

/** The value of an answer: what is not one has been thrown. */
export async function answered<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data } = await answer;
  if (data === undefined) throw noAnswer('an answer without a body');
  return data;
}

const PAGE_SIZE = 500;

async function all<T>(
  page: (query: { page: number; page_size: number }) => Promise<{ items: T[]; total: number }>,
): Promise<T[]> {
  const items: T[] = [];
  for (let number = 1; ; ++number) {
    const answer = await page({ page: number, page_size: PAGE_SIZE });
    items.push(...answer.items);
    if (answer.items.length === 0 || items.length >= answer.total) return items;
  }
}

export interface Directory {
  stores: Store[];
  extensions: Extension[];
  dids: Did[];
}

/** The tenant's names, as far as the person may see them. */
export async function readDirectory(signal: AbortSignal): Promise<Directory> {
  const [stores, extensions, dids] = await Promise.all([
    all<Store>(
      async (query) =>
        (await answered(edgvoip.GET('/api/directory/stores', { params: { query }, signal }))) as {
          items: Store[];
          total: number;
        },
    ),
    all<Extension>(
      async (query) =>
        (await answered(
          edgvoip.GET('/api/directory/extensions', { params: { query }, signal }),
        )) as { items: Extension[]; total: number },
    ),
    all<Did>(
      async (query) =>
        (await answered(edgvoip.GET('/api/directory/dids', { params: { query }, signal }))) as {
          items: Did[];
          total: number;
        },
    ),
  ]);
  return { stores, extensions, dids };
}
