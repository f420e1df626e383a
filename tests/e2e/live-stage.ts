/**
 * In front of w3suite: plays the calls of now, and whether a customer is on the line. Everything
 * else passes through.
 */

import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Line } from '../../web/app/src/api/callbacks.ts';
import type { LiveCall } from '../../web/app/src/api/live.ts';

/** More often than a server does: pages are to be seen to take it. */
const BEAT_MS = 500;

interface Wish {
  /** The server's time. */
  now?: () => string;
  beatMs?: number;
}

type Change =
  | { event: 'call-started' | 'call-changed'; call: LiveCall }
  | { event: 'call-ended'; call_id: string };

/** A page that listens, and the number of the last event it was told. */
interface Listener {
  answer: ServerResponse;
  seq: number;
}

export class LiveStage {
  private readonly server = createServer((asked, answer) => this.take(asked, answer));
  private readonly w3: URL;
  private readonly now: () => string;
  private readonly calls = new Map<string, LiveCall>();
  private readonly history: Change[] = [];
  private readonly listeners = new Set<Listener>();
  private readonly beats: ReturnType<typeof setInterval>;
  private isLinked = true;
  private isSilent = false;
  private refusal: number | null = null;
  private line: Line | 'late' | 'unknown' = { on_the_line: false };
  /** The Last-Event-ID of each time that somebody began to listen. */
  readonly asked: (string | undefined)[] = [];

  private constructor(w3: string, { now, beatMs = BEAT_MS }: Wish) {
    this.w3 = new URL(w3);
    this.now = now ?? (() => new Date().toISOString());
    this.beats = setInterval(() => this.beat(), beatMs);
  }

  static async before(w3: string, wish: Wish = {}): Promise<LiveStage> {
    const stage = new LiveStage(w3, wish);
    await new Promise<void>((done) => stage.server.listen(0, '127.0.0.1', done));
    return stage;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    clearInterval(this.beats);
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  put(call: LiveCall): void {
    const event = this.calls.has(call.call_id) ? 'call-changed' : 'call-started';
    this.calls.set(call.call_id, call);
    this.happen({ event, call });
  }

  end(callId: string): void {
    this.calls.delete(callId);
    this.happen({ event: 'call-ended', call_id: callId });
  }

  /** Nobody calls, and nothing is wrong, whatever was played before. */
  reset(): void {
    for (const id of [...this.calls.keys()]) this.end(id);
    this.isLinked = true;
    this.isSilent = false;
    this.refusal = null;
  }

  /** The PBX cannot be reached; W3 can. */
  loseLink(): void {
    this.isLinked = false;
    for (const { answer } of this.listeners) send(answer, 'link-down', { at: this.now() });
  }

  restoreLink(): void {
    this.isLinked = true;
    for (const listener of this.listeners) this.sendSnapshot(listener);
  }

  /** From now on whoever listens, or wants to, is answered so. */
  refuse(status: number): void {
    this.refusal = status;
    this.cut();
  }

  accept(): void {
    this.refusal = null;
  }

  /** Ends every connection; whoever was on it may begin another. */
  cut(): void {
    for (const { answer } of this.listeners) answer.destroy();
    this.listeners.clear();
  }

  /** Connections stay, and nothing comes over them any more. */
  fallSilent(): void {
    this.isSilent = true;
  }

  speak(): void {
    this.isSilent = false;
  }

  /** The next event goes to nobody, as if it had been lost on the way. */
  loseOne(): void {
    for (const listener of this.listeners) ++listener.seq;
  }

  playLine(line: typeof this.line): void {
    this.line = line;
  }

  private happen(change: Change): void {
    this.history.push(change);
    if (!this.isLinked || this.isSilent) return;
    for (const listener of this.listeners) this.tell(listener, change, this.history.length);
  }

  private tell(listener: Listener, { event, ...what }: Change, id: number): void {
    const data = { seq: ++listener.seq, at: this.now(), ...what };
    send(listener.answer, event, data, id);
  }

  private sendSnapshot(listener: Listener): void {
    listener.seq = 1;
    const data = { seq: 1, at: this.now(), items: [...this.calls.values()] };
    send(listener.answer, 'snapshot', data, this.history.length);
  }

  private beat(): void {
    if (this.isSilent) return;
    for (const { answer } of this.listeners) send(answer, 'beat', { at: this.now() });
  }

  private take(asked: IncomingMessage, answer: ServerResponse): void {
    const path = asked.url ?? '/';
    if (path === '/w3/live/events') this.listen(asked, answer);
    else if (/^\/w3\/callbacks\/[^/]+\/line$/.test(path)) this.answerLine(answer);
    else this.pass(asked, answer);
  }

  private listen(asked: IncomingMessage, answer: ServerResponse): void {
    if (this.refusal !== null) return refuse(answer, this.refusal);
    const lastId = asked.headers['last-event-id'] as string | undefined;
    this.asked.push(lastId);
    answer.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    answer.write(':\n\n');
    if (this.isSilent) return;
    const listener = { answer, seq: 1 };
    this.listeners.add(listener);
    answer.on('close', () => this.listeners.delete(listener));
    if (!this.isLinked) return send(answer, 'link-down', { at: this.now() });
    if (lastId === undefined) return this.sendSnapshot(listener);
    send(answer, 'resumed', { seq: 1, at: this.now() }, Number(lastId));
    for (let id = Number(lastId); id < this.history.length; ++id)
      this.tell(listener, this.history[id] as Change, id + 1);
  }

  private answerLine(answer: ServerResponse): void {
    if (this.line === 'late') return;
    if (this.line === 'unknown') return refuse(answer, 503);
    answer.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(this.line));
  }

  private pass(asked: IncomingMessage, answer: ServerResponse): void {
    const { method = 'GET', url: path = '/', headers } = asked;
    const { hostname: host, port } = this.w3;
    const passed = request({ host, port, method, path, headers });
    passed.on('response', (from) => {
      answer.writeHead(from.statusCode ?? 502, from.headers);
      from.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    answer.on('close', () => passed.destroy());
    asked.pipe(passed);
  }
}

function send(answer: ServerResponse, event: string, data: object, id?: number): void {
  const idLine = id === undefined ? '' : `id: ${id}\n`;
  answer.write(`event: ${event}\n${idLine}data: ${JSON.stringify(data)}\n\n`);
}

function refuse(answer: ServerResponse, status: number): void {
  answer.writeHead(status, { 'Content-Type': 'application/problem+json' }).end(
    JSON.stringify({
      type: status === 401 ? '/problems/not-logged-in' : 'about:blank',
      title: 'Not now',
      status,
      detail: 'not now',
      request_id: '7f0c2d1e',
    }),
  );
}
