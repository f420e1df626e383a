/** What a page dials, which a browser would ask a telephone program to do. */

import type { Page } from './browser.ts';

/** From the next page load on it is kept, and nobody is called. */
export async function keepDialled(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const dialled: string[] = [];
    Object.assign(globalThis, { dialled });
    addEventListener('click', (event) => {
      const link = (event.target as Element).closest('a[href^="tel:"]');
      if (!link || event.defaultPrevented) return;
      event.preventDefault();
      dialled.push(link.getAttribute('href') ?? '');
    });
  });
}

export const dialled = (page: Page): Promise<string[]> =>
  page.evaluate(() => (globalThis as unknown as { dialled: string[] }).dialled);
