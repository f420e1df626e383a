/** The page of callbacks, and how a test finds its way there. */

import { open } from './bed.ts';
import type { Look, Opened, Page } from './browser.ts';
import { deliverCall, type Customers } from './callers.ts';
import type { LoggedIn } from './servers.ts';

/** The tab `query` asks for, with the tasks of these customers. */
export async function openTasks(
  person: LoggedIn,
  customers: Customers,
  query = '',
  look: Look = {},
): Promise<Opened> {
  const opened = await open(person, { now: new Date().toISOString(), ...look });
  await showTab(opened.page, customers, query);
  return opened;
}

export async function showTab(page: Page, { prefix }: Customers, query = ''): Promise<void> {
  await page.goto(`/richiami?${query}${query && '&'}q=${prefix}`);
}

export const rowOf = (page: Page, number: string) =>
  page.locator(`tr[data-task]:has(.row-link[title="+39${number}"])`);

/** The numbers of the rows, from above. */
export const shownNumbers = (page: Page): Promise<string[]> =>
  page
    .locator('tr[data-task] .row-link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('title')?.slice(3) ?? ''));

/** Opens the task of a number beside the list, where neither pointer nor focus is on the rows. */
export async function openDrawer(page: Page, number: string): Promise<void> {
  const id = await rowOf(page, number).getAttribute('data-task');
  const { search } = new URL(page.url());
  await page.mouse.move(0, 0);
  await page.goto(`/richiami/${id}${search}`);
  await page.locator('.drawer .log').waitFor();
}

/** What the log of the open task says was done, the oldest first. */
export async function loggedMoves(page: Page): Promise<string[]> {
  return (await page.locator('.drawer .log strong').allInnerTexts()).toReversed();
}

/** A fact of the open task. */
export const fact = (page: Page, name: string) =>
  page.locator('.drawer .facts > div').filter({ hasText: name }).locator('dd');

/** Calls are followed in their order: when the last one's task is there, all before are known. */
export async function allFollowed(page: Page, customers: Customers): Promise<void> {
  const last = customers.next();
  await deliverCall('missed', last, 1);
  await showTab(page, customers);
  await rowOf(page, last).waitFor();
}
