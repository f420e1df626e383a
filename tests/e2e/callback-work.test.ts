/** People share the work list: they take from it, give to each other, and see what others do. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { admin, open, servers, standOn } from './bed.ts';
import type { Page } from './browser.ts';
import { Customers, deliverCall } from './callers.ts';
import { openAlways } from './open-hours.ts';
import type { LoggedIn } from './servers.ts';
import {
  allFollowed,
  fact,
  loggedMoves,
  openDrawer,
  openTasks,
  rowOf,
  shownNumbers,
} from './task-list.ts';

let first: LoggedIn;
let second: LoggedIn;
let elsewhere: LoggedIn;
/** Where the first two agents work. */
let store: string;

standOn(async () => {
  const [ours, theirs] = servers.tenant(0).stores;
  assert.ok(ours && theirs);
  store = ours.store_id;
  const agent = (email: string, name: string, ext: string, of: string) =>
    servers.newcomer(email, 'agent', 0, '--name', name, '--ext', ext, '--store', of);
  first = await agent('prima@chain.test', 'Prima operatrice', '1001', store);
  second = await agent('seconda@chain.test', 'Seconda operatrice', '1002', store);
  elsewhere = await agent('altrove@chain.test', 'Altra operatrice', '1003', theirs.store_id);
  await openAlways(null, 30);
});

const claimButton = (page: Page, number: string) =>
  rowOf(page, number).getByRole('button', { name: 'Prendi in carico' });

/** Marks a task's row for a move of many. */
const mark = (page: Page, number: string) =>
  rowOf(page, number).getByRole('checkbox').press('Space');

/** The browser would ask whether to start a phone program, and keep the keyboard meanwhile. */
async function keepFromDialling(page: Page): Promise<void> {
  await page.evaluate(() =>
    addEventListener('click', (event) => {
      if ((event.target as Element).closest('a[href^="tel:"]')) event.preventDefault();
    }),
  );
}

/** Gives the tasks that an open dialog is about to somebody. */
async function assignTo(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Assegna' });
  await dialog.getByRole('button', { name: /Assegnato a$/ }).click();
  await page.getByRole('option', { name }).click();
  await dialog.getByRole('button', { name: 'Assegna', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

test('of two who press at the same time one has it, and the other reads who', async () => {
  const customers = new Customers();
  const number = customers.next();
  await deliverCall('missed', number, 5, { store });
  const pair = [await openTasks(first, customers), await openTasks(second, customers)];
  const pressed: (() => Promise<void>)[] = [];
  for (const { page } of pair) {
    // Neither goes out before both have pressed.
    await page.route('**/claim', async (route) => {
      pressed.push(() => route.continue());
      if (pressed.length === pair.length) await Promise.all(pressed.map((send) => send()));
    });
    await claimButton(page, number).click();
  }
  const refusals = pair.map(async ({ page }) => {
    await page.locator('.said').waitFor();
    return page;
  });
  const lost = await Promise.any(refusals);
  const winner = lost === pair[0]?.page ? 'Seconda operatrice' : 'Prima operatrice';
  assert.match(
    await lost.locator('.said').innerText(),
    new RegExp(`^Preso in carico da ${winner} \\d+ s fa$`),
  );
  for (const { page } of pair) {
    await rowOf(page, number).locator('.cell-owner').getByText(winner).waitFor();
    await claimButton(page, number).waitFor({ state: 'detached' });
  }
  await openDrawer(lost, number);
  assert.deepEqual(await loggedMoves(lost), ['Aperto', 'Preso in carico']);
  for (const { context, said } of pair) {
    assert.deepEqual(said.problems, []);
    await context.close();
  }
  await Promise.allSettled(refusals);
});

test('a call without a callback gets one by hand, unless there is an open one', async () => {
  const customers = new Customers();
  const number = customers.next();
  const other = customers.next();
  const call = await deliverCall('givenUpSoon', number, 9, { store });
  const otherCall = await deliverCall('givenUpSoon', other, 8, { store });
  const { page, context, said } = await openTasks(admin, customers);
  await allFollowed(page, customers);
  await page.goto(`/chiamate/${call}`);
  await page.getByText('Ha riagganciato subito.').waitFor();
  await page.getByRole('button', { name: 'Crea richiamo' }).click();
  const dialog = page.getByRole('dialog', { name: 'Crea richiamo' });
  const create = dialog.getByRole('button', { name: 'Crea richiamo' });
  await dialog.getByRole('checkbox', { name: 'Scegli la scadenza' }).press('Space');
  assert.ok(await create.isDisabled());
  await dialog.getByLabel('Perché questa scadenza').fill('Lo ha chiesto lei');
  await dialog.getByLabel('Nota').fill('Chiede di un ordine');
  await create.click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Apri il richiamo' }).click();
  await page.locator('.drawer .log').waitFor();
  await fact(page, 'Scadenza').getByText('scelta a mano').waitFor();
  await page.locator('.drawer .log').getByText('Chiede di un ordine').waitFor();
  await page.locator('.drawer .log').getByText('Lo ha chiesto lei').waitFor();

  await page.goto(`/chiamate/${otherCall}`);
  await page.getByRole('button', { name: 'Crea richiamo' }).click();
  await dialog.waitFor();
  // Meanwhile the customer calls again.
  await deliverCall('missed', other, 2, { store });
  const list = await openTasks(admin, customers);
  await rowOf(list.page, other).waitFor();
  await create.click();
  await dialog.getByText('Esiste già un richiamo aperto').waitFor();
  await dialog.getByRole('link', { name: 'Apri' }).click();
  await page.locator('.drawer .log').waitFor();
  const id = await rowOf(list.page, other).getAttribute('data-task');
  assert.equal(new URL(page.url()).pathname, `/richiami/${id}`);
  assert.deepEqual([...said.problems, ...list.said.problems], []);
  for (const each of [context, list.context]) await each.close();
});

test('tasks are given to somebody many at once; one that changed meanwhile is told', async () => {
  const customers = new Customers();
  const numbers = [customers.next(), customers.next(), customers.next()];
  const [one, two, three] = numbers as [string, string, string];
  for (const number of numbers) await deliverCall('missed', number, 5, { store });
  const { page, context, said } = await openTasks(admin, customers);
  for (const number of numbers) await rowOf(page, number).waitFor();
  await mark(page, one);
  await mark(page, two);
  await page.getByRole('button', { name: 'Assegna 2' }).click();
  await page.getByRole('dialog').getByText('2 clienti').waitFor();
  await assignTo(page, 'Seconda operatrice');
  for (const number of [one, two])
    await rowOf(page, number).locator('.cell-owner').getByText('Seconda operatrice').waitFor();
  const mine = await openTasks(second, customers, 'scheda=in-carico');
  for (const number of [one, two]) await rowOf(mine.page, number).waitFor();
  assert.equal((await shownNumbers(mine.page)).length, 2);

  await mark(page, three);
  await page.getByRole('button', { name: 'Assegna 3' }).click();
  // The list behind the dialog may know, what the dialog is about does not.
  await rowOf(mine.page, two).getByRole('button', { name: 'Chiudi' }).click();
  const closing = mine.page.getByRole('dialog', { name: 'Chiudi il richiamo' });
  await closing.getByRole('button', { name: 'Chiudi', exact: true }).last().click();
  await closing.waitFor({ state: 'detached' });
  await assignTo(page, 'Prima operatrice');
  await page
    .getByRole('alert')
    .getByText('Un richiamo non è stato assegnato: è cambiato nel frattempo.')
    .waitFor();
  for (const number of [one, three])
    await rowOf(page, number).locator('.cell-owner').getByText('Prima operatrice').waitFor();
  assert.deepEqual([...said.problems, ...mine.said.problems], []);
  for (const each of [context, mine.context]) await each.close();
});

test('a planned callback waits under its own tab, for a moment to come', async () => {
  const customers = new Customers();
  const number = customers.next();
  await deliverCall('missed', number, 5, { store });
  const { page, context, said } = await openTasks(first, customers);
  await rowOf(page, number).getByRole('button', { name: 'Pianifica' }).click();
  const dialog = page.getByRole('dialog', { name: 'Pianifica il richiamo' });
  const year = dialog.getByRole('spinbutton').nth(2);
  await year.press('ArrowDown');
  await dialog.getByText('Questo momento è già passato.').waitFor();
  assert.ok(await dialog.getByRole('button', { name: 'Pianifica' }).isDisabled());
  await year.press('ArrowUp');
  await dialog.getByRole('button', { name: 'Pianifica' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.mouse.move(0, 0);
  await rowOf(page, number).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: /^Pianificati/ }).click();
  await rowOf(page, number)
    .getByText(/^pianificato /)
    .waitFor();
  assert.deepEqual(said.problems, []);
  await context.close();
});

test('the work list works by keyboard alone', async () => {
  const customers = new Customers();
  const numbers = [customers.next(), customers.next(), customers.next()];
  const [one, two, three] = numbers as [string, string, string];
  await deliverCall('missed', one, 20, { store });
  await deliverCall('missed', two, 15, { store });
  await deliverCall('missed', three, 10, { store });
  const { page, context, said } = await openTasks(admin, customers);
  const isFocused = (number: string) => rowOf(page, number).locator('.row-link:focus').waitFor();
  await rowOf(page, three).waitFor();
  assert.deepEqual(await shownNumbers(page), numbers);
  await page.keyboard.press('j');
  await isFocused(one);
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await isFocused(two);
  await page.keyboard.press('j');
  await isFocused(three);
  await page.keyboard.press('k');
  await isFocused(two);
  await page.keyboard.press('x');
  await page.getByRole('button', { name: 'Assegna 2' }).waitFor();
  await page.keyboard.press('a');
  await page.getByRole('dialog', { name: 'Assegna' }).getByText('2 clienti').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('x');
  await page.getByRole('button', { name: 'Assegna 1' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.drawer .log').waitFor();
  const id = await rowOf(page, two).getAttribute('data-task');
  assert.equal(new URL(page.url()).pathname, `/richiami/${id}`);
  await keepFromDialling(page);
  await page.keyboard.press('r');
  await page.locator('.drawer .summary').getByText('In carico').waitFor();
  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog', { name: 'Chiudi il richiamo' });
  await dialog.getByRole('radio', { name: 'Ricontattato' }).press('ArrowDown');
  assert.ok(await dialog.getByRole('radio', { name: 'Ha richiamato il cliente' }).isChecked());
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.locator('.drawer .closed-by').getByText('Ha richiamato il cliente').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.drawer').waitFor({ state: 'detached' });
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.waitForURL('**/chiamate');
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await page.waitForURL('**/richiami');
  await page.getByRole('heading', { name: 'Da richiamare', exact: true }).waitFor();
  assert.deepEqual(said.problems, []);
  await context.close();
});

test('what others do is seen at once, and moves no row away under the pointer', async () => {
  const customers = new Customers();
  const numbers = [customers.next(), customers.next()];
  const [one, two] = numbers as [string, string];
  await deliverCall('missed', one, 20, { store });
  await deliverCall('missed', two, 10, { store });
  const { page, context, said } = await openTasks(admin, customers);
  await rowOf(page, two).waitFor();
  await rowOf(page, one).locator('.cell-reason').hover();
  const place = await rowOf(page, one).boundingBox();

  const colleague = await openTasks(first, customers);
  await claimButton(colleague.page, one).click();
  await rowOf(page, one).locator('.cell-owner').getByText('Prima operatrice').waitFor();
  const before = customers.next();
  await deliverCall('missed', before, 40, { store });
  const pill = page.getByRole('button', { name: '1 nuovo · Mostra' });
  await pill.waitFor();
  await deliverCall('calledBack', two, 5);
  await rowOf(page, two).locator('.cell-state').getByText('Chiuso').waitFor();
  assert.deepEqual(await shownNumbers(page), numbers);
  assert.deepEqual(await rowOf(page, one).boundingBox(), place);

  // On the way to it, and over it, nothing moves either.
  await pill.hover();
  await page.evaluate(() => new Promise(requestAnimationFrame));
  assert.deepEqual(await shownNumbers(page), numbers);
  await pill.click();
  await rowOf(page, before).waitFor();
  await pill.waitFor({ state: 'detached' });
  assert.deepEqual(await shownNumbers(page), [before, one]);
  assert.equal(new URL(page.url()).pathname, '/richiami');
  assert.deepEqual([...said.problems, ...colleague.said.problems], []);
  for (const each of [context, colleague.context]) await each.close();
});

test('a task is there for the people of its store; who leads them assigns it', async () => {
  const customers = new Customers();
  const number = customers.next();
  await deliverCall('missed', number, 5, { store });
  const agent = await openTasks(first, customers);
  await rowOf(agent.page, number).waitFor();
  assert.equal(await rowOf(agent.page, number).getByRole('checkbox').count(), 0);
  await openDrawer(agent.page, number);
  await agent.page.locator('.drawer').getByRole('button', { name: 'Aggiungi nota' }).waitFor();
  assert.equal(await agent.page.getByRole('button', { name: 'Assegna' }).count(), 0);
  await agent.page.keyboard.press('a');
  await agent.page.keyboard.press('?');
  const help = agent.page.getByRole('dialog');
  await help.getByText('Vai a Da richiamare').waitFor();
  assert.equal(await help.getByText('Assegna il richiamo').count(), 0);

  const { pathname, search } = new URL(agent.page.url());
  const stranger = await openTasks(elsewhere, customers);
  await stranger.page.getByText('Nessun risultato con questi filtri').waitFor();
  await stranger.page.goto(pathname + search);
  await stranger.page.getByText('Questo richiamo non c’è, o non hai accesso.').waitFor();

  const storeless = await servers.newcomer('nessuno@chain.test', 'agent', 0, '--ext', '1004');
  const nobody = await open(storeless);
  await nobody.page.goto('/chiamate?p=7g');
  await nobody.page.getByRole('heading', { name: 'Chiamate', exact: true }).waitFor();
  assert.equal(await nobody.page.getByRole('link', { name: /^Da richiamare/ }).count(), 0);
  for (const { context, said } of [agent, stranger, nobody]) {
    assert.deepEqual(said.problems, []);
    await context.close();
  }
});
