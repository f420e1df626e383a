/** Simulated FreeSWITCH records as patterns for calls at moments that a test chooses. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the simulator knows of a call. */
export interface Truth {
  call_id: string;
  sip_domain: string;
  direction: 'in' | 'out' | 'internal';
  from_uri: string | null;
  from_name: string | null;
  to_uri: string | null;
  store_id: string | null;
  start_ts: string;
  billsec: number;
  disposition: string;
  scenario: string;
  legs: number;
}

/** The records of one call by the uuid of their leg, the root last, as the PBX writes them. */
export interface CallRecords {
  callId: string;
  records: Record<string, string>;
}

/** How a call is to be unlike its pattern, beside its time. */
interface Changes {
  /** Further legs. */
  more?: [string, string][];
  /** The outside number as the PBX writes it. */
  written?: string;
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

export class Simulation {
  readonly calls: Truth[];
  private readonly texts: Map<string, string>;
  private made = 0;

  constructor(truth: string, folder: string) {
    this.calls = readFileSync(truth, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Truth);
    this.texts = new Map();
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const uuid = new RegExp(UUID).exec(path.split('/').at(-1) ?? '')?.[0];
      if (uuid && path.endsWith('.json'))
        this.texts.set(uuid, readFileSync(join(folder, path), 'utf8'));
    }
  }

  /** The first call of a kind; calls of the PBX's small hours are as good as any. */
  find(domain: string, scenario: string, fits: (call: Truth) => boolean = () => true): Truth {
    const found = this.calls.find(
      (call) => call.sip_domain === domain && call.scenario === scenario && fits(call),
    );
    if (!found) throw new Error(`no simulated call of ${scenario}`);
    return found;
  }

  private recordsOf(call: Truth): Map<string, string> {
    const isOfCall = ([, text]: [string, string]) => text.includes(call.call_id);
    const found = [...this.texts].filter(isOfCall);
    found.sort(([a], [b]) => Number(a === call.call_id) - Number(b === call.call_id));
    return new Map(found);
  }

  /** Other legs than the root of a call that were rung in vain. */
  losers(call: Truth): [string, string][] {
    return [...this.recordsOf(call)].filter(
      ([uuid, text]) => uuid !== call.call_id && text.includes('LOSE_RACE'),
    );
  }

  /** The call once more, as if it had begun at `instant`: new ids, all its times moved. */
  at(instant: string, call: Truth, { more = [], written }: Changes = {}): CallRecords {
    const delta = Date.parse(instant) - Date.parse(call.start_ts);
    const mark = (++this.made).toString(16).padStart(4, '0');
    const records: Record<string, string> = {};
    for (const [uuid, text] of [...more, ...this.recordsOf(call)]) {
      const again = moved(
        text.replaceAll(UUID, (each) => renamed(each, mark)),
        delta,
      );
      records[renamed(uuid, mark)] =
        written === undefined ? again : withNumber(again, outsideOf(call), written);
    }
    return { callId: renamed(call.call_id, mark), records };
  }
}

const renamed = (uuid: string, mark: string): string => `${uuid.slice(0, -4)}${mark}`;

/** Epochs in seconds and in microseconds; 0 stays what it is: never. */
function moved(text: string, deltaMs: number): string {
  return text
    .replaceAll(/(?<!\d)1[78]\d{14}(?!\d)/g, (micros) =>
      String(BigInt(micros) + BigInt(deltaMs) * 1000n),
    )
    .replaceAll(/(?<!\d)1[78]\d{8}(?!\d)/g, (seconds) =>
      String(Number(seconds) + Math.round(deltaMs / 1000)),
    );
}

/** The number of the party that is no extension. */
export function outsideOf(call: Truth): string | null {
  return call.direction === 'in' ? call.from_uri : call.to_uri;
}

/** With another outside number, wherever it was: with its country code, with 00 or a plus, or as
 * it is dialled in Italy. */
function withNumber(text: string, was: string | null, written: string): string {
  if (was === null) throw new Error('a withheld number cannot become another one');
  const digits = was.replace('+', '');
  const inside = digits.startsWith('39') ? `(?:39)?${digits.slice(2)}` : digits;
  const anyForm = new RegExp(`(?:%2B|\\+|00)?${inside}(?!\\d)`, 'g');
  return text.replaceAll(anyForm, encodeURIComponent(written));
}

/** The same records of a caller whose name is another one: plain, and encoded as in variables. */
export function renamedCaller(call: CallRecords, was: string, is: string): CallRecords {
  const inJson = (name: string) => JSON.stringify(name).slice(1, -1);
  const records = Object.entries(call.records).map(([uuid, text]) => [
    uuid,
    text
      .replaceAll(inJson(was), inJson(is))
      .replaceAll(encodeURIComponent(was), encodeURIComponent(is)),
  ]);
  return { callId: call.callId, records: Object.fromEntries(records) as Record<string, string> };
}

/** A leg of one call as if another call had rung it, begun at that one's start. */
export function adopted([uuid, text]: [string, string], from: Truth, by: Truth): [string, string] {
  const delta = Date.parse(by.start_ts) - Date.parse(from.start_ts);
  return [uuid, moved(text.replaceAll(from.call_id, by.call_id), delta)];
}
