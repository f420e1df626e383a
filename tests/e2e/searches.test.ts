import assert from 'node:assert/strict';
import { test } from 'node:test';

import { admin, open, servers, standOn } from './bed.ts';
import { awaitRows, type Page } from './browser.ts';

standOn();

test('a search can be saved, is there after a reload, and goes when it is deleted', async () => {
  const { page, context } = await open(admin);
  await page.goto('/chiamate?p=mese&dir=out');
  await awaitRows(page);
  await page.getByRole('button', { name: 'Ricerche salvate' }).click();
  await page.getByLabel('Nome della ricerca').fill('In uscita del mese');
  await page.getByRole('button', { name: 'Salva ricerca' }).click();
  await page.getByRole('button', { name: /^In uscita del mese/ }).waitFor();
  await page.goto('/chiamate');
  await page.getByRole('button', { name: 'Ricerche salvate' }).click();
  await page.getByRole('button', { name: /^In uscita del mese/ }).click();
  await page.waitForURL('**/chiamate?p=mese&dir=out');
  await awaitRows(page);
  await page.getByRole('button', { name: 'Ricerche salvate' }).click();
  await page.getByRole('button', { name: 'Elimina la ricerca In uscita del mese' }).click();
  await page.getByText('Nessuna ricerca salvata.').waitFor();
  await context.close();
});

/** The searches that others share with the person, by what their buttons say. */
async function sharedWith(page: Page): Promise<string[]> {
  await page.goto('/chiamate?p=7g');
  await page.getByRole('button', { name: 'Ricerche salvate' }).click();
  await page.getByLabel('Nome della ricerca').waitFor();
  // Either some are there, or it is said that there are none.
  await page.locator('.searches .hint, .searches-list').first().waitFor();
  return page.locator('.searches-list li > button:first-child').allInnerTexts();
}

test('a search shared with a store is seen by its people, and by nobody of another', async () => {
  const [ours, theirs] = servers.tenant(0).stores;
  assert.ok(ours && theirs);
  const manager = (email: string, store: string) =>
    servers.newcomer(email, 'store_manager', 0, '--store', store);
  const owner = await open(await manager('titolare@chain.test', ours.store_id));
  await owner.page.goto('/chiamate?p=7g&esito=persa');
  await awaitRows(owner.page);
  const save = async (name: string, isShared: boolean) => {
    await owner.page.getByLabel('Nome della ricerca').fill(name);
    if (isShared) await owner.page.getByRole('checkbox', { name: /^Condividi/ }).press('Space');
    await owner.page.getByRole('button', { name: 'Salva ricerca' }).click();
    await owner.page.getByRole('button', { name: new RegExp(`^${name}`) }).waitFor();
  };
  await owner.page.getByRole('button', { name: 'Ricerche salvate' }).click();
  await save('Perse del negozio', true);
  await save('Solo mia', false);

  const colleague = await open(await manager('vice@chain.test', ours.store_id));
  assert.deepEqual(await sharedWith(colleague.page), [
    'Perse del negozio\ndi Responsabile di prova',
  ]);
  await colleague.page.getByRole('button', { name: /^Perse del negozio/ }).click();
  await colleague.page.waitForURL('**/chiamate?p=7g&esito=persa');
  const removals = colleague.page.getByRole('button', { name: /^Elimina la ricerca/ });
  assert.equal(await removals.count(), 0);

  const stranger = await open(await manager('altrove@chain.test', theirs.store_id));
  assert.deepEqual(await sharedWith(stranger.page), []);
  for (const { context, said } of [owner, colleague, stranger]) {
    assert.deepEqual(said.problems, []);
    await context.close();
  }
});
