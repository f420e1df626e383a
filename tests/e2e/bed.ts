/** What the tests of a file stand on: servers, a browser, an admin, all of them its own. */

import { after, before } from 'node:test';

import { launch, openPage, type Browser, type Look, type Opened, type Page } from './browser.ts';
import { Servers, type LoggedIn, type Wish } from './servers.ts';

export let servers: Servers;
export let browser: Browser;
/** Of the first tenant. */
export let admin: LoggedIn;

/** Makes them before the tests of this file, and ends them after. `prepare` adds what it needs. */
export function standOn(prepare: () => Promise<void> = async () => {}, wish?: Wish): void {
  before(async () => {
    servers = await Servers.start(wish);
    browser = await launch();
    admin = await servers.newcomer('admin@chain.test', 'admin', 0);
    await prepare();
  });
  after(async () => {
    await browser?.close();
    await servers?.stop();
  });
}

/** A window of its own for a person; `null`: for nobody yet. */
export function open(person: LoggedIn | null, look?: Look): Promise<Opened> {
  return openPage(browser, servers, person, look);
}

/** On the login page, from its fields to the press of Enter; the caller sees what comes. */
export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Dominio').fill(servers.tenant(0).sip_domain);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
}
