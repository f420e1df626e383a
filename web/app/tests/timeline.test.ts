import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  timeline,
  whoHungUp,
  type CallDetail,
  type Leg,
  type Step,
} from '../src/calls/timeline.ts';

const BEGUN = Date.parse('2026-11-28T17:23:20Z');
const at = (seconds: number) => new Date(BEGUN + seconds * 1000).toISOString();

function leg(
  ext: string | null,
  started: number,
  answered: number | null,
  ended: number,
  cause = 'NORMAL_CLEARING',
): Leg {
  return {
    leg_id: `${ext}-${started}`,
    ext,
    number: ext === null ? '+393946057104' : null,
    is_root: ext === null,
    started: at(started),
    answered: answered === null ? null : at(answered),
    ended: at(ended),
    cause,
    quality: {} as Leg['quality'],
  };
}

function call(fields: Partial<CallDetail> & { legs: Leg[]; ends: number }): CallDetail {
  const { ends, ...given } = fields;
  return {
    direction: 'in',
    disposition: 'ANSWERED',
    start_ts: at(0),
    answer_ts: null,
    end_ts: at(ends),
    missed_reason: null,
    hangup_cause: 'NORMAL_CLEARING',
    pbx: { answer_ts: null, billsec: 0, hangup_cause: null, q850: null },
    ...given,
  } as CallDetail;
}

const told = (steps: Step[]) =>
  steps.map((step) => {
    const seconds = step.offsetMs / 1000;
    if (step.kind === 'ring' || step.kind === 'transfer')
      return `${seconds} ${step.kind} ${step.parties.map((party) => party.ext).join('+')}`;
    if (step.kind === 'answer' || step.kind === 'unanswered')
      return `${seconds} ${step.kind} ${step.party.ext}`;
    if (step.kind === 'end') return `${seconds} end ${step.hungUp}`;
    return `${seconds} ${step.kind}`;
  });

const pbxAt = (seconds: number) => ({
  answer_ts: at(seconds),
  billsec: 0,
  hangup_cause: null,
  q850: null,
});

test('menu, queue, three that ring, an answer, a transfer: one story in order', () => {
  const detail = call({
    ends: 120,
    answer_ts: at(34),
    pbx: pbxAt(1),
    legs: [
      leg(null, 0, 1, 120),
      leg('1001', 12, null, 27, 'NO_ANSWER'),
      leg('1002', 30, 34, 70),
      leg('1003', 30.2, null, 34, 'LOSE_RACE'),
      leg('1004', 72, 75, 119.9),
    ],
  });
  assert.deepEqual(told(timeline(detail)), [
    '0 begin',
    '1 pbx',
    '12 ring 1001',
    '27 unanswered 1001',
    '30 ring 1002+1003',
    '34 answer 1002',
    '72 transfer 1004',
    '75 answer 1004',
    '120 end null',
  ]);
});

test('the PBX that answers together with the phone is no step of its own', () => {
  const legs = [leg(null, 0, 5, 60), leg('1001', 0, 5, 60)];
  const steps = told(timeline(call({ ends: 60, answer_ts: at(5), pbx: pbxAt(5), legs })));
  assert.deepEqual(steps, ['0 begin', '0 ring 1001', '5 answer 1001', '60 end null']);
});

test('a caller who gives up in the queue is told so', () => {
  const detail = call({
    ends: 37,
    disposition: 'NO_ANSWER',
    missed_reason: 'abandoned_in_queue',
    pbx: pbxAt(0.011),
    legs: [
      leg(null, 0, 0.011, 37),
      leg('1006', 0.1, null, 15, 'NO_ANSWER'),
      leg('1008', 34, null, 37, 'ORIGINATOR_CANCEL'),
    ],
  });
  assert.deepEqual(told(timeline(detail)), [
    '0 begin',
    '0.011 pbx',
    '0.1 ring 1006',
    '15 unanswered 1006',
    '34 ring 1008',
    '37 end caller',
  ]);
});

test('who hung up is told only where the records leave no doubt', () => {
  const root = leg(null, 0, 1, 60);
  const both = [root, leg('1001', 0, 1, 60)];
  assert.equal(whoHungUp(call({ ends: 60, legs: both })), null);
  const left = [root, leg('1001', 0, 1, 50)];
  assert.equal(whoHungUp(call({ ends: 60, legs: left })), 'callee');
  const busy = { disposition: 'BUSY', hangup_cause: 'USER_BUSY' } as const;
  assert.equal(whoHungUp(call({ ends: 2, legs: [root], ...busy })), 'callee');
  const failed = { disposition: 'FAILED', hangup_cause: 'NORMAL_TEMPORARY_FAILURE' } as const;
  assert.equal(whoHungUp(call({ ends: 2, legs: [root], ...failed })), 'network');
  const unknown = { disposition: 'NO_ANSWER', missed_reason: 'voicemail' } as const;
  assert.equal(whoHungUp(call({ ends: 30, legs: both, ...unknown })), null);
});

test('a call that has only its root leg still has an answer and an end', () => {
  const legs = [leg(null, 0, 2, 10)];
  const steps = told(timeline(call({ direction: 'out', ends: 10, answer_ts: at(2), legs })));
  assert.deepEqual(steps, ['0 begin', '2 answer null', '10 end null']);
});

test('a leg that began before the call has no negative offset', () => {
  const legs = [leg(null, 0, null, 9), leg('1001', -0.2, null, 9, 'ORIGINATOR_CANCEL')];
  const steps = timeline(call({ ends: 9, disposition: 'NO_ANSWER', legs }));
  assert.ok(steps.every((step) => step.offsetMs >= 0));
});
