/** Between w3suite and edgvoip: holds up every further page of a list, as long as a test wants. */

import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export class Gate {
  private readonly server = createServer((asked, answer) => void this.pass(asked, answer));
  private readonly edgvoip: number;
  private released: Promise<void> = Promise.resolve();
  private letGo: () => void = () => {};

  private constructor(edgvoip: number) {
    this.edgvoip = edgvoip;
  }

  static async before(edgvoip: number): Promise<Gate> {
    const gate = new Gate(edgvoip);
    await new Promise<void>((done) => gate.server.listen(0, '127.0.0.1', done));
    return gate;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** From now on nothing is answered that is asked with a cursor: an export stays where it is. */
  hold(): void {
    this.released = new Promise((done) => (this.letGo = done));
  }

  release(): void {
    this.letGo();
  }

  async close(): Promise<void> {
    this.release();
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    if (asked.url?.includes('cursor=')) await this.released;
    const { method = 'GET', url: path = '/', headers } = asked;
    const passed = request({ host: '127.0.0.1', port: this.edgvoip, method, path, headers });
    passed.on('response', (from) => {
      answer.writeHead(from.statusCode ?? 502, from.headers);
      from.pipe(answer);
    });
    // As if edgvoip itself had gone.
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  }
}
