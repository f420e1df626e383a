import assert from 'node:assert/strict';
import { test } from 'node:test';

import { admin, open, servers, signIn, standOn } from './bed.ts';
import { awaitRows, shownIds } from './browser.ts';
import { PASSWORD } from './servers.ts';

standOn();

test('logging in returns to the page that was asked for', async () => {
  const { page, context, said } = await open(null);
  await page.goto('/chiamate?p=7g&esito=persa');
  await signIn(page, 'admin@chain.test', 'un’altra parola');
  await page.getByText('E-mail o password non corrette.').waitFor();
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await awaitRows(page);
  const { pathname, search } = new URL(page.url());
  assert.equal(pathname + search, '/chiamate?p=7g&esito=persa');
  assert.deepEqual(said.problems, []);
  await context.close();
});

test('what is missing in a form is named before anything is sent', async () => {
  const { page, context, said } = await open(null);
  const sent: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
  await page.goto('/accesso');
  await page.getByLabel('E-mail').fill('admin@chain.test');
  const button = page.getByRole('button', { name: 'Accedi' });
  await button.click();
  await page.getByRole('alert').filter({ hasText: 'Da compilare: Dominio, Password.' }).waitFor();
  const focused = () => page.evaluate(() => (document.activeElement as HTMLInputElement).name);
  assert.equal(await focused(), 'domain');
  await page.getByLabel('Dominio').fill('  ');
  await page.getByLabel('Password').fill('una');
  await button.click();
  await page.getByRole('alert').filter({ hasText: 'Da compilare: Dominio.' }).waitFor();
  assert.deepEqual(sent, []);
  await page.getByLabel('Dominio').fill('altrove.test');
  await button.click();
  await page.getByRole('alert').filter({ hasText: 'E-mail o password non corrette.' }).waitFor();
  assert.equal(sent.length, 1);
  assert.deepEqual(said.problems, []);
  await context.close();
});

test('the first password must be changed before anything is shown', async () => {
  const first = servers.addPerson('nuova@chain.test', 'supervisor', 0);
  const { page, context } = await open(null);
  await page.goto('/accesso');
  await signIn(page, 'nuova@chain.test', first);
  await page.getByRole('heading', { name: 'Scegli la tua password' }).waitFor();
  await page.getByLabel('Password attuale').fill(first);
  await page.getByLabel('Nuova password', { exact: true }).fill('corta');
  await page.getByLabel('Ripeti la nuova password').fill('diversa');
  await page.getByRole('button', { name: 'Cambia password' }).click();
  await page.getByText('Le due password non sono uguali.').waitFor();
  await page.getByLabel('Ripeti la nuova password').fill('corta');
  await page.getByRole('button', { name: 'Cambia password' }).click();
  await page.getByText('La password è troppo corta.').waitFor();
  await page.getByLabel('Nuova password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Ripeti la nuova password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Cambia password' }).click();
  await page.getByRole('heading', { name: 'Chiamate', exact: true }).waitFor();
  await context.close();
});

test('a session that ended asks to log in, and comes back to the same address', async () => {
  const { page, context } = await open(admin);
  await page.goto('/chiamate?p=7g&esito=persa');
  await awaitRows(page);
  // Else something that is still on its way would be the first to be told.
  await page.waitForLoadState('networkidle');
  const before = await shownIds(page);
  const [id] = before;
  await context.clearCookies();
  await page.locator(`tr[data-call="${id}"] a`).click();
  await page.getByText('Accedi per continuare').waitFor();
  await signIn(page, 'admin@chain.test', PASSWORD);
  await page.locator('.timeline').waitFor();
  assert.equal(new URL(page.url()).pathname, `/chiamate/${id}`);
  assert.equal(new URL(page.url()).search, '?p=7g&esito=persa');
  await context.close();
});

test('the language changes without a missing word, and stays with the person', async () => {
  const { page, context, said } = await open(admin);
  await page.goto('/chiamate?p=7g');
  await awaitRows(page);
  await page.getByRole('button', { name: /^Menu personale/ }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Calls', exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await page.reload();
  await page.getByRole('heading', { name: 'Calls', exact: true }).waitFor();
  await awaitRows(page);
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  const words = await page.locator('body').innerText();
  for (const italian of ['Chiamate', 'Durata', 'Esito', 'Risposta', 'Aggiornato'])
    assert.ok(!words.includes(italian), `“${italian}” on the English page`);
  assert.ok(!/\b(calls|column|filter|menu|period)\.[a-z]/.test(words), 'a key instead of words');
  assert.deepEqual(said.problems, []);
  await page.getByRole('button', { name: /^Personal menu/ }).click();
  await page.getByRole('menuitemradio', { name: 'Italiano' }).click();
  await page.getByRole('heading', { name: 'Chiamate', exact: true }).waitFor();
  await context.close();
});

test('the call list works by keyboard alone', async () => {
  const { page, context } = await open(admin);
  await page.goto('/chiamate?p=7g');
  await awaitRows(page);
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Scorciatoie da tastiera' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const ids = await shownIds(page);
  await page.keyboard.press('j');
  await page.locator(`tr[data-call="${ids[0]}"] a:focus`).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.locator(`tr[data-call="${ids[1]}"] a:focus`).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.timeline').waitFor();
  assert.equal(new URL(page.url()).pathname, `/chiamate/${ids[1]}`);
  await page.keyboard.press('j');
  await page.waitForURL(`**/chiamate/${ids[2]}?p=7g`);
  await page.keyboard.press('k');
  await page.waitForURL(`**/chiamate/${ids[1]}?p=7g`);
  await page.keyboard.press('Escape');
  await page.locator('.drawer').waitFor({ state: 'detached' });
  await page.locator(`tr[data-call="${ids[1]}"] a:focus`).waitFor();
  await page.keyboard.press('/');
  await page.getByRole('searchbox', { name: 'Numero o nome' }).press('j');
  assert.equal(await page.getByRole('searchbox').inputValue(), 'j');
  assert.equal(new URL(page.url()).pathname, '/chiamate');
  await context.close();
});

test('logging out leaves nothing behind', async () => {
  const person = await servers.newcomer('uscita@chain.test', 'admin', 0);
  const { page, context } = await open(person);
  await page.goto('/chiamate?p=7g');
  await awaitRows(page);
  await page.getByRole('button', { name: /^Menu personale/ }).click();
  await page.getByRole('menuitem', { name: 'Esci' }).click();
  await page.getByRole('heading', { name: 'Accedi' }).waitFor();
  const answer = await page.request.get('/api/cdr');
  assert.equal(answer.status(), 401);
  await context.close();
});
