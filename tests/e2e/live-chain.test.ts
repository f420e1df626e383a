/** The calls of now on their whole way: a PBX's Event Socket, edgvoip, w3suite, the page. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { admin, open, servers, standOn } from './bed.ts';
import type { Opened, Page } from './browser.ts';
import { Customers, deliverCall } from './callers.ts';
import { dialled, keepDialled } from './dialled.ts';
import { openAlways } from './open-hours.ts';
import { openTasks, rowOf as taskOf } from './task-list.ts';

standOn(() => openAlways(null, 30), { hasPbx: true });

const SEEN_WITHIN_MS = 1000;

/** A customer's call at a shop's line, which rings a phone of that shop. */
function ring(id: string, from = '+393331112233', tenant = 0) {
  const { sip_domain, stores, extensions, dids } = servers.tenant(tenant);
  const store = stores[0]?.store_id;
  const phone = extensions.find(({ store_id }) => store_id === store);
  const line = dids.find(({ store_id }) => store_id === store);
  assert.ok(phone && line);
  servers.pbx.ring({ id, from, did: line.did_e164, ext: phone.ext, domain: sip_domain });
  return phone;
}

const rowOf = (page: Page, id: string) => page.locator(`tr[data-live="${id}"]`);
const inStage = (page: Page, id: string, words: string) =>
  rowOf(page, id).locator('.cell-stage').getByText(words, { exact: true }).waitFor();
const shownIds = (page: Page): Promise<string[]> =>
  page
    .locator('tr[data-live]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-live') ?? ''));

async function openLive(): Promise<Opened> {
  const opened = await open(admin, { now: new Date().toISOString() });
  await opened.page.goto('/diretta');
  await opened.page.locator('.live-now').waitFor();
  return opened;
}

test('the first paint has every call, and each step is seen at once', async (t) => {
  ring('there-before');
  ring('of-the-other-tenant', '+393339998877', 1);
  const { page, context, said } = await openLive();
  await rowOf(page, 'there-before').waitFor();
  assert.deepEqual(await shownIds(page), ['there-before']);
  const phone = ring('new', '+393334445566');
  const steps = [
    [() => {}, 'Squilla'],
    [() => servers.pbx.answer('new'), 'In conversazione'],
    [() => servers.pbx.hold('new'), 'In attesa'],
    [() => servers.pbx.hangUp('new'), 'Terminata'],
  ] as const;
  for (const [step, words] of steps) {
    const begun = performance.now();
    step();
    await inStage(page, 'new', words);
    t.diagnostic(`${words} after ${Math.round(performance.now() - begun)} ms of ${SEEN_WITHIN_MS}`);
  }
  const state = page.locator(`.operator[data-ext="${phone.ext}"] .operator-state`);
  await state.getByText('Squilla').waitFor();
  servers.pbx.hangUp('there-before');
  await state.getByText('Libero').waitFor();
  servers.pbx.hangUp('of-the-other-tenant');
  assert.deepEqual(said.problems, []);
  await context.close();
});

test('a PBX that goes turns the board grey; when it is back there is no ghost', async () => {
  ring('ends-unseen');
  ring('stays', '+393337778899');
  const { page, context, said } = await openLive();
  await rowOf(page, 'ends-unseen').waitFor();
  servers.pbx.cut();
  await page.getByRole('status').getByText('centralino non raggiungibile').waitFor();
  await page.locator('.live-board.still').waitFor();
  servers.pbx.hangUp('ends-unseen');
  ring('begun-unseen', '+393330001111');
  servers.pbx.restore();
  await rowOf(page, 'begun-unseen').waitFor();
  await page.locator('.live-board.still').waitFor({ state: 'detached' });
  await rowOf(page, 'ends-unseen').waitFor({ state: 'detached' });
  assert.deepEqual((await shownIds(page)).toSorted(), ['begun-unseen', 'stays']);
  servers.pbx.hangUp('stays');
  servers.pbx.hangUp('begun-unseen');
  assert.deepEqual(said.problems, []);
  await context.close();
});

test('w3suite without edgvoip says so, and goes on when it is back', async () => {
  ring('over-a-restart');
  const { page, context } = await openLive();
  await rowOf(page, 'over-a-restart').waitFor();
  await servers.stopEdgvoip();
  await page.locator('.live-board.still').waitFor();
  await servers.startEdgvoip();
  await page.locator('.live-board.still').waitFor({ state: 'detached' });
  await rowOf(page, 'over-a-restart').waitFor();
  servers.pbx.hangUp('over-a-restart');
  await context.close();
});

test('a customer who is on the line with a colleague is not called unawares', async () => {
  const customers = new Customers();
  const number = customers.next();
  await deliverCall('missed', number, 5);
  const phone = ring('on-the-line', `+39${number}`);
  servers.pbx.answer('on-the-line');
  const { page, context, said } = await openTasks(admin, customers);
  await keepDialled(page);
  await page.reload();
  const callBack = taskOf(page, number).getByRole('link', { name: 'Richiama', exact: true });
  await callBack.click();
  const dialog = page.getByRole('dialog', { name: 'Richiama' });
  await dialog.getByText(`Il cliente è già in linea con ${phone.display_name}`).waitFor();
  await dialog.getByRole('button', { name: 'Annulla' }).click();
  await dialog.waitFor({ state: 'detached' });
  assert.deepEqual(await dialled(page), []);
  servers.pbx.hangUp('on-the-line');
  await callBack.click();
  await taskOf(page, number).locator('.cell-state').getByText('In carico').waitFor();
  assert.deepEqual(await dialled(page), [`tel:+39${number}`]);
  assert.deepEqual(said.problems, []);
  await context.close();
});
