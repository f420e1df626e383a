/** The words about the calls of now, English. */

import type { Say } from './formatter.ts';
import type { liveWords as italian } from './live.it.ts';

export const liveWords: typeof italian = {
  'live.title': 'Live',
  'live.now': 'Live now',
  'live.stage.queue': 'In queue',
  'live.stage.ringing': 'Ringing',
  'live.stage.talking': 'Talking',
  'live.stage.held': 'On hold',
  'live.ended': 'Ended',
  'live.total.queue': 'In queue',
  'live.total.ringing': 'Ringing',
  'live.total.talking': 'Talking',
  'live.total.held': 'On hold',
  'live.column.stage': 'State',
  'live.column.from': 'From',
  'live.column.to': 'To',
  'live.column.queue': 'Queue',
  'live.column.since': 'For',
  'live.wait.long': 'long wait',
  'live.wait.tooLong': 'too long a wait',
  'live.others': ({ count }: { count: number }, say: Say) =>
    say.plural(count, { one: 'and one more', other: `and ${say.number(count)} more` }),
  'live.callsOf': ({ number }: { number: string }) => `Calls of ${number}`,
  'live.empty': 'No call at the moment',
  'live.emptyHint': 'New calls appear here by themselves.',
  'live.noResult': 'No call at the moment with these filters',
  'live.stale.down': ({ time }: { time: string }) => `Data of ${time} · the PBX cannot be reached`,
  'live.stale.cut': ({ time }: { time: string }) =>
    `Data of ${time} · the server cannot be reached`,
  'live.never.down': 'The PBX cannot be reached',
  'live.never.downHint': 'As soon as it is back, the calls of now appear here by themselves.',
  'live.operators': 'Agents',
  'live.freeOf': ({ free, all }: { free: number; all: number }, say: Say) =>
    `${say.number(free)} of ${say.number(all)} free`,
  'live.operator.free': 'Free',
  'live.operator.ringing': 'Ringing',
  'live.operator.busy': 'Busy',
  'live.wall': 'Wall screen',
  'live.leaveWall': 'Leave',
  'keys.live': 'Go to Live',
};
