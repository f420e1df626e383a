/** Customers whom a test makes up: each has a number of its own, and calls of a while ago. */

import { servers } from './bed.ts';
import { outsideOf, type Truth } from './records.ts';

const MS_PER_MINUTE = 60_000;

interface Kind {
  scenario: string;
  /** Seconds, from the least to the most. */
  talk: readonly [number, number];
}

/** Calls by what they are to a customer who waits. */
const KINDS = {
  missed: { scenario: 'no_answer', talk: [0, 0] },
  givenUpSoon: { scenario: 'caller_gives_up_soon', talk: [0, 0] },
  answered: { scenario: 'direct_answered', talk: [20, 300] },
  answeredInGroup: { scenario: 'ring_group_answered', talk: [20, 300] },
  calledBack: { scenario: 'outbound_answered', talk: [20, 40] },
  tried: { scenario: 'outbound_answered', talk: [4, 12] },
} as const satisfies Record<string, Kind>;

interface Wanted {
  /** Of the call; any where none is wanted. */
  store?: string;
  /** How the PBX writes the number. */
  written?: string;
}

export const minutesAgo = (minutes: number): string =>
  new Date(Date.now() - minutes * MS_PER_MINUTE).toISOString();

/** The call of a customer, as long ago as that; gives its id. */
export async function deliverCall(
  kind: keyof typeof KINDS,
  number: string,
  minutes: number,
  { store, written = `0039${number}` }: Wanted = {},
): Promise<string> {
  const { scenario, talk }: Kind = KINDS[kind];
  const fits = (call: Truth) =>
    outsideOf(call) !== null &&
    call.billsec >= talk[0] &&
    call.billsec <= talk[1] &&
    (store === undefined || call.store_id === store);
  const pattern = servers.simulation.find(servers.tenant(0).sip_domain, scenario, fits);
  const call = servers.simulation.at(minutesAgo(minutes), pattern, { written });
  await servers.deliver(call);
  return call.callId;
}

let groups = 0;

/** The customers of one test. */
export class Customers {
  /** Their numbers begin with it, and no others: a list searched for it shows them alone. */
  readonly prefix = `333${String(++groups).padStart(3, '0')}`;
  private made = 0;

  next(): string {
    return this.prefix + String(++this.made).padStart(4, '0');
  }
}
