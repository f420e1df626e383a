/**
 * A call told step by step, from its legs: what a PBX writes down at the end of a call, not a
 * recording of its states. What the legs do not say (menus by name, holds) is not told.
 */

import type { components } from '../api/schema';

export type CallDetail = components['schemas']['CallDetail'];
export type Leg = components['schemas']['Leg'];

export type Step = { offsetMs: number } & (
  | { kind: 'begin'; direction: CallDetail['direction'] }
  /** The PBX itself took the line: a menu, a queue or an announcement. */
  | { kind: 'pbx' }
  | { kind: 'ring'; parties: Leg[] }
  | { kind: 'answer'; party: Leg }
  /** Somebody else is rung while or after a first one spoke. */
  | { kind: 'transfer'; parties: Leg[] }
  | { kind: 'unanswered'; party: Leg }
  | { kind: 'end'; hungUp: HungUp }
);

/** `null`: the records do not tell. */
export type HungUp = 'caller' | 'callee' | 'network' | null;

/** Legs begun within this time ring together: a PBX starts those of a group one by one. */
const TOGETHER_MS = 500;

/** A side that is gone so long before the call ends was not cut off by that end. */
const GONE_BEFORE_MS = 1500;

const REFUSED = new Set(['USER_BUSY', 'CALL_REJECTED', 'NO_ANSWER', 'NO_USER_RESPONSE']);

const time = (instant: string): number => Date.parse(instant);

/** Who ended it, where the causes or the times leave no doubt. */
export function whoHungUp(call: CallDetail): HungUp {
  const root = call.legs.find((leg) => leg.is_root);
  const others = call.legs.filter((leg) => !leg.is_root);
  const last = others.at(-1);
  if (call.disposition !== 'ANSWERED') {
    if (root?.cause === 'ORIGINATOR_CANCEL' || last?.cause === 'ORIGINATOR_CANCEL') return 'caller';
    if (call.direction === 'in' && call.missed_reason?.includes('abandoned')) return 'caller';
    if (call.hangup_cause && REFUSED.has(call.hangup_cause)) return 'callee';
    return call.disposition === 'FAILED' ? 'network' : null;
  }
  const spoke = others.filter((leg) => leg.answered !== null);
  const lastGone = Math.max(...spoke.map((leg) => time(leg.ended)));
  if (root && spoke.length > 0 && time(root.ended) - lastGone > GONE_BEFORE_MS) return 'callee';
  return null;
}

/** Legs that begin together, in order. */
function groups(legs: Leg[]): Leg[][] {
  const made: Leg[][] = [];
  for (const leg of [...legs].sort((a, b) => time(a.started) - time(b.started))) {
    const current = made.at(-1);
    if (current?.[0] && time(leg.started) - time(current[0].started) <= TOGETHER_MS)
      current.push(leg);
    else made.push([leg]);
  }
  return made;
}

export function timeline(call: CallDetail): Step[] {
  const begun = time(call.start_ts);
  const at = (instant: string) => Math.max(0, time(instant) - begun);
  const others = call.legs.filter((leg) => !leg.is_root);
  const steps: Step[] = [{ kind: 'begin', direction: call.direction, offsetMs: 0 }];

  const taken = call.pbx.answer_ts;
  if (call.direction === 'in' && taken && (!call.answer_ts || time(taken) < time(call.answer_ts)))
    steps.push({ kind: 'pbx', offsetMs: at(taken) });

  const firstAnswer = Math.min(
    ...others.flatMap((leg) => (leg.answered ? [time(leg.answered)] : [])),
  );
  for (const parties of groups(others)) {
    const first = parties[0] as Leg;
    const kind = time(first.started) > firstAnswer ? 'transfer' : 'ring';
    steps.push({ kind, parties, offsetMs: at(first.started) });
    for (const party of parties) {
      if (party.answered) steps.push({ kind: 'answer', party, offsetMs: at(party.answered) });
      else if (parties.length === 1 && time(party.ended) < time(call.end_ts) - GONE_BEFORE_MS)
        steps.push({ kind: 'unanswered', party, offsetMs: at(party.ended) });
    }
  }
  if (others.every((leg) => leg.answered === null) && call.answer_ts) {
    const party = call.legs.find((leg) => leg.is_root);
    if (party) steps.push({ kind: 'answer', party, offsetMs: at(call.answer_ts) });
  }
  // Sorting is stable: what happens at once stays in the order of cause and effect.
  steps.sort((a, b) => a.offsetMs - b.offsetMs);
  steps.push({ kind: 'end', hungUp: whoHungUp(call), offsetMs: at(call.end_ts) });
  return steps;
}
