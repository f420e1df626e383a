/** Nobody calls a customer back who is in a call with a colleague just now, unless they want to. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import type { TakenLine } from '../../web/app/src/api/callbacks.ts';
import { admin, servers, standOn } from './bed.ts';
import type { Opened, Page } from './browser.ts';
import { Customers, deliverCall } from './callers.ts';
import { dialled, keepDialled } from './dialled.ts';
import { LiveStage } from './live-stage.ts';
import { openAlways } from './open-hours.ts';
import { openTasks, rowOf } from './task-list.ts';

let stage: LiveStage;

standOn(async () => {
  stage = await LiveStage.before(servers.url);
  await openAlways(null, 30);
});
after(() => stage.close());

const UNKNOWN = 'Non si è potuto verificare se il cliente è già in linea.';

const takenLine = (fields: Partial<TakenLine> = {}): TakenLine => ({
  on_the_line: true,
  call_id: 'now',
  state: 'answered',
  since: new Date(Date.now() - 125_000).toISOString(),
  direction: 'in',
  with: { ext: '1001', display_name: 'Cassa 1' },
  ...fields,
});

/** The list with one customer who is to be called back. */
async function openOne(): Promise<
  Opened & { number: string; dialog: ReturnType<Page['locator']> }
> {
  const customers = new Customers();
  const number = customers.next();
  await deliverCall('missed', number, 5);
  const opened = await openTasks(admin, customers, '', { baseURL: stage.url });
  await keepDialled(opened.page);
  await opened.page.reload();
  await rowOf(opened.page, number).waitFor();
  return { ...opened, number, dialog: opened.page.getByRole('dialog', { name: 'Richiama' }) };
}

const callBack = (page: Page, number: string) =>
  rowOf(page, number).getByRole('link', { name: 'Richiama', exact: true }).click();
const isClaimed = (page: Page, number: string) =>
  rowOf(page, number).locator('.cell-state').getByText('In carico').waitFor();
const isOpen = (page: Page, number: string) =>
  rowOf(page, number).locator('.cell-state').getByText('Aperto').waitFor();

test('who is not on the line is called at once, and claimed', async () => {
  stage.playLine({ on_the_line: false });
  const { page, context, said, number, dialog } = await openOne();
  await callBack(page, number);
  await isClaimed(page, number);
  assert.deepEqual(await dialled(page), [`tel:+39${number}`]);
  assert.equal(await dialog.count(), 0);
  assert.equal(await page.locator('.said').count(), 0);
  assert.deepEqual(said.problems, []);
  await context.close();
});

test('who is on the line is not called unless that is wanted', async () => {
  stage.playLine(takenLine());
  const { page, context, said, number, dialog } = await openOne();
  await callBack(page, number);
  await dialog
    .getByText('Il cliente è già in linea con Cassa 1 (in conversazione da 2 min)')
    .waitFor();
  await dialog.getByRole('button', { name: 'Annulla' }).click();
  await dialog.waitFor({ state: 'detached' });
  assert.deepEqual(await dialled(page), []);
  await isOpen(page, number);

  await callBack(page, number);
  await dialog.getByRole('button', { name: 'Chiama lo stesso' }).click();
  await dialog.waitFor({ state: 'detached' });
  await isClaimed(page, number);
  assert.deepEqual(await dialled(page), [`tel:+39${number}`]);
  assert.deepEqual(said.problems, []);
  await context.close();
});

test('the keyboard is warned, too, and is back where it was', async () => {
  stage.playLine(takenLine({ with: null, state: 'ringing' }));
  const { page, context, number, dialog } = await openOne();
  await page.keyboard.press('j');
  await page.keyboard.press('r');
  await dialog.getByText('Il cliente è già in linea (squilla da 2 min)').waitFor();
  // The safe answer has the focus.
  await dialog.locator('button:focus').getByText('Annulla').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await rowOf(page, number).locator('.row-link:focus').waitFor();
  assert.deepEqual(await dialled(page), []);
  stage.playLine(takenLine({ with: { ext: '1002', display_name: null }, state: 'held' }));
  await page.keyboard.press('r');
  await dialog.getByText('Il cliente è già in linea con 1002 (in attesa da 2 min)').waitFor();
  await context.close();
});

for (const [name, line] of [
  ['cannot be known', 'unknown'],
  ['is not known in time', 'late'],
] as const)
  test(`when it ${name} the call is made all the same, and that is said`, async () => {
    stage.playLine(line);
    const { page, context, said, number, dialog } = await openOne();
    await callBack(page, number);
    await page.getByRole('status').getByText(UNKNOWN).waitFor();
    await isClaimed(page, number);
    assert.deepEqual(await dialled(page), [`tel:+39${number}`]);
    assert.equal(await dialog.count(), 0);
    assert.deepEqual(said.problems, []);
    await context.close();
  });
