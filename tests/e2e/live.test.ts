/** The live page: it begins with everything, follows what happens, and says when it cannot. */

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';

import type { LiveCall } from '../../web/app/src/api/live.ts';
import { admin, open, servers, standOn } from './bed.ts';
import { bringTo, cutTexts, type Look, type Opened, type Page } from './browser.ts';
import { liveCall, liveCallsOfAllKinds } from './live-samples.ts';
import { LiveStage } from './live-stage.ts';
import { PASSWORD, type LoggedIn } from './servers.ts';

let stage: LiveStage;
let agent: LoggedIn;

standOn(async () => {
  stage = await LiveStage.before(servers.url);
  const [store] = servers.tenant(0).stores;
  const words = ['--ext', '1001', '--store', store?.store_id ?? ''];
  agent = await servers.newcomer('operatrice@chain.test', 'agent', 0, ...words);
});
beforeEach(() => stage.reset());
after(() => stage.close());

const now = () => new Date().toISOString();
/** The last beat may have come in the minute before. */
const earlier = (instant: string) => new Date(Date.parse(instant) - 1000).toISOString();
const minuteOf = (instant: string) =>
  new Date(instant).toLocaleTimeString('it', {
    timeZone: 'Europe/Rome',
    hour: '2-digit',
    minute: '2-digit',
  });

const rowOf = (page: Page, { call_id }: LiveCall) => page.locator(`tr[data-live="${call_id}"]`);
const inStage = (page: Page, call: LiveCall, words: string) =>
  rowOf(page, call).locator('.cell-stage').getByText(words, { exact: true }).waitFor();
const shownIds = (page: Page): Promise<string[]> =>
  page
    .locator('tr[data-live]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-live') ?? ''));
const total = (page: Page, name: string) =>
  page.locator('.live-totals > div').filter({ hasText: name }).locator('dd');

async function openLive(person: LoggedIn, query = '', look: Look = {}): Promise<Opened> {
  const opened = await open(person, { baseURL: stage.url, now: now(), ...look });
  await opened.page.goto(`/diretta${query}`);
  return opened;
}

async function openWith(calls: LiveCall[], query = ''): Promise<Opened> {
  for (const call of calls) stage.put(call);
  const opened = await openLive(admin, query);
  await opened.page.locator('.live-now').waitFor();
  return opened;
}

test('the first that is seen is everything there is', async () => {
  const calls = liveCallsOfAllKinds(now());
  for (const call of calls) stage.put(call);
  const { page, context, said } = await open(admin, { baseURL: stage.url, now: now() });
  await page.addInitScript(() => {
    const seen: number[] = [];
    Object.assign(globalThis, { seen });
    new MutationObserver(() => {
      const count = document.querySelectorAll('tr[data-live]').length;
      if (count !== seen.at(-1) && (count > 0 || seen.length > 0)) seen.push(count);
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto('/diretta');
  await page.locator('tr[data-live]').first().waitFor();
  const seen = await page.evaluate(() => (globalThis as unknown as { seen: number[] }).seen);
  assert.deepEqual(seen, [calls.length]);
  // Who waits comes first, the longest before the others; then what is talked.
  const waiting = calls.slice(0, 4).map(({ call_id }) => call_id);
  assert.deepEqual((await shownIds(page)).slice(0, 4), waiting);
  for (const [name, count] of Object.entries({ 'In coda': '3', Squillano: '2', 'In attesa': '1' }))
    assert.equal(await total(page, name).innerText(), count, name);
  assert.deepEqual(said.problems, []);
  await context.close();
});

test('a call is seen to ring, to be answered, to be held and to end', async (t) => {
  const { page, context, said } = await openWith([]);
  await page.getByText('Nessuna chiamata in corso', { exact: true }).waitFor();
  const cashier = page.locator('.operator[data-ext="1001"] .operator-state');
  await cashier.getByText('Libero').waitFor();
  const begun = performance.now();
  const ringing = liveCall(now(), 0, { exts: [{ ext: '1001', state: 'ringing' }] });
  stage.put(ringing);
  await inStage(page, ringing, 'Squilla');
  t.diagnostic(`seen after ${Math.round(performance.now() - begun)} ms`);
  await cashier.getByText('Squilla').waitFor();
  const answered: LiveCall = {
    ...ringing,
    state: 'answered',
    answer_ts: now(),
    exts: [{ ext: '1001', state: 'answered' }],
  };
  stage.put(answered);
  await inStage(page, ringing, 'In conversazione');
  await cashier.getByText('Occupato').waitFor();
  assert.equal(await total(page, 'In conversazione').innerText(), '1');
  stage.put({ ...answered, state: 'held', exts: [{ ext: '1001', state: 'held' }] });
  await inStage(page, ringing, 'In attesa');
  stage.end(ringing.call_id);
  await inStage(page, ringing, 'Terminata');
  await cashier.getByText('Libero').waitFor();
  await page.getByText('Nessuna chiamata in corso', { exact: true }).waitFor();
  assert.equal(await rowOf(page, ringing).count(), 0);
  assert.deepEqual(said.problems, []);
  await context.close();
});

test('a number is whole at every width that has columns', async () => {
  const abroad = liveCall(now(), 12, { from_uri: '+4915112345678' });
  const named = liveCall(now(), 9, { from_name: 'Cliente abituale' });
  const { page, context } = await openWith([abroad, named]);
  const widths = [720, 899, 900, 1023, 1024, 1279, 1280, 1366, 1439, 1440, 1920];
  const cut = await cutTexts(page, 'tr[data-live] .cell-from :not(:has(*))', widths);
  assert.deepEqual(cut, []);
  await context.close();
});

test('who waits for half a minute stands out, and for a minute even more', async () => {
  const fresh = liveCall(now(), 3);
  const long = liveCall(now(), 33, { queue: 'vendite' });
  const tooLong = liveCall(now(), 63, { queue: 'vendite' });
  const ours = liveCall(now(), 90, { direction: 'out', from_uri: '1001', to_uri: '+390612345678' });
  const { page, context } = await openWith([fresh, ours, long, tooLong]);
  await rowOf(page, long).getByText('attesa lunga').waitFor();
  await rowOf(page, tooLong).getByText('troppa attesa').waitFor();
  const ids = [tooLong, long, fresh, ours].map(({ call_id }) => call_id);
  assert.deepEqual(await shownIds(page), ids);
  for (const call of [fresh, ours])
    assert.equal(await rowOf(page, call).locator('.since-words').count(), 0);
  assert.match(await rowOf(page, long).locator('.since-time').innerText(), /^0:3\d$/);
  await context.close();
});

test('when the PBX is out of reach the board is grey, and it comes back whole', async () => {
  const stays = liveCall(now(), 5, { talked: 2 });
  const ends = liveCall(now(), 8, { talked: 6 });
  const { page, context, said } = await openWith([stays, ends]);
  await rowOf(page, ends).getByRole('link').waitFor();
  const before = now();
  stage.loseLink();
  const words = /^Dati fermi alle \d\d:\d\d · centralino non raggiungibile$/;
  const told = page.getByRole('status').getByText(words);
  await told.waitFor();
  const minute = /\d\d:\d\d/.exec(await told.innerText())?.[0] ?? '';
  assert.ok([earlier(before), before, now()].map(minuteOf).includes(minute), minute);
  await page.locator('.live-board.still').waitFor();
  assert.equal(await page.locator('.live-board a').count(), 0);
  assert.equal(await page.locator('.live-now').count(), 0);
  const time = await rowOf(page, stays).locator('.since-time').innerText();
  const comes = liveCall(now(), 1);
  stage.end(ends.call_id);
  stage.put(comes);
  // Several beats later nothing has moved on.
  await page.waitForTimeout(2500);
  assert.equal(await rowOf(page, stays).locator('.since-time').innerText(), time);
  assert.equal(await rowOf(page, comes).count(), 0);
  stage.restoreLink();
  await rowOf(page, comes).waitFor();
  await rowOf(page, ends).waitFor({ state: 'detached' });
  await told.waitFor({ state: 'detached' });
  await page.locator('.live-now').waitFor();
  assert.deepEqual((await shownIds(page)).sort(), [stays.call_id, comes.call_id].sort());
  assert.deepEqual(said.problems, []);
  await context.close();
});

test('after a cut it takes up where it was, and no call stays that has ended', async () => {
  const stays = liveCall(now(), 5, { talked: 2 });
  const ends = liveCall(now(), 8, { talked: 6 });
  const { page, context } = await openWith([stays, ends]);
  const asked = stage.asked.length;
  stage.cut();
  await page.getByText(/^Dati fermi alle \d\d:\d\d · server non raggiungibile$/).waitFor();
  const comes = liveCall(now(), 1);
  stage.end(ends.call_id);
  stage.put(comes);
  await rowOf(page, comes).waitFor();
  await rowOf(page, ends).waitFor({ state: 'detached' });
  await page.locator('.live-now').waitFor();
  assert.equal(stage.asked.length, asked + 1);
  assert.notEqual(stage.asked.at(-1), undefined);
  await context.close();
});

test('when an event is missing everything is asked for anew', async () => {
  const ends = liveCall(now(), 8, { talked: 6 });
  const { page, context } = await openWith([ends]);
  const asked = stage.asked.length;
  stage.loseOne();
  stage.end(ends.call_id);
  await page.getByText('Nessuna chiamata in corso', { exact: true }).waitFor();
  assert.deepEqual(stage.asked.slice(asked), [undefined]);
  await context.close();
});

test('a server that says nothing for ten seconds is not there', async () => {
  const ends = liveCall(now(), 8, { talked: 6 });
  const { page, context } = await openWith([ends]);
  stage.fallSilent();
  await page.getByText(/^Dati fermi alle \d\d:\d\d · server non raggiungibile$/).waitFor();
  stage.end(ends.call_id);
  stage.speak();
  await page.getByText('Nessuna chiamata in corso', { exact: true }).waitFor();
  await context.close();
});

test('while somebody is at the rows none moves away, and none is lost', async () => {
  const first = liveCall(now(), 20);
  const second = liveCall(now(), 15);
  const third = liveCall(now(), 10);
  const { page, context } = await openWith([first, second, third]);
  await rowOf(page, second).locator('.cell-store').hover();
  const place = await rowOf(page, second).boundingBox();
  stage.end(first.call_id);
  await inStage(page, first, 'Terminata');
  const longer = liveCall(now(), 25);
  stage.put(longer);
  await rowOf(page, longer).waitFor();
  stage.put({ ...third, state: 'answered', answer_ts: now() });
  await inStage(page, third, 'In conversazione');
  await page.waitForTimeout(2000);
  assert.deepEqual(await rowOf(page, second).boundingBox(), place);
  const held = [first, second, third, longer].map(({ call_id }) => call_id);
  assert.deepEqual(await shownIds(page), held);
  await page.mouse.move(0, 0);
  await rowOf(page, first).waitFor({ state: 'detached' });
  const ordered = [longer, second, third].map(({ call_id }) => call_id);
  assert.deepEqual(await shownIds(page), ordered);
  await context.close();
});

test('filters are in the address, and a call leads to the past ones of its number', async () => {
  const [one, two] = servers.tenant(0).stores.map(({ store_id }) => store_id);
  assert.ok(one && two);
  const here = liveCall(now(), 20, { store_id: one });
  const out = liveCall(now(), 9, {
    direction: 'out',
    store_id: one,
    from_uri: '1001',
    to_uri: '+390612345678',
  });
  const there = liveCall(now(), 15, { store_id: two });
  const { page, context, said } = await openWith([here, out, there]);
  assert.equal((await shownIds(page)).length, 3);
  await page.getByRole('button', { name: /^Negozio:/ }).click();
  await page.getByRole('option', { name: servers.tenant(0).stores[0]?.name ?? '' }).click();
  await rowOf(page, there).waitFor({ state: 'detached' });
  assert.equal(new URL(page.url()).search, `?neg=${one}`);
  assert.equal(await page.locator('.operators-store').count(), 1);
  await page.getByRole('button', { name: /^Direzione:/ }).click();
  await page.getByRole('option', { name: 'In uscita' }).click();
  await rowOf(page, here).waitFor({ state: 'detached' });
  assert.equal(await total(page, 'Squillano').innerText(), '1');
  await page.reload();
  await rowOf(page, out).waitFor();
  assert.deepEqual(await shownIds(page), [out.call_id]);
  await page.goBack();
  await rowOf(page, here).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await rowOf(page, out).locator('a:focus').waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/chiamate\?p=.*&numero=%2B390612345678$/);
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await page.waitForURL('**/diretta');
  await page.locator('.live-now').waitFor();
  assert.deepEqual(said.problems, []);
  await context.close();
});

test('on a wall there are only the calls, and the screen stays on, until Escape', async () => {
  stage.put(liveCall(now(), 4));
  const { page, context, said } = await open(admin, { baseURL: stage.url, now: now() });
  await page.addInitScript(() => {
    const locks = { held: 0 };
    Object.assign(globalThis, { locks });
    const request = () => {
      ++locks.held;
      return Promise.resolve({ release: () => Promise.resolve(void --locks.held) });
    };
    Object.defineProperty(navigator, 'wakeLock', { value: { request } });
  });
  const locksHeld = (count: number) =>
    page.waitForFunction(
      (wanted) => (globalThis as unknown as { locks: { held: number } }).locks.held === wanted,
      count,
    );
  await page.goto('/diretta');
  await page.locator('tr[data-live]').waitFor();
  const size = () => page.locator('tr[data-live]').evaluate((row) => row.clientHeight);
  const usual = await size();
  await page.getByRole('button', { name: 'Modalità schermo' }).click();
  await page.waitForURL('**/diretta?schermo=1');
  await page.getByRole('navigation').waitFor({ state: 'hidden' });
  await locksHeld(1);
  assert.ok((await size()) > usual);
  await page.keyboard.press('Escape');
  await page.waitForURL('**/diretta');
  await page.getByRole('navigation').waitFor();
  await locksHeld(0);
  assert.equal(await size(), usual);
  assert.deepEqual(said.problems, []);
  await context.close();
});

test('whoever sees only their own calls is told of nobody else', async () => {
  const { page, context } = await openLive(agent);
  await page.locator('.operator').waitFor();
  assert.equal(await page.locator('.operator').getAttribute('data-ext'), '1001');
  await context.close();
});

test('a session that has ended ends here, too', async () => {
  const person = await servers.logIn('operatrice@chain.test', PASSWORD, 0);
  const { page, context } = await openLive(person);
  await page.locator('.live-now').waitFor();
  stage.refuse(401);
  await page.waitForURL(/\/accesso\?da=%2Fdiretta$/);
  stage.accept();
  await context.close();
});

test('a tab that nobody looks at does not listen', async () => {
  const { page, context } = await openWith([]);
  await bringTo(page, 'hidden');
  await page.locator('.live-now').waitFor({ state: 'detached' });
  const call = liveCall(now(), 2);
  stage.put(call);
  const asked = stage.asked.length;
  await bringTo(page, 'visible');
  await rowOf(page, call).waitFor();
  assert.deepEqual(stage.asked.slice(asked), [undefined]);
  await context.close();
});

test('what it takes to follow two hundred calls is told', async (t) => {
  const busy = await LiveStage.before(servers.url, { beatMs: 5000 });
  const calls = Array.from({ length: 200 }, (_, index) =>
    liveCall(now(), index, index % 2 ? { talked: index } : {}),
  );
  for (const call of calls) busy.put(call);
  const { page, context, said } = await openLive(admin, '', { baseURL: busy.url });
  await page.clock.resume();
  await page.locator('.live-now').waitFor();
  assert.equal((await shownIds(page)).length, calls.length);
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  const scriptMs = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0);
  };
  const before = await scriptMs();
  await page.waitForTimeout(10_000);
  const milliseconds = ((await scriptMs()) - before) / 10;
  t.diagnostic(`${milliseconds.toFixed(1)} ms of scripts a second`);
  assert.deepEqual(said.problems, []);
  await context.close();
  await busy.close();
});
