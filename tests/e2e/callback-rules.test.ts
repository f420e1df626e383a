/** By when customers must be called back: the hours of stores, and what is overdue. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { admin, open, servers, standOn } from './bed.ts';
import type { Page } from './browser.ts';
import { Customers, deliverCall } from './callers.ts';
import { openAlways } from './open-hours.ts';
import { fact, loggedMoves, openDrawer, openTasks, rowOf } from './task-list.ts';

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 24 * 60 * MS_PER_MINUTE;

standOn();

function storeAt(index: number): { store_id: string; name: string } {
  const store = servers.tenant(0).stores[index];
  assert.ok(store);
  return store;
}

/** Today in Rome and the days after it, as `DD/MM/YYYY`. */
function daysFromToday(count: number): string[] {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Rome' }).format(new Date());
  return Array.from({ length: count }, (_, ahead) => {
    const noon = new Date(Date.parse(`${today}T12:00:00Z`) + ahead * MS_PER_DAY);
    const [year, month, day] = noon.toISOString().slice(0, 10).split('-');
    return `${day}/${month}/${year}`;
  });
}

/** The hours of stores on the administration's page. */
const hoursForm = (page: Page) =>
  page.locator('.rules > section').filter({ hasText: 'Orari dei negozi' });

async function showHours(page: Page, store: string): Promise<void> {
  await page.goto('/amministrazione/richiami');
  await page.getByRole('button', { name: /^Orari di:/ }).click();
  await page.getByRole('option', { name: new RegExp(`^${store}`) }).click();
  await page.getByRole('button', { name: new RegExp(`^Orari di: ${store}`) }).waitFor();
}

async function saveHours(page: Page): Promise<void> {
  await hoursForm(page).getByRole('button', { name: 'Salva' }).click();
  await hoursForm(page).getByText('Salvato').waitFor();
}

async function addRange(page: Page, day: string, from: string, to: string): Promise<void> {
  const hours = page.getByRole('group', { name: day, exact: true });
  await hours.getByRole('button', { name: /^Aggiungi un orario/ }).click();
  await hours
    .getByLabel(/, dalle$/)
    .last()
    .fill(from);
  await hours
    .getByLabel(/, alle$/)
    .last()
    .fill(to);
}

/** A day unlike its weekday, closed at first; gives what the page calls it. */
async function addException(page: Page, day: string): Promise<string> {
  const field = page.getByRole('group', { name: 'Giorno', exact: true });
  await field.getByRole('spinbutton').first().click();
  await page.keyboard.type(day.replaceAll('/', ''));
  await page.getByRole('button', { name: 'Aggiungi giorno' }).click();
  const name = await page.locator('.exception .day-hours').last().getAttribute('aria-label');
  return name ?? '';
}

/** The times of a day, as its fields have them. */
const timesOf = (page: Page, day: string): Promise<string[]> =>
  page
    .getByRole('group', { name: day, exact: true })
    .locator('input')
    .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));

test('hours are kept as they were typed, and callbacks are due by them', async () => {
  const store = storeAt(0);
  const [today, tomorrow, patron, opening] = daysFromToday(4) as [string, string, string, string];
  const customers = new Customers();
  const number = customers.next();
  const { page, context, said } = await open(admin, { now: new Date().toISOString() });
  await showHours(page, store.name);
  await page.getByText('Questo negozio segue gli orari soliti').waitFor();
  const monday = page.getByRole('group', { name: 'Lunedì', exact: true });
  await monday.getByLabel('Lunedì, alle').fill('13');
  await addRange(page, 'Lunedì', '15.30', '12:00');
  await monday.getByText('Un orario finisce prima di cominciare.').waitFor();
  assert.ok(await hoursForm(page).getByRole('button', { name: 'Salva' }).isDisabled());
  await monday.getByLabel('Lunedì, alle').last().fill('19:30');
  await addException(page, today);
  await addException(page, tomorrow);
  const openDay = await addException(page, opening);
  await addRange(page, openDay, '10:00', '10:30');
  await addRange(page, openDay, '15:00', '24:00');
  await page.getByRole('checkbox', { name: 'Chiuso nelle feste nazionali' }).press('Space');
  await page.getByLabel(/^Santo patrono/).fill(patron.slice(0, 5));
  await hoursForm(page).getByLabel('Richiamare entro (min)').fill('45');
  await saveHours(page);

  await showHours(page, store.name);
  assert.equal(await page.getByText('Questo negozio segue gli orari soliti').count(), 0);
  assert.deepEqual(await timesOf(page, 'Lunedì'), ['09:00', '13:00', '15:30', '19:30']);
  assert.deepEqual(await timesOf(page, 'Domenica'), []);
  assert.equal(await page.locator('.exception').count(), 3);
  assert.deepEqual(await timesOf(page, openDay), ['10:00', '10:30', '15:00', '24:00']);
  assert.equal(
    await page.getByRole('checkbox', { name: 'Chiuso nelle feste nazionali' }).isChecked(),
    false,
  );
  assert.equal(await page.getByLabel(/^Santo patrono/).inputValue(), patron.slice(0, 5));

  await deliverCall('missed', number, 10, { store: store.store_id });
  const tasks = await openTasks(admin, customers);
  await openDrawer(tasks.page, number);
  assert.equal(await fact(tasks.page, 'Scadenza').innerText(), `${opening}, 15:15`);

  await hoursForm(page).getByLabel('Richiamare entro (min)').fill('20');
  await saveHours(page);
  await fact(tasks.page, 'Scadenza').getByText(`${opening}, 10:20`).waitFor();
  assert.deepEqual(await loggedMoves(tasks.page), ['Aperto', 'Scadenza cambiata']);

  await page.getByRole('button', { name: 'Torna agli orari soliti' }).click();
  await page.getByText('Questo negozio segue gli orari soliti').waitFor();
  assert.deepEqual(await timesOf(page, 'Lunedì'), ['09:00', '19:30']);
  assert.deepEqual([...said.problems, ...tasks.said.problems], []);
  for (const each of [context, tasks.context]) await each.close();
});

/** Has the page note each text that it announces. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  const announced = await page
    .locator('main > p.visually-hidden[role="status"]')
    .evaluateHandle((status) => {
      const texts: string[] = [];
      new MutationObserver(() => texts.push(status.textContent ?? '')).observe(status, {
        childList: true,
        characterData: true,
        subtree: true,
      });
      return texts;
    });
  return () => announced.jsonValue();
}

test('a callback whose time passes is told once, and its row says since when', async () => {
  await openAlways(storeAt(1).store_id, 60);
  const customers = new Customers();
  const number = customers.next();
  await deliverCall('missed', number, 10, { store: storeAt(1).store_id });
  const { page, context, said } = await openTasks(admin, customers);
  const row = rowOf(page, number);
  await row.getByText(/^tra (49|50) min$/).waitFor();
  const announced = await listen(page);
  const now = Date.now();
  await page.clock.setFixedTime(now + 51 * MS_PER_MINUTE);
  await row.locator('.due.bad').getByText('scaduto da 1 min').waitFor();
  await page.clock.setFixedTime(now + 53 * MS_PER_MINUTE);
  await row.getByText('scaduto da 3 min').waitFor();
  const name = await row.locator('.strong').innerText();
  assert.deepEqual(await announced(), [`Richiamo scaduto: ${name}`]);
  assert.deepEqual(said.problems, []);
  await context.close();
});

test('customers who wait too long are counted in red at the menu', async () => {
  const { store_id } = storeAt(2);
  await openAlways(store_id, 60);
  const customers = new Customers();
  const inTime = customers.next();
  const late = customers.next();
  await deliverCall('missed', inTime, 10, { store: store_id });
  const agent = await servers.newcomer(
    'agente@chain.test',
    'agent',
    0,
    ...['--ext', '1001', '--store', store_id],
  );
  const { page, context, said } = await openTasks(agent, customers);
  await rowOf(page, inTime).waitFor();
  const badge = page.locator('.menu-badge.overdue');
  await page.locator('.menu-badge').first().waitFor();
  const before = (await badge.count()) === 0 ? 0 : Number(await badge.innerText());
  await deliverCall('missed', late, 70, { store: store_id });
  await badge.getByText(String(before + 1), { exact: true }).waitFor();
  await page
    .getByText(`scaduti: ${before + 1}`, { exact: false })
    .first()
    .waitFor();
  await rowOf(page, late).locator('.due.bad').getByText('scaduto da 10 min').waitFor();
  assert.equal(
    await badge.evaluate((element) => getComputedStyle(element).backgroundColor),
    'rgb(179, 32, 44)',
  );

  await page.getByText('Solo scaduti').click();
  await rowOf(page, inTime).waitFor({ state: 'detached' });
  await rowOf(page, late).waitFor();
  assert.deepEqual(said.problems, []);
  await context.close();
});
