/** A state that a page can be in, and how it is reached. */

import { awaitRows, type Page } from './browser.ts';
import type { LoggedIn } from './servers.ts';

export interface State {
  name: string;
  person: () => LoggedIn | null;
  /** Brings the page into the state, and waits until it is there. */
  show: (page: Page) => Promise<void>;
}

/** An answer that is a problem (RFC 9457), for a route of the browser. */
export const problem = (status: number, more: object = {}) => ({
  status,
  contentType: 'application/problem+json',
  ...more,
  body: JSON.stringify({
    type: 'about:blank',
    title: 'Not now',
    status,
    detail: 'not now',
    request_id: '7f0c2d1e',
  }),
});

export async function openDialog(page: Page, button: RegExp, seen: string): Promise<void> {
  await page.goto('/chiamate?p=7g');
  await awaitRows(page);
  await page.getByRole('button', { name: button }).click();
  await page.locator(seen).first().waitFor();
}
