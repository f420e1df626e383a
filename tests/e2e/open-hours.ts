/** Stores that never close: what is due when depends on the calls alone, not on the time of day. */

import { admin, servers } from './bed.ts';

const WHOLE_DAY = [{ from: '00:00', to: '24:00' }];

/** `store` null: all stores that have no hours of their own. */
export async function openAlways(store: string | null, slaMinutes: number | null): Promise<void> {
  const answer = await servers.postAs(admin, '/w3/callbacks/hours', {
    store_id: store,
    week: Array.from({ length: 7 }, () => WHOLE_DAY),
    days: [],
    rests_on_holidays: false,
    patron: null,
    sla_minutes: slaMinutes,
    is_automatic: null,
  });
  if (answer.status !== 200) throw new Error(`the hours were answered ${answer.text}`);
}
