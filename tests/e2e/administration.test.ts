/** What an admin does to a person, and what that person then meets. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { admin, open, servers, signIn, standOn } from './bed.ts';
import { awaitRows, type Page } from './browser.ts';
import { PASSWORD } from './servers.ts';

standOn();

const WRONG = 'E-mail o password non corrette.';

/** The administration with the menu of a person opened, and one of its actions chosen. */
async function act(page: Page, email: string, action: string): Promise<void> {
  await page.goto('/amministrazione');
  const row = page.getByRole('row').filter({ hasText: email });
  await row.getByRole('button', { name: /^Azioni per/ }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

test('who is edited is logged out, and comes back as what they are now', async () => {
  const [was, becomes] = servers.tenant(0).stores;
  assert.ok(was && becomes);
  const email = 'spostata@chain.test';
  const person = await open(
    await servers.newcomer(email, 'store_manager', 0, '--store', was.store_id),
  );
  await person.page.goto('/chiamate?p=7g');
  await awaitRows(person.page);
  assert.deepEqual(await shownStores(person.page), [was.name]);

  const { page, context, said } = await open(admin);
  await act(page, email, 'Modifica');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Nome').fill('Persona Spostata');
  await dialog.getByRole('button', { name: /Ruolo$/ }).click();
  await page.getByRole('option', { name: 'Supervisore' }).click();
  await dialog.getByRole('checkbox', { name: was.name }).press('Space');
  await dialog.getByRole('checkbox', { name: becomes.name }).press('Space');
  await dialog.getByRole('button', { name: 'Salva' }).click();
  await dialog.waitFor({ state: 'detached' });
  const row = page.getByRole('row').filter({ hasText: email });
  await row.getByText('Persona Spostata').waitFor();
  await row.getByText('Supervisore', { exact: true }).waitFor();
  await row.getByText(becomes.name).waitFor();

  await person.page.reload();
  await person.page.getByText('Accedi per continuare').waitFor();
  await signIn(person.page, email, PASSWORD);
  await awaitRows(person.page);
  assert.deepEqual(await shownStores(person.page), [becomes.name]);
  await person.page.getByRole('button', { name: /^Menu personale: Persona Spostata/ }).waitFor();
  assert.deepEqual([...said.problems, ...person.said.problems], []);
  for (const each of [context, person.context]) await each.close();
});

/** The stores whose calls a list has. */
async function shownStores(page: Page): Promise<string[]> {
  const names = await page.locator('tr[data-call] .cell-store').allInnerTexts();
  return [...new Set(names)];
}

test('who is deactivated is out at once and cannot log in, until activated again', async () => {
  const email = 'sospesa@chain.test';
  const person = await open(await servers.newcomer(email, 'admin', 0));
  await person.page.goto('/chiamate?p=7g');
  await awaitRows(person.page);

  const { page, context } = await open(admin);
  await act(page, email, 'Disattiva');
  const dialog = page.getByRole('dialog', { name: 'Disattiva' });
  await dialog.getByRole('button', { name: 'Disattiva' }).click();
  await dialog.waitFor({ state: 'detached' });
  const row = page.getByRole('row').filter({ hasText: email });
  await row.getByText('Disattivata').waitFor();

  await person.page.reload();
  await person.page.getByText('Accedi per continuare').waitFor();
  await signIn(person.page, email, PASSWORD);
  await person.page.getByText(WRONG).waitFor();

  await act(page, email, 'Riattiva');
  await row.getByText('Attiva', { exact: true }).waitFor();
  await signIn(person.page, email, PASSWORD);
  await awaitRows(person.page);
  for (const each of [context, person.context]) await each.close();
});

test('a password that is reset is worth nothing, the new one is good for one login', async () => {
  const email = 'smemorata@chain.test';
  const person = await open(await servers.newcomer(email, 'admin', 0));
  await person.page.goto('/chiamate?p=7g');
  await awaitRows(person.page);

  const { page, context } = await open(admin);
  await act(page, email, 'Nuova password');
  await page
    .getByRole('dialog', { name: 'Nuova password' })
    .getByRole('button', { name: 'Nuova password' })
    .click();
  const once = page.getByRole('dialog', { name: /^Password di/ });
  const password = await once.locator('code').innerText();
  await once.getByRole('button', { name: 'Chiudi' }).last().click();
  await once.waitFor({ state: 'detached' });
  assert.ok(!(await page.content()).includes(password), 'the password is still on the page');

  await person.page.reload();
  await person.page.getByText('Accedi per continuare').waitFor();
  await signIn(person.page, email, PASSWORD);
  await person.page.getByText(WRONG).waitFor();
  await signIn(person.page, email, password);
  await person.page.getByRole('heading', { name: 'Scegli la tua password' }).waitFor();
  const chosen = 'altre quattro parole diverse';
  await person.page.getByLabel('Password attuale').fill(password);
  await person.page.getByLabel('Nuova password', { exact: true }).fill(chosen);
  await person.page.getByLabel('Ripeti la nuova password').fill(chosen);
  await person.page.getByRole('button', { name: 'Cambia password' }).click();
  await person.page.getByRole('heading', { name: 'Chiamate', exact: true }).waitFor();
  for (const each of [context, person.context]) await each.close();
});
