/** The work list fills and empties itself: by the calls that come, whenever their records do. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { admin, servers, standOn } from './bed.ts';
import { bringTo, cutTexts, DESK_WIDTHS, type Page } from './browser.ts';
import { Customers, deliverCall, minutesAgo } from './callers.ts';
import { openAlways } from './open-hours.ts';
import {
  allFollowed,
  fact,
  loggedMoves,
  openDrawer,
  openTasks,
  rowOf,
  showTab,
  shownNumbers,
} from './task-list.ts';

const SLA_MINUTES = 30;

standOn(() => openAlways(null, SLA_MINUTES));

/** `28/11/2026, 17:23` */
const written = (instant: string): string =>
  new Intl.DateTimeFormat('it-IT', {
    timeZone: 'Europe/Rome',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(instant));

/** The closing line of the open task, once it is there. */
async function closingOf(page: Page): Promise<string> {
  return page.locator('.closed-by p').innerText();
}

test('three missed calls, the number written in three ways, are one row', async () => {
  const customers = new Customers();
  const number = customers.next();
  const inGroup = customers.next();
  await deliverCall('answeredInGroup', inGroup, 25);
  await deliverCall('missed', number, 12, { written: `39${number}` });
  const { page, context, said } = await openTasks(admin, customers);
  const row = rowOf(page, number);
  await row.waitFor();
  await deliverCall('missed', number, 5, { written: number });
  await row.getByText('×2').waitFor();
  // The first of all comes last.
  const first = minutesAgo(20);
  await deliverCall('missed', number, 20, { written: `0039${number}` });
  await row.getByText('×3').waitFor();
  await row.getByText(/^tra (9|10) min$/).waitFor();
  await openDrawer(page, number);
  const due = new Date(Date.parse(first) + SLA_MINUTES * 60_000).toISOString();
  assert.equal(await fact(page, 'Scadenza').innerText(), written(due));
  assert.equal(await page.locator('.drawer .same-number li').count(), 3);
  assert.deepEqual(await loggedMoves(page), ['Aperto', 'Chiamata aggiunta', 'Chiamata aggiunta']);
  // The group's call came before all of these.
  assert.deepEqual(await shownNumbers(page), [number]);
  assert.deepEqual(said.problems, []);
  await context.close();
});

test('who cannot be called back is listed with the reason, and the totals add up', async () => {
  const { simulation } = servers;
  const anonymous = simulation.at(
    minutesAgo(3),
    simulation.find(servers.tenant(0).sip_domain, 'no_answer', (call) => call.from_uri === null),
  );
  await servers.deliver(anonymous);
  const customers = new Customers();
  const brief = await deliverCall('givenUpSoon', customers.next(), 2);
  const { page, context, said } = await openTasks(admin, customers);
  await allFollowed(page, customers);
  await page.getByRole('link', { name: 'Non richiamabili' }).click();
  const reasonOf = (callId: string) =>
    page.getByRole('row').filter({ has: page.locator(`a[href="/chiamate/${callId}"]`) });
  await reasonOf(anonymous.callId).getByText('Il numero è anonimo.').waitFor();
  await reasonOf(anonymous.callId).getByText('Anonimo', { exact: true }).waitFor();
  await reasonOf(brief).getByText('Ha riagganciato subito.').waitFor();
  const totals = page.locator('dl.totals > div');
  const counts = (await totals.locator('dd').allInnerTexts()).map((text) =>
    Number(text.replaceAll('.', '')),
  );
  const [missed, ...parts] = counts;
  assert.equal(
    missed,
    parts.reduce((sum, each) => sum + each, 0),
  );
  assert.deepEqual((await totals.locator('dt').allInnerTexts()).slice(0, 3), [
    'Perse',
    'Da richiamare',
    'Anonime',
  ]);
  assert.ok((parts[0] ?? 0) >= 1 && (parts[1] ?? 0) >= 1, `${counts}`);

  await page.getByRole('button', { name: /^Perché no:/ }).click();
  await page.getByRole('option', { name: 'Anonime' }).click();
  await page.waitForURL('**/richiami?scheda=non-richiamabili&motivo=withheld');
  await reasonOf(brief).waitFor({ state: 'detached' });
  await reasonOf(anonymous.callId).waitFor();
  assert.deepEqual(said.problems, []);
  await context.close();
});

test('a call back closes, a short one is an attempt, and a closing can be taken back', async () => {
  const customers = new Customers();
  const number = customers.next();
  await deliverCall('missed', number, 20);
  const { page, context, said } = await openTasks(admin, customers);
  await openDrawer(page, number);
  await deliverCall('tried', number, 10);
  await fact(page, 'Tentativi').getByText('1 di 3').waitFor();
  await rowOf(page, number)
    .getByText(/^tentato /)
    .waitFor();
  await page.locator('.drawer .summary').getByText('Aperto', { exact: true }).waitFor();

  const called = minutesAgo(5);
  const call = await deliverCall('calledBack', number, 5);
  await rowOf(page, number).waitFor({ state: 'detached' });
  assert.equal(
    await closingOf(page),
    `Ricontattato · chiuso in automatico: chiamata del ${written(called)}`,
  );
  await page.locator(`.closed-by a[href="/chiamate/${call}"]`).waitFor();
  assert.deepEqual(await loggedMoves(page), [
    'Aperto',
    'Tentativo di chiamata',
    'Chiuso in automatico',
  ]);

  await page.getByRole('button', { name: 'Annulla' }).click();
  await rowOf(page, number).waitFor();
  await page.locator('.closed-by').waitFor({ state: 'detached' });
  assert.deepEqual((await loggedMoves(page)).slice(3), ['Chiusura annullata', 'Tornato aperto']);
  await page.locator('.drawer .log').getByText('Amministratore di prova').waitFor();
  assert.deepEqual(said.problems, []);
  await context.close();
});

test('whoever was answered waits no more since then, however late it is told', async () => {
  const customers = new Customers();
  const number = customers.next();
  await deliverCall('missed', number, 50);
  const { page, context } = await openTasks(admin, customers);
  await openDrawer(page, number);
  await deliverCall('calledBack', number, 10);
  await page.locator('.closed-by').getByText('Ricontattato').waitFor();
  const answered = minutesAgo(40);
  const call = await deliverCall('answered', number, 40);
  await page.locator(`.closed-by a[href="/chiamate/${call}"]`).waitFor();
  assert.equal(
    await closingOf(page),
    `Ha richiamato il cliente · chiuso in automatico: chiamata del ${written(answered)}`,
  );
  await showTab(page, customers, 'scheda=chiusi');
  const time = written(answered).slice(-5);
  await rowOf(page, number).getByText(`chiuso ${time}`).waitFor();
  await context.close();
});

test('what a person closed stays closed, whatever call comes', async () => {
  const customers = new Customers();
  const number = customers.next();
  await deliverCall('missed', number, 30);
  const { page, context, said } = await openTasks(admin, customers);
  await rowOf(page, number).getByRole('button', { name: 'Chiudi' }).click();
  const dialog = page.getByRole('dialog', { name: 'Chiudi il richiamo' });
  await dialog.getByText('Numero errato').click();
  await dialog.getByLabel('Nota').fill('Cercava un altro negozio');
  await dialog.getByRole('button', { name: 'Chiudi', exact: true }).last().click();
  await dialog.waitFor({ state: 'detached' });
  await deliverCall('calledBack', number, 20);
  await deliverCall('missed', number, 15);
  await allFollowed(page, customers);
  assert.ok(!(await shownNumbers(page)).includes(number));
  await showTab(page, customers, 'scheda=chiusi');
  await openDrawer(page, number);
  assert.match(await closingOf(page), /^Numero errato · chiuso da Amministratore di prova, /);
  assert.deepEqual(await loggedMoves(page), ['Aperto', 'Chiuso', 'Chiamata aggiunta']);
  await page.locator('.drawer .log').getByText('Cercava un altro negozio').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Annulla' }).count(), 0);

  // Somebody who calls later still waits: that is another task.
  await deliverCall('missed', number, 0);
  await showTab(page, customers);
  await rowOf(page, number).waitFor();
  assert.deepEqual(said.problems, []);
  await context.close();
});

test('heads and times are whole on the screens of a desk', async () => {
  const customers = new Customers();
  const overdue = customers.next();
  await deliverCall('missed', overdue, 200);
  const { page, context } = await openTasks(admin, customers);
  await rowOf(page, overdue).waitFor();
  const selector = '.tasks th, .tasks .due, .tasks .cell-owner, .tasks .two-lines > :first-child';
  assert.deepEqual(await cutTexts(page, selector, DESK_WIDTHS), []);
  await context.close();
});

test('a tab that nobody looks at does not listen, and knows all when it is looked at', async () => {
  const customers = new Customers();
  const number = customers.next();
  await deliverCall('missed', number, 12);
  const { page, context, said } = await openTasks(admin, customers);
  await rowOf(page, number).waitFor();
  await openDrawer(page, number);
  const isStream = (asked: { url: () => string }) => asked.url().endsWith('/w3/callbacks/events');
  const isCut = page.waitForEvent('requestfailed', isStream);
  await bringTo(page, 'hidden');
  await isCut;
  await deliverCall('missed', number, 3);
  // Seen by another page, so that nothing more happens that the first could be told of.
  const other = await openTasks(admin, customers);
  await rowOf(other.page, number).getByText('×2').waitFor();
  await other.context.close();
  const calls = page.locator('.drawer .same-number li');
  assert.equal(await calls.count(), 1);
  const isAskedAgain = page.waitForRequest(isStream);
  await bringTo(page, 'visible');
  await isAskedAgain;
  await calls.nth(1).waitFor();
  assert.deepEqual(said.problems, []);
  await context.close();
});
