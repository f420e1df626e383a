import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readEvent, type LiveCall, type LiveEvent } from '../src/api/live.ts';
import { EMPTY, follow, type Board, type BoardEvent } from '../src/live/board.ts';

const at = (second: number) => new Date(Date.UTC(2026, 10, 29, 10, 0, second)).toISOString();

const call = (call_id: string, fields: Partial<LiveCall> = {}): LiveCall =>
  ({ call_id, direction: 'in', state: 'ringing', start_ts: at(0), ...fields }) as LiveCall;

const snapshot = (seq: number, ...ids: string[]): LiveEvent => ({
  type: 'snapshot',
  seq,
  at: at(seq),
  items: ids.map((id) => call(id)),
});
const started = (seq: number, id: string): LiveEvent => ({
  type: 'call-started',
  seq,
  at: at(seq),
  call: call(id),
});
const answered = (seq: number, id: string): LiveEvent => ({
  type: 'call-changed',
  seq,
  at: at(seq),
  call: call(id, { state: 'answered' }),
});
const ended = (seq: number, id: string): LiveEvent => ({
  type: 'call-ended',
  seq,
  at: at(seq),
  call_id: id,
});
const resumed = (seq: number): LiveEvent => ({ type: 'resumed', seq, at: at(seq) });
const beat = (second: number): LiveEvent => ({ type: 'beat', at: at(second) });
const down: LiveEvent = { type: 'link-down', at: at(59) };
const cut: BoardEvent = { type: 'cut' };

const after = (...events: BoardEvent[]) => events.reduce(follow, EMPTY);
const ids = ({ calls }: Board) => [...calls.keys()];

test('nothing is known before a snapshot', () => {
  assert.equal(EMPTY.standing, 'waiting');
  assert.equal(after(beat(3)).asOf, null);
  assert.equal(after(down).standing, 'down');
  assert.equal(after(down).asOf, null);
});

test('a snapshot is all there is, and changes follow it', () => {
  const board = after(snapshot(1, 'a', 'b'), started(2, 'c'), answered(3, 'a'), ended(4, 'b'));
  assert.deepEqual(ids(board), ['a', 'c']);
  assert.equal(board.calls.get('a')?.state, 'answered');
  assert.equal(board.standing, 'live');
  assert.equal(board.asOf, at(4));
  assert.deepEqual(ids(follow(board, snapshot(1, 'z'))), ['z']);
});

test('the end of a call that is not known does no harm', () => {
  const board = after(snapshot(1, 'a'), ended(2, 'x'), started(3, 'b'));
  assert.deepEqual(ids(board), ['a', 'b']);
  assert.equal(board.standing, 'live');
});

test('a change of a call that is not known shows it', () => {
  assert.deepEqual(ids(after(snapshot(1), answered(2, 'a'))), ['a']);
});

for (const [name, event] of [
  ['too late', started(4, 'c')],
  ['too early', started(2, 'c')],
  ['again', answered(1, 'a')],
] as const)
  test(`a change whose number comes ${name} asks for a snapshot, and nothing else helps`, () => {
    const board = after(snapshot(1, 'a'), started(2, 'b'), event);
    assert.equal(board.isLost, true);
    assert.equal(board.standing, 'cut');
    assert.deepEqual(ids(board), ['a', 'b']);
    assert.equal(board.asOf, at(2));
    for (const more of [started(3, 'd'), started(5, 'd'), resumed(1), beat(9), down, cut])
      assert.equal(follow(board, more), board);
    const again = follow(board, snapshot(7, 'c'));
    assert.deepEqual([again.isLost, again.standing, ids(again)], [false, 'live', ['c']]);
  });

test('a change before anything else asks for a snapshot', () => {
  assert.equal(after(started(1, 'a')).isLost, true);
  assert.equal(after(resumed(1)).isLost, true);
});

test('a beat says that all is still so', () => {
  const board = after(snapshot(1, 'a'), beat(6));
  assert.equal(board.asOf, at(6));
  assert.equal(follow(board, started(2, 'b')).standing, 'live');
});

test('when the PBX is out of reach the calls stay, as of before, until a snapshot', () => {
  const board = after(snapshot(1, 'a'), beat(6), down);
  assert.deepEqual([board.standing, board.asOf, ids(board)], ['down', at(6), ['a']]);
  assert.deepEqual(follow(board, beat(9)), board);
  assert.equal(follow(board, started(2, 'b')).isLost, true);
  const back = follow(board, snapshot(1));
  assert.deepEqual([back.standing, ids(back)], ['live', []]);
});

test('after a cut it goes on where it was, or with a snapshot', () => {
  const board = after(snapshot(1, 'a'), started(2, 'b'), cut);
  assert.deepEqual([board.standing, board.asOf, ids(board)], ['cut', at(2), ['a', 'b']]);
  assert.deepEqual(follow(board, beat(9)), board);
  const back = [resumed(1), ended(2, 'a')].reduce(follow, board);
  assert.deepEqual([back.standing, ids(back)], ['live', ['b']]);
  assert.deepEqual(ids(follow(board, snapshot(1, 'c'))), ['c']);
});

test('an event that is none is left out', () => {
  assert.equal(readEvent('beat', '{"at":'), null);
  assert.deepEqual(readEvent('beat', '{"at":"x"}'), { type: 'beat', at: 'x' });
});

/** Small, and the same numbers for the same seed. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A server as simple as can be: all that ever happened, and one connection. */
class Server {
  private readonly history: { id: string; call: LiveCall | null }[] = [];
  private sent = 0;
  /** So much of it has arrived. */
  private known = 0;
  private seq = 0;

  happen(id: string, now: LiveCall | null): void {
    this.history.push({ id, call: now });
  }

  /** The calls after everything that arrived. */
  truth(): Map<string, LiveCall> {
    const calls = new Map<string, LiveCall>();
    for (const { id, call: now } of this.history.slice(0, this.known))
      if (now) calls.set(id, now);
      else calls.delete(id);
    return calls;
  }

  snapshot(): LiveEvent {
    this.known = this.sent = this.history.length;
    this.seq = 1;
    return { type: 'snapshot', seq: 1, at: at(0), items: [...this.truth().values()] };
  }

  resume(): LiveEvent {
    this.sent = this.known;
    this.seq = 1;
    return { type: 'resumed', seq: 1, at: at(0) };
  }

  next(arrives: boolean): LiveEvent | null {
    const change = this.history[this.sent];
    if (!change) return null;
    ++this.sent;
    if (arrives) this.known = this.sent;
    const head = { seq: ++this.seq, at: at(0) };
    if (!change.call) return { type: 'call-ended', call_id: change.id, ...head };
    return { type: 'call-changed', call: change.call, ...head };
  }
}

const sorted = (calls: ReadonlyMap<string, LiveCall>) =>
  [...calls].sort(([a], [b]) => (a < b ? -1 : 1));

test('whatever happens on the way, a board that calls itself live is right', () => {
  let seenLive = 0;
  let seenLost = 0;
  for (let seed = 1; seed <= 200; ++seed) {
    const choose = random(seed);
    const server = new Server();
    let board = EMPTY;
    for (let step = 0; step < 120; ++step) {
      const id = `c${choose(6)}`;
      switch (choose(10)) {
        case 0:
          server.happen(id, null);
          break;
        case 1:
        case 2:
          server.happen(id, call(id, { state: choose(2) ? 'answered' : 'held', queue: `${step}` }));
          break;
        case 3:
          // Lost on the way.
          if (board.seq !== null) server.next(false);
          break;
        case 4:
          if (choose(3) === 0) board = follow(board, choose(2) ? cut : down);
          break;
        case 5:
          if (board.isLost || board.asOf === null) board = follow(board, server.snapshot());
          else if (board.seq === null && choose(2)) board = follow(board, server.resume());
          break;
        case 6:
          board = follow(board, beat(1));
          break;
        default: {
          const event = board.seq === null ? null : server.next(true);
          if (event) board = follow(board, event);
          if (board.isLost) ++seenLost;
          else if (event) assert.deepEqual(sorted(board.calls), sorted(server.truth()));
          if (event && !board.isLost) ++seenLive;
        }
      }
      assert.equal(board.isLost && board.standing === 'live', false);
    }
  }
  assert.ok(seenLive > 1000 && seenLost > 100, `${seenLive} ${seenLost}`);
});
