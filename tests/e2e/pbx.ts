/** A PBX's Event Socket: edgvoip is told of the calls that a test makes up. */

import { createServer, type AddressInfo, type Socket } from 'node:net';

export const PBX_PASSWORD = 'of a made-up PBX';
const US_PER_MS = 1000;

interface Ringing {
  id: string;
  /** The customer, and the line that was called, in E.164. */
  from: string;
  did: string;
  /** The phone that rings. */
  ext: string;
  domain: string;
}

type Fields = Record<string, string>;

/** A channel as its events and as the list of channels tell it. */
interface Channel {
  event: Fields;
  row: Fields;
}

const nowUs = () => String(Date.now() * US_PER_MS);

export class Pbx {
  private readonly server = createServer((client) => this.serve(client));
  private readonly clients = new Set<Socket>();
  private readonly listeners = new Set<Socket>();
  private readonly channels = new Map<string, Channel>();
  private isRefusing = false;

  static async start(): Promise<Pbx> {
    const pbx = new Pbx();
    await new Promise<void>((done) => pbx.server.listen(0, '127.0.0.1', done));
    return pbx;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.destroy();
    await new Promise((done) => this.server.close(done));
  }

  /** A customer calls, and a phone rings. */
  ring({ id, from, did, ext, domain }: Ringing): void {
    const line = { from, dialled: did, context: 'public' };
    this.begin(id, 'inbound', `sofia/external/${from}@sip.carrier.test`, line, {});
    const phone = { from, dialled: ext, context: 'public' };
    this.begin(`${id}-phone`, 'outbound', `sofia/internal/${ext}@192.0.2.7:5060`, phone, {
      variable_originating_leg_uuid: id,
      variable_dialed_user: ext,
      variable_dialed_domain: domain,
    });
    const rung = this.channel(`${id}-phone`).row;
    Object.assign(rung, { call_uuid: id, presence_id: `${ext}@${domain}` });
  }

  /** The phone answers. */
  answer(id: string): void {
    for (const each of [`${id}-phone`, id]) {
      const channel = this.channel(each);
      channel.event['Caller-Channel-Answered-Time'] = nowUs();
      channel.row['callstate'] = 'ACTIVE';
      this.tell('CHANNEL_ANSWER', channel);
    }
    const ends = { 'Bridge-A-Unique-ID': id, 'Bridge-B-Unique-ID': `${id}-phone` };
    this.tell('CHANNEL_BRIDGE', this.channel(id), ends);
  }

  hold(id: string): void {
    const channel = this.channel(`${id}-phone`);
    channel.row['callstate'] = 'HELD';
    this.tell('CHANNEL_HOLD', channel);
  }

  /** Nobody is told when the link is cut. */
  hangUp(id: string): void {
    for (const each of [`${id}-phone`, id]) {
      this.tell('CHANNEL_HANGUP', this.channel(each));
      this.channels.delete(each);
    }
  }

  /** Nobody is connected any more, and nobody is let in. */
  cut(): void {
    this.isRefusing = true;
    for (const client of this.clients) client.destroy();
  }

  restore(): void {
    this.isRefusing = false;
  }

  private channel(id: string): Channel {
    const channel = this.channels.get(id);
    if (!channel) throw new Error(`there is no channel ${id}`);
    return channel;
  }

  private begin(
    id: string,
    direction: string,
    name: string,
    { from, dialled, context }: { from: string; dialled: string; context: string },
    variables: Fields,
  ): void {
    const event = {
      'Unique-ID': id,
      'Call-Direction': direction,
      'Channel-Name': name,
      'Caller-Caller-ID-Number': from,
      'Caller-Destination-Number': dialled,
      'Caller-Context': context,
      'Caller-Channel-Created-Time': nowUs(),
      ...variables,
    };
    const row = {
      uuid: id,
      direction,
      name,
      cid_num: from,
      dest: dialled,
      context,
      created_epoch: String(Math.floor(Date.now() / 1000)),
      callstate: 'RINGING',
      call_uuid: '',
    };
    this.channels.set(id, { event, row });
    this.tell('CHANNEL_CREATE', { event, row });
  }

  private tell(name: string, { event }: Channel, more: Fields = {}): void {
    const told = { 'Event-Name': name, 'Event-Date-Timestamp': nowUs(), ...event, ...more };
    const body = JSON.stringify(told);
    const head = `Content-Length: ${Buffer.byteLength(body)}\nContent-Type: text/event-json\n\n`;
    for (const listener of this.listeners) listener.write(head + body);
  }

  private serve(client: Socket): void {
    this.clients.add(client);
    client.on('error', () => {});
    client.on('close', () => {
      this.clients.delete(client);
      this.listeners.delete(client);
    });
    if (this.isRefusing) return void client.destroy();
    client.write('Content-Type: auth/request\n\n');
    let said = '';
    client.on('data', (bytes) => {
      said += bytes.toString();
      for (let end = said.indexOf('\n\n'); end >= 0; end = said.indexOf('\n\n')) {
        const line = said.slice(0, end);
        said = said.slice(end + 2);
        client.write(this.reply(client, line));
      }
    });
  }

  private reply(client: Socket, line: string): string {
    const words = (text: string) => `Content-Type: command/reply\nReply-Text: ${text}\n\n`;
    if (line.startsWith('auth '))
      return words(line === `auth ${PBX_PASSWORD}` ? '+OK accepted' : '-ERR invalid');
    if (line.startsWith('event json ')) {
      this.listeners.add(client);
      return words('+OK event listener enabled json');
    }
    if (line !== 'api show channels as json') return words('-ERR command not found');
    const rows = [...this.channels.values()].map(({ row }) => row);
    const list = rows.length === 0 ? '{"row_count": 0}\n' : { row_count: rows.length, rows };
    const body = typeof list === 'string' ? list : JSON.stringify(list);
    return `Content-Type: api/response\nContent-Length: ${Buffer.byteLength(body)}\n\n${body}`;
  }
}
