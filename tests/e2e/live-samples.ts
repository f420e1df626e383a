/** Calls of now as the server tells of them: one of each kind that a page draws otherwise. */

import type { LiveCall } from '../../web/app/src/api/live.ts';
import { servers } from './bed.ts';

const MS_PER_SECOND = 1000;

let made = 0;

/** A customer who has rung one of ours for `seconds`, unless that is changed. */
export function liveCall(
  now: string,
  seconds: number,
  { talked, ...fields }: Partial<LiveCall> & { talked?: number } = {},
): LiveCall {
  const ago = (count: number) => new Date(Date.parse(now) - count * MS_PER_SECOND).toISOString();
  const id = String(++made);
  const line = servers.tenant(0).dids.find(({ store_id }) => store_id === fields.store_id);
  return {
    call_id: `live-${id}`,
    direction: 'in',
    from_uri: `+39333555${id.padStart(4, '0')}`,
    from_name: null,
    to_uri: null,
    did_e164: fields.direction === undefined && line ? line.did_e164 : null,
    ext_number: null,
    store_id: null,
    state: talked === undefined ? 'ringing' : 'answered',
    start_ts: ago(seconds),
    answer_ts: talked === undefined ? null : ago(talked),
    queue: null,
    exts: [],
    ...fields,
  };
}

/** What goes on in a chain on a morning. */
export function liveCallsOfAllKinds(now: string): LiveCall[] {
  const { stores, extensions } = servers.tenant(0);
  const [one, two, three] = stores.map(({ store_id }) => store_id) as [string, string, string];
  const extsOf = (store: string) =>
    extensions.filter(({ store_id }) => store_id === store).map(({ ext }) => ext);
  const [a, b, c] = extsOf(one) as [string, string, string];
  const [d, e] = extsOf(two) as [string, string];
  const [f] = extsOf(three) as [string];
  const rung = (...exts: string[]) => exts.map((ext) => ({ ext, state: 'ringing' as const }));
  const talks = (ext: string) => [{ ext, state: 'answered' as const }];
  return [
    liveCall(now, 74, { store_id: one, queue: 'vendite', from_name: 'Cliente in coda da un po’' }),
    liveCall(now, 41, { store_id: two, queue: 'assistenza' }),
    liveCall(now, 12, { store_id: two, queue: 'vendite', from_uri: null }),
    liveCall(now, 6, { store_id: one, exts: rung(b, c), from_name: 'Cliente abituale' }),
    liveCall(now, 9, {
      direction: 'out',
      from_uri: d,
      to_uri: '+390612345678',
      store_id: two,
      ext_number: d,
      exts: talks(d),
    }),
    liveCall(now, 190, { talked: 171, store_id: one, ext_number: a, exts: talks(a) }),
    liveCall(now, 65, {
      talked: 52,
      state: 'held',
      store_id: three,
      ext_number: f,
      from_uri: '+442079460000',
      exts: [{ ext: f, state: 'held' }],
    }),
    liveCall(now, 3700, {
      talked: 3690,
      direction: 'internal',
      from_uri: e,
      to_uri: '299',
      store_id: two,
      ext_number: e,
      exts: talks(e),
    }),
  ];
}
