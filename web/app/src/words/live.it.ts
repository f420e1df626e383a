/** The words about the calls of now, Italian. */

import type { Say } from './formatter.ts';

export const liveWords = {
  'live.title': 'In diretta',
  'live.now': 'Dal vivo',
  'live.stage.queue': 'In coda',
  'live.stage.ringing': 'Squilla',
  'live.stage.talking': 'In conversazione',
  'live.stage.held': 'In attesa',
  'live.ended': 'Terminata',
  'live.total.queue': 'In coda',
  'live.total.ringing': 'Squillano',
  'live.total.talking': 'In conversazione',
  'live.total.held': 'In attesa',
  'live.column.stage': 'Stato',
  'live.column.from': 'Da',
  'live.column.to': 'A',
  'live.column.queue': 'Coda',
  'live.column.since': 'Da quanto',
  'live.wait.long': 'attesa lunga',
  'live.wait.tooLong': 'troppa attesa',
  'live.others': ({ count }: { count: number }, say: Say) =>
    say.plural(count, { one: 'e un altro', other: `e altri ${say.number(count)}` }),
  'live.callsOf': ({ number }: { number: string }) => `Le chiamate di ${number}`,
  'live.empty': 'Nessuna chiamata in corso',
  'live.emptyHint': 'Le nuove chiamate compaiono qui da sole.',
  'live.noResult': 'Nessuna chiamata in corso con questi filtri',
  'live.stale.down': ({ time }: { time: string }) =>
    `Dati fermi alle ${time} · centralino non raggiungibile`,
  'live.stale.cut': ({ time }: { time: string }) =>
    `Dati fermi alle ${time} · server non raggiungibile`,
  'live.never.down': 'Il centralino non è raggiungibile',
  'live.never.downHint': 'Appena torna, le chiamate in corso compaiono qui da sole.',
  'live.operators': 'Operatori',
  'live.freeOf': ({ free, all }: { free: number; all: number }, say: Say) =>
    say.plural(free, {
      one: `${say.number(free)} libero su ${say.number(all)}`,
      other: `${say.number(free)} liberi su ${say.number(all)}`,
    }),
  'live.operator.free': 'Libero',
  'live.operator.ringing': 'Squilla',
  'live.operator.busy': 'Occupato',
  'live.wall': 'Modalità schermo',
  'live.leaveWall': 'Esci',
  'keys.live': 'Vai a In diretta',
};
