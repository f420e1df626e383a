/**
 * The states of exports. The server's part is played: a real export is over before it is looked at
 * (export.test.ts has those).
 */

import { admin } from './bed.ts';
import { awaitRows, type Page } from './browser.ts';
import { openDialog, problem, type State } from './state.ts';

const EXPORT = {
  export_id: 'e1',
  state: 'running',
  rows_total: 12_345,
  rows_done: 4_200,
  format: 'xlsx',
  name: 'chiamate-2026-11-23-2026-11-29.xlsx',
  created_at: '2026-11-29T10:59:00Z',
};

async function showDock(page: Page, items: object[]): Promise<void> {
  await page.route('**/w3/exports', (route) => route.fulfill({ json: { items } }));
  await page.goto('/chiamate?p=7g');
  await awaitRows(page);
  await page.getByRole('region', { name: 'Esportazioni' }).waitFor();
}

const openExport = (page: Page) => openDialog(page, /^Esporta$/, '.window-dialog');

export const EXPORT_STATES: State[] = [
  { name: 'export-dialog', person: () => admin, show: openExport },
  {
    name: 'export-sheets',
    person: () => admin,
    show: async (page) => {
      await page.route('**/api/cdr?**', async (route) => {
        const answer = await route.fetch();
        const list = (await answer.json()) as { total: number };
        await route.fulfill({ response: answer, json: { ...list, total: 2_500_000 } });
      });
      await openExport(page);
      await page.getByText('il file avrà 3 fogli').waitFor();
    },
  },
  {
    name: 'export-refused',
    person: () => admin,
    show: async (page) => {
      await page.route('**/w3/exports', (route) =>
        route.request().method() === 'POST'
          ? route.fulfill(problem(429, { headers: { 'Retry-After': '30' } }))
          : route.fulfill({ json: { items: [] } }),
      );
      await openExport(page);
      await page.getByRole('dialog').getByRole('button', { name: 'Esporta' }).click();
      await page.getByText('Hai già due esportazioni in corso').waitFor();
    },
  },
  {
    name: 'export-running',
    person: () => admin,
    show: async (page) => {
      await showDock(page, [EXPORT]);
      await page.getByRole('progressbar').waitFor();
    },
  },
  {
    name: 'export-done',
    person: () => admin,
    show: async (page) => {
      const done = { ...EXPORT, state: 'done', rows_done: 12_345, rows: 12_345, bytes: 1_234_567 };
      await showDock(page, [done]);
      await page.getByRole('link', { name: /^Scarica/ }).waitFor();
    },
  },
  {
    name: 'export-failed',
    person: () => admin,
    show: async (page) => {
      const why = { reason: 'calls_unavailable', title: 'Calls unavailable', detail: 'come again' };
      const failed = { ...EXPORT, state: 'failed', problem: why };
      await showDock(page, [failed, { ...EXPORT, export_id: 'e2', format: 'csv' }]);
      await page.getByText('Non riuscita: l’archivio delle chiamate non risponde.').waitFor();
    },
  },
];
