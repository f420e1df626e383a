/** A real edgvoip with simulated calls, and a real w3suite beside it with the built pages. */

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Gate } from './gate.ts';
import { Pbx, PBX_PASSWORD } from './pbx.ts';
import { Simulation, type CallRecords } from './records.ts';

export const PROJECT = new URL('../../', import.meta.url).pathname;
const EDGVOIP = process.env['EDGVOIP_BIN'] ?? join(PROJECT, 'build/dev/bin/edgvoip');
const W3SUITE = process.env['W3SUITE_BIN'] ?? join(PROJECT, 'build/dev/bin/w3suite');

/** Browsers under test are told that it is this moment; the calls are of the two weeks before. */
export const NOW = '2026-11-29T11:00:00Z';
const BEGIN = '2026-11-15T00:00:00Z';

export const PASSWORD = 'quattro parole da ricordare';
const PATIENCE_MS = 60_000;

export interface Tenant {
  tenant_id: string;
  sip_domain: string;
  name: string;
  stores: { store_id: string; name: string }[];
  extensions: { ext: string; display_name: string; store_id: string }[];
  dids: { did_e164: string; store_id: string; label: string }[];
}

export interface Wish {
  /** Instead of the simulator's usual 30. */
  callsPerStoreDay?: number;
  /** w3suite asks edgvoip through a gate that can be held. */
  isGated?: boolean;
  /** edgvoip hears of the calls that a made-up PBX has. */
  hasPbx?: boolean;
}

export interface Answer {
  status: number;
  cookie: string | undefined;
  text: string;
}

export interface LoggedIn {
  cookie: { name: string; value: string };
  csrf: string;
}

type Role = 'agent' | 'store_manager' | 'supervisor' | 'admin';

async function freePort(): Promise<number> {
  const listener = createServer();
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
  const { port } = listener.address() as AddressInfo;
  await new Promise((done) => listener.close(done));
  return port;
}

export async function until(what: string, isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    if (await isTrue()) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`${what} did not happen`);
}

export class Servers {
  readonly folder = mkdtempSync(join(tmpdir(), 'w3-e2e-'));
  tenants: Tenant[] = [];
  simulation!: Simulation;
  private theGate: Gate | undefined;
  private thePbx: Pbx | undefined;
  private ports = { edgvoip: 0, private: 0, w3: 0 };
  private edgvoip: ChildProcess | undefined;
  private w3: ChildProcess | undefined;

  static async start(wish: Wish = {}): Promise<Servers> {
    const servers = new Servers();
    try {
      await servers.prepare(wish);
      await servers.startEdgvoip();
      servers.w3 = servers.serve(W3SUITE, 'w3suite.toml', 'w3.log');
      await servers.answers(servers.ports.w3, '/readyz');
    } catch (error) {
      await servers.stop();
      throw error;
    }
    return servers;
  }

  get url(): string {
    return `http://127.0.0.1:${this.ports.w3}`;
  }

  get gate(): Gate {
    if (!this.theGate) throw new Error('no gate was wished for');
    return this.theGate;
  }

  get pbx(): Pbx {
    if (!this.thePbx) throw new Error('no PBX was wished for');
    return this.thePbx;
  }

  tenant(index: number): Tenant {
    const tenant = this.tenants[index];
    if (!tenant) throw new Error(`there is no tenant ${index}`);
    return tenant;
  }

  private run(program: string, ...words: string[]): string {
    const done = spawnSync(program, words, { cwd: this.folder, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${program} ${words[0]}: ${done.stderr || done.error}`);
    return done.stdout;
  }

  private async prepare({ callsPerStoreDay, isGated, hasPbx }: Wish): Promise<void> {
    this.ports = { edgvoip: await freePort(), private: await freePort(), w3: await freePort() };
    if (isGated) this.theGate = await Gate.before(this.ports.edgvoip);
    if (hasPbx) this.thePbx = await Pbx.start();
    const simulated = ['simulate', '--seed', '7', '--tenants', '2', '--from', BEGIN, '--to', NOW];
    const directory = join(this.folder, 'directory.json');
    const store = `sqlite:${join(this.folder, 'edgvoip.db')}`;
    // The records are patterns for further calls: the usual number of them is enough.
    const calls = callsPerStoreDay === undefined ? [] : ['--calls', String(callsPerStoreDay)];
    this.run(EDGVOIP, ...simulated, ...calls, '--store', store, '--directory', directory);
    const records = join(this.folder, 'records');
    const truth = join(this.folder, 'truth.jsonl');
    this.run(EDGVOIP, ...simulated, '--out', records, '--directory', directory, '--truth', truth);
    this.simulation = new Simulation(truth, records);
    const known = JSON.parse(readFileSync(directory, 'utf8')) as { tenants: Tenant[] };
    this.tenants = known.tenants;

    this.write('edgvoip.toml', [
      `[api]\nlisten = "127.0.0.1:${this.ports.edgvoip}"\ntrusted_proxies = ["127.0.0.1"]`,
      `[private]\nlisten = "127.0.0.1:${this.ports.private}"`,
      `[store]\nurl = "${store}"`,
      `[directory]\nfile = "directory.json"`,
      `[ratelimit]\nip_per_second = 0\ntenant_per_second = 0`,
      ...this.linkToPbx(),
      `[[auth.issuer]]\nissuer = "w3suite"\njwks_file = "w3-jwks.json"\ntenants = ["*"]`,
    ]);
    this.write('w3suite.toml', [
      `[w3]\nlisten = "127.0.0.1:${this.ports.w3}"\nstate = "sqlite:w3.db"`,
      `[private]\nlisten = ""`,
      `[web]\nfolder = "${join(PROJECT, 'build/web')}"`,
      `[edgvoip]\naddress = "127.0.0.1:${this.theGate?.port ?? this.ports.edgvoip}"`,
      `[callbacks]\nfollow_ms = 100`,
      `[ratelimit]\nlogins_per_minute = 0`,
      ...this.tenants.map(
        (tenant) =>
          `[[tenant]]\ntenant_id = "${tenant.tenant_id}"\nsip_domain = "${tenant.sip_domain}"\n` +
          `name = "${tenant.name}"\ntimezone = "Europe/Rome"`,
      ),
    ]);
    this.run(W3SUITE, 'key', '--config', 'w3suite.toml');
  }

  private linkToPbx(): string[] {
    if (!this.thePbx) return [];
    writeFileSync(join(this.folder, 'pbx-password'), `${PBX_PASSWORD}\n`);
    const address = `127.0.0.1:${this.thePbx.port}`;
    return [`[live]\nkind = "freeswitch"\naddress = "${address}"\npassword_file = "pbx-password"`];
  }

  private write(name: string, tables: string[]): void {
    writeFileSync(join(this.folder, name), `${tables.join('\n\n')}\n`);
  }

  private serve(program: string, config: string, log: string): ChildProcess {
    const output = openSync(join(this.folder, log), 'a');
    return spawn(program, ['serve', '--config', config], {
      cwd: this.folder,
      stdio: ['ignore', output, output],
    });
  }

  async startEdgvoip(): Promise<void> {
    this.edgvoip = this.serve(EDGVOIP, 'edgvoip.toml', 'edgvoip.log');
    await this.answers(this.ports.edgvoip, '/readyz');
  }

  async stopEdgvoip(): Promise<void> {
    await end(this.edgvoip);
    this.edgvoip = undefined;
  }

  async stop(): Promise<void> {
    await end(this.w3);
    await end(this.edgvoip);
    await this.theGate?.close();
    await this.thePbx?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private answers(port: number, path: string): Promise<void> {
    return until(`an answer to ${path} on port ${port}`, async () => {
      const answer = await this.send(port, 'GET', path).catch(() => undefined);
      return answer?.status === 200;
    });
  }

  private send(
    port: number,
    method: string,
    path: string,
    body?: string,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => (text += part));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            cookie: answer.headers['set-cookie']?.[0],
            text,
          }),
        );
      });
      asked.on('error', reject);
      asked.end(body);
    });
  }

  private post(path: string, value: object, headers: Record<string, string>): Promise<Answer> {
    return this.send(this.ports.w3, 'POST', path, JSON.stringify(value), {
      'Content-Type': 'application/json',
      'Sec-Fetch-Site': 'same-origin',
      ...headers,
    });
  }

  /** What a page of that person would send. */
  postAs({ cookie, csrf }: LoggedIn, path: string, value: object): Promise<Answer> {
    const headers = { Cookie: `${cookie.name}=${cookie.value}`, 'X-CSRF-Token': csrf };
    return this.post(path, value, headers);
  }

  /** Puts a call's records where the PBX puts them, and waits until each is taken. */
  async deliver(call: CallRecords): Promise<void> {
    for (const [uuid, record] of Object.entries(call.records)) {
      const path = `/ingest/freeswitch?uuid=${uuid}`;
      const headers = { 'Content-Type': 'application/json' };
      const answer = await this.send(this.ports.private, 'POST', path, record, headers);
      if (answer.status !== 200) throw new Error(`a record was answered ${answer.status}`);
    }
  }

  /** A new person; gives the first password, which must be changed. */
  addPerson(email: string, role: Role, tenant: number, ...more: string[]): string {
    const { sip_domain } = this.tenant(tenant);
    const words = ['user', 'add', '--config', 'w3suite.toml', '--email', email, '--role', role];
    const name = more.includes('--name') ? [] : ['--name', NAMES[role]];
    return this.run(W3SUITE, ...words, ...name, '--sip-domain', sip_domain, ...more)
      .trim()
      .split('\n')
      .at(-1) as string;
  }

  async logIn(email: string, password: string, tenant: number): Promise<LoggedIn> {
    const { sip_domain } = this.tenant(tenant);
    const answer = await this.post('/w3/login', { email, password, sip_domain }, {});
    const cookie = /^([^=]+)=([^;]+)/.exec(answer.cookie ?? '');
    if (answer.status !== 200 || !cookie) throw new Error(`no login: ${answer.text}`);
    const { csrf } = JSON.parse(answer.text) as { csrf: string };
    return { csrf, cookie: { name: cookie[1] ?? '', value: cookie[2] ?? '' } };
  }

  /** A person with a password of their own, logged in. */
  async newcomer(email: string, role: Role, tenant: number, ...more: string[]): Promise<LoggedIn> {
    const first = this.addPerson(email, role, tenant, ...more);
    const person = await this.logIn(email, first, tenant);
    const answer = await this.postAs(person, '/w3/password', { current: first, new: PASSWORD });
    if (answer.status !== 204) throw new Error(`no new password: ${answer.text}`);
    return this.logIn(email, PASSWORD, tenant);
  }
}

const NAMES: Record<Role, string> = {
  agent: 'Operatore di prova',
  store_manager: 'Responsabile di prova',
  supervisor: 'Supervisore di prova',
  admin: 'Amministratore di prova',
};

async function end(process: ChildProcess | undefined): Promise<void> {
  if (!process || process.exitCode !== null || process.signalCode !== null) return;
  const ended = new Promise((done) => process.once('exit', done));
  process.kill('SIGTERM');
  await ended;
}
