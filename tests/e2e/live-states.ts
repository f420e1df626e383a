/** The states of the live page; the calls are played as of NOW, at which pages are looked at. */

import type { TakenLine } from '../../web/app/src/api/callbacks.ts';
import { admin, servers } from './bed.ts';
import type { Page } from './browser.ts';
import { at, counted, openTasksOfAllKinds, pageOf } from './callback-samples.ts';
import { liveCallsOfAllKinds } from './live-samples.ts';
import { LiveStage } from './live-stage.ts';
import { NOW } from './servers.ts';
import type { State } from './state.ts';

/** A stage for as long as the page is there. No answer of W3 itself sets the page's clock. */
async function stageFor(page: Page): Promise<LiveStage> {
  await page.route('**/w3/callbacks/counts', (route) => route.fulfill({ json: counted() }));
  const stage = await LiveStage.before(servers.url, { now: () => NOW });
  page.on('close', () => void stage.close());
  return stage;
}

async function showCalls(page: Page, query = ''): Promise<LiveStage> {
  const stage = await stageFor(page);
  for (const call of liveCallsOfAllKinds(NOW)) stage.put(call);
  await page.goto(`${stage.url}/diretta${query}`);
  await page.locator('tr[data-live]').first().waitFor();
  await page.locator('.operator').first().waitFor();
  return stage;
}

const LINE: TakenLine = {
  on_the_line: true,
  call_id: 'c1',
  state: 'answered',
  since: at(-2),
  direction: 'in',
  with: { ext: '1001', display_name: 'Cassa 1' },
};

/** Somebody wants to call the first customer of the list back. */
async function callBack(page: Page, line: TakenLine | 'unknown'): Promise<void> {
  const stage = await stageFor(page);
  stage.playLine(line);
  await page.route('**/w3/callbacks?**', (route) =>
    route.fulfill({ json: pageOf(openTasksOfAllKinds()) }),
  );
  await page.route('**/claim', (route) => route.fulfill({ json: openTasksOfAllKinds()[0] }));
  await page.goto(`${stage.url}/richiami`);
  await page.getByRole('link', { name: 'Richiama', exact: true }).first().click();
}

const SHOWN: Record<string, State['show']> = {
  live: async (page) => void (await showCalls(page)),
  'live-filtered': async (page) => {
    const store = servers.tenant(0).stores[1]?.store_id;
    await showCalls(page, `?neg=${store}&dir=in`);
  },
  'live-empty': async (page) => {
    const stage = await stageFor(page);
    await page.goto(`${stage.url}/diretta`);
    await page.getByText('Nessuna chiamata in corso', { exact: true }).waitFor();
    await page.locator('.operator').first().waitFor();
  },
  'live-no-result': async (page) => {
    const stage = await stageFor(page);
    await page.goto(`${stage.url}/diretta?dir=out`);
    await page.getByText('Nessuna chiamata in corso con questi filtri').waitFor();
  },
  'live-no-right': async (page) => {
    const stage = await stageFor(page);
    await page.goto(`${stage.url}/diretta?neg=00000000-0000-4000-8000-000000000000`);
    await page.getByText('Non hai accesso a questo negozio').waitFor();
  },
  'live-loading': async (page) => {
    const stage = await stageFor(page);
    stage.fallSilent();
    await page.goto(`${stage.url}/diretta`);
    await page.locator('.live-page .skeleton').waitFor();
  },
  'live-error': async (page) => {
    const stage = await stageFor(page);
    stage.refuse(500);
    await page.goto(`${stage.url}/diretta`);
    await page.getByText('Codice della richiesta: 7f0c2d1e').waitFor();
  },
  'live-never': async (page) => {
    const stage = await stageFor(page);
    stage.loseLink();
    await page.goto(`${stage.url}/diretta`);
    await page.getByText('Il centralino non è raggiungibile').waitFor();
  },
  'live-stale': async (page) => {
    const stage = await showCalls(page);
    stage.loseLink();
    await page.getByText('Dati fermi alle 12:00 · centralino non raggiungibile').waitFor();
  },
  'live-wall': async (page) => void (await showCalls(page, '?schermo=1')),
  'callback-on-the-line': async (page) => {
    await callBack(page, LINE);
    await page
      .getByRole('dialog')
      .getByText(/in conversazione da 2 min/)
      .waitFor();
  },
  'callback-line-unknown': async (page) => {
    await callBack(page, 'unknown');
    await page.getByText(/^Non si è potuto verificare/).waitFor();
  },
};

export const LIVE_STATES: State[] = Object.entries(SHOWN).map(([name, show]) => ({
  name,
  person: () => admin,
  show,
}));
