/** Scrolling through a whole list while calls arrive. */

import assert from 'node:assert/strict';

import { awaitRows, shownCount, type Look, type Page } from './browser.ts';
import { admin, open, servers } from './bed.ts';

const ARRIVALS = 50;
const ROW_PX = 48;
/** Rows drawn beside those that are seen: ten above, ten below, some cut by an edge. */
const BESIDE = 28;

/** The drawn rows: where each stands in the list, and which call it is. */
function drawnRows(page: Page): Promise<[number, string][]> {
  return page
    .locator('tr[data-call]')
    .evaluateAll((rows) =>
      rows.map((row) => [Number(row.getAttribute('data-index')), row.getAttribute('data-call')]),
    ) as Promise<[number, string][]>;
}

/** Scrolls to the end; the calls by their places, none of which may change on the way. */
async function walk(page: Page, total: number): Promise<Map<number, string>> {
  const pattern = servers.simulation.find(servers.tenant(0).sip_domain, 'direct_answered');
  const drawnMax = (page.viewportSize()?.height ?? 0) / ROW_PX + BESIDE;
  const places = new Map<number, string>();
  let delivered = 0;
  for (;;) {
    const rows = await drawnRows(page);
    assert.ok(rows.length <= drawnMax, `${rows.length} rows are drawn at once`);
    for (const [index, id] of rows) {
      assert.equal(places.get(index) ?? id, id, `the call at ${index} is another one now`);
      places.set(index, id);
    }
    if (places.size >= total) break;
    if (delivered < ARRIVALS) {
      const second = String(delivered % 60).padStart(2, '0');
      await servers.deliver(servers.simulation.at(`2026-11-29T10:50:${second}Z`, pattern));
      ++delivered;
    }
    await page.locator('.scroller').evaluate((list) => list.scrollBy(0, list.clientHeight * 0.8));
    await page.waitForFunction((last) => {
      const drawn = document.querySelectorAll('tr[data-call]');
      const end = drawn[drawn.length - 1]?.getAttribute('data-call');
      return end !== last || document.querySelector('.list-end')?.textContent !== '';
    }, rows.at(-1)?.[1]);
  }
  assert.equal(delivered, ARRIVALS);
  return places;
}

/** A month of at least so many calls: each is met once, and the new ones are announced. */
export async function walkWhileCallsArrive(rowsAtLeast: number, look?: Look): Promise<void> {
  const { page, context, said } = await open(admin, look);
  await page.goto('/chiamate?p=mese');
  await awaitRows(page);
  const total = await shownCount(page);
  assert.ok(total >= rowsAtLeast, `only ${total} calls to scroll through`);
  const places = await walk(page, total);
  assert.equal(places.size, total);
  assert.equal(new Set(places.values()).size, total);

  const now = total + ARRIVALS;
  const answer = await page.request.get('/api/cdr?from=2026-11-01&to=2026-11-29&page_size=1');
  assert.equal(((await answer.json()) as { total: number }).total, now);
  const scroller = page.locator('.scroller');
  const top = await scroller.evaluate((list) => list.scrollTop);
  const pill = page.getByRole('button', { name: new RegExp(`^${ARRIVALS} nuove chiamate`) });
  await pill.waitFor();
  assert.equal(await scroller.evaluate((list) => list.scrollTop), top);
  await pill.click();
  await page.getByText(`${now.toLocaleString('it', { useGrouping: true })} chiamate`).waitFor();
  await pill.waitFor({ state: 'detached' });
  assert.equal(await scroller.evaluate((list) => list.scrollTop), 0);
  assert.deepEqual(said.problems, []);
  await context.close();
}
