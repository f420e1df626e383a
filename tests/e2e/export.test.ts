/** Exports: what is in the files, and what a person sees of them on the way. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { admin, open, servers, standOn } from './bed.ts';
import { awaitRows, shownCount, type Page } from './browser.ts';
import { readCsv } from './csv.ts';
import { renamedCaller } from './records.ts';
import type { LoggedIn } from './servers.ts';
import { readWorkbook } from './workbook.ts';

const WEEK = '/chiamate?p=7g&dir=in';
const FORMULA = '=HYPERLINK("http://elsewhere.test/";"Vinci")';
const ACCENTED = 'CAFFÈ ÈLITE';
/** Italian groups thousands only when told to. */
const GROUPED = { useGrouping: true };
const EXPORTS = { name: 'Esportazioni' };

let agent: LoggedIn;
/** The caller whose calls have those names. */
let number: string;

standOn(
  async () => {
    const { sip_domain } = servers.tenant(0);
    agent = await servers.newcomer('operatore@chain.test', 'agent', 0, '--ext', '1001');
    const pattern = servers.simulation.calls.find(
      (call) =>
        call.sip_domain === sip_domain &&
        call.direction === 'in' &&
        call.disposition === 'ANSWERED' &&
        call.from_name !== null &&
        call.from_uri?.startsWith('+39') === true,
    );
    assert.ok(pattern?.from_name && pattern.from_uri);
    number = pattern.from_uri;
    for (const [second, name] of [FORMULA, ACCENTED].entries()) {
      const call = servers.simulation.at(`2026-11-29T10:40:0${second}Z`, pattern);
      await servers.deliver(renamedCaller(call, pattern.from_name, name));
    }
  },
  { isGated: true },
);

interface Wanted {
  format: string;
  all?: boolean;
}

/** From the dialog's opening to its end; what comes of it is for the caller to wait for. */
async function startExport(page: Page, { format, all = false }: Wanted): Promise<void> {
  await page.getByRole('button', { name: 'Esporta', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Esporta le chiamate' });
  await dialog.getByRole('radio', { name: format }).press('Space');
  if (all) await dialog.getByRole('radio', { name: /^Tutte/ }).press('Space');
  await dialog.getByRole('button', { name: 'Esporta' }).click();
}

async function exported(page: Page, wanted: Wanted): Promise<{ name: string; bytes: Buffer }> {
  const downloads = page.waitForEvent('download');
  await startExport(page, wanted);
  const download = await downloads;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

function focusedId(page: Page): Promise<string | undefined> {
  return page.evaluate(() => document.activeElement?.id);
}

test('a workbook has every call of the filter, whole numbers and no formula', async () => {
  const { page, context, said } = await open(admin);
  await page.goto(WEEK);
  await awaitRows(page);
  const count = await shownCount(page);
  const { name, bytes } = await exported(page, { format: 'Excel (.xlsx)' });
  assert.equal(name, 'chiamate-2026-11-23-2026-11-29.xlsx');
  const { rows, sheets, isFrozen } = readWorkbook(bytes);
  assert.equal(rows.length - 1, count);
  assert.equal(sheets, 1);
  assert.ok(isFrozen);
  const cells = rows.flatMap((row) => [...row.values()]);
  assert.deepEqual(
    cells.filter(({ kind }) => kind === 'formula'),
    [],
  );
  for (const text of [FORMULA, ACCENTED, number])
    assert.equal(cells.find((cell) => cell.text === text)?.kind, 'text', text);
  // Dates and durations are for computing.
  const kinds = new Set([...(rows[1]?.values() ?? [])].map(({ kind }) => kind));
  assert.ok(kinds.has('number'));

  const dock = page.getByRole('region', EXPORTS);
  await dock.getByText(`Pronta · ${count.toLocaleString('it', GROUPED)} chiamate`).waitFor();
  const again = page.waitForEvent('download');
  await dock.getByRole('link', { name: `Scarica ${name}` }).click();
  assert.deepEqual(readFileSync(await (await again).path()), bytes);
  await dock.getByRole('button', { name: `Togli ${name} da qui` }).press('Enter');
  await dock.waitFor({ state: 'detached' });
  assert.equal(await focusedId(page), 'content');
  assert.deepEqual(said.problems, []);
  await context.close();
});

test('a CSV for Italian Excel opens there as it is', async () => {
  const { page, context, said } = await open(admin);
  await page.goto(WEEK);
  await awaitRows(page);
  const count = await shownCount(page);
  const { name, bytes } = await exported(page, { format: 'CSV per Excel', all: true });
  assert.equal(name, 'chiamate-2026-11-23-2026-11-29.csv');
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  const [header = [], ...rows] = readCsv(bytes.subarray(3).toString('utf8'), ';');
  assert.equal(rows.length, count);
  assert.equal(header[0], 'Data e ora');
  const fields = rows.flat();
  assert.ok(fields.includes(ACCENTED));
  assert.ok(fields.includes(`'${FORMULA}`));
  assert.ok(fields.includes(number));
  assert.match(rows[0]?.[0] ?? '', /^29\/11\/2026 \d\d:\d\d:\d\d$/);
  assert.ok(
    fields.some((field) => /^\d,\d+$/.test(field)),
    'no decimal comma',
  );
  assert.deepEqual(said.problems, []);
  await context.close();
});

test('a standard CSV is of RFC 4180, with the names of the API', async () => {
  const { page, context, said } = await open(admin);
  await page.goto(WEEK);
  await awaitRows(page);
  const count = await shownCount(page);
  const { bytes } = await exported(page, { format: 'CSV standard', all: true });
  assert.notEqual(bytes[0], 0xef);
  const [header = [], ...rows] = readCsv(bytes.toString('utf8'), ',');
  assert.equal(rows.length, count);
  assert.equal(header.length, 23);
  const ids = new Set(rows.map((row) => row[header.indexOf('call_id')]));
  assert.equal(ids.size, count);
  const at = (row: string[] | undefined, field: string) => row?.[header.indexOf(field)] ?? '';
  const named = (name: string) => rows.find((row) => at(row, 'from_name') === name);
  assert.equal(at(named(ACCENTED), 'from_uri'), number);
  assert.equal(at(named(ACCENTED), 'start_ts'), '2026-11-29T11:40:01+01:00');
  assert.equal(at(named(`'${FORMULA}`), 'direction'), 'in');
  assert.ok(rows.every((row) => row.length === header.length));
  assert.deepEqual(said.problems, []);
  await context.close();
});

test('an export goes on on other pages and after a reload, until it is cancelled', async () => {
  const { page, context, said } = await open(admin);
  const downloads: string[] = [];
  page.on('download', (download) => downloads.push(download.suggestedFilename()));
  servers.gate.hold();
  await page.goto('/chiamate?p=mese');
  await awaitRows(page);
  const count = await shownCount(page);
  await startExport(page, { format: 'CSV standard' });
  const bar = page.getByRole('progressbar', { name: /^chiamate-/ });
  await bar.waitFor();
  await page.getByText(`500 di ${count.toLocaleString('it', GROUPED)} chiamate`).waitFor();
  assert.equal(await bar.getAttribute('aria-valuenow'), String(Math.floor(50_000 / count)));
  await page.getByRole('link', { name: 'Amministrazione' }).click();
  await page.getByRole('heading', { name: 'Amministrazione' }).waitFor();
  await bar.waitFor();
  await page.reload();
  await bar.waitFor();

  // Two at a time: a third is refused in words.
  await page.goto('/chiamate?p=mese');
  await awaitRows(page);
  await startExport(page, { format: 'CSV standard' });
  await bar.nth(1).waitFor();
  await startExport(page, { format: 'CSV standard' });
  await page.getByRole('alert').getByText('Hai già due esportazioni in corso').waitFor();
  await page.keyboard.press('Escape');

  for (let left = 2; left > 0; --left) {
    const cancel = page.getByRole('button', { name: /^Annulla l’esportazione/ });
    await cancel.first().click();
    await page.waitForFunction(
      (rest) => document.querySelectorAll('[role=progressbar]').length === rest,
      left - 1,
    );
  }
  await page.getByRole('status').getByText('Esportazione annullata').waitFor();
  servers.gate.release();
  const { items } = (await (await page.request.get('/w3/exports')).json()) as {
    items: { export_id: string; state: string }[];
  };
  assert.deepEqual(
    items.slice(0, 2).map(({ state }) => state),
    ['cancelled', 'cancelled'],
  );
  const file = await page.request.get(`/w3/exports/${items[0]?.export_id}/file`);
  assert.ok([404, 409].includes(file.status()), String(file.status()));
  assert.deepEqual(downloads, []);
  assert.deepEqual(said.problems, []);
  await context.close();
});

test('a file that is ready after a reload is fetched once, and stays as a link', async () => {
  const { page, context } = await open(admin);
  const downloads: string[] = [];
  page.on('download', (download) => downloads.push(download.suggestedFilename()));
  servers.gate.hold();
  await page.goto('/chiamate?p=mese');
  await awaitRows(page);
  await startExport(page, { format: 'CSV standard' });
  await page.getByRole('progressbar').waitFor();
  await page.reload();
  await page.getByRole('progressbar').waitFor();
  const arrival = page.waitForEvent('download');
  servers.gate.release();
  await arrival;
  const link = page.getByRole('link', { name: /^Scarica chiamate-/ });
  await link.first().waitFor();
  await page.reload();
  await link.first().waitFor();
  assert.equal(downloads.length, 1);
  await context.close();
});

test('who may not export has no button, and a crafted request is refused and noted', async () => {
  const { page, context } = await open(agent);
  await page.goto('/chiamate?p=mese');
  await page.getByRole('heading', { name: 'Chiamate', exact: true }).waitFor();
  await page.locator('.scroller, .notice').first().waitFor();
  assert.equal(await page.getByRole('button', { name: 'Esporta' }).count(), 0);
  const answer = await page.request.post('/w3/exports', {
    headers: { 'X-CSRF-Token': agent.csrf },
    data: { format: 'csv', query: 'direction=in', columns: ['start'], language: 'it' },
  });
  assert.equal(answer.status(), 403);
  await context.close();

  const watching = await open(admin);
  await watching.page.goto('/amministrazione/attivita?cosa=export_refused');
  const row = watching.page.locator('.records tbody tr').first();
  await row.getByText('Operatore di prova').waitFor();
  await row.getByText('Esportazione rifiutata').waitFor();
  await watching.context.close();
});

test('an export that failed can be asked for again, as it was', async () => {
  const { page, context } = await open(admin);
  const asked: string[] = [];
  const base = { rows_total: 10, rows_done: 4, format: 'csv', created_at: '2026-11-29T10:59:00Z' };
  let items: object[] = [];
  // The server gives up only after minutes: its part is played.
  await page.route('**/w3/exports', async (route) => {
    if (route.request().method() === 'GET') return route.fulfill({ json: { items } });
    asked.push(route.request().postData() ?? '');
    const id = `e${asked.length}`;
    const made = { ...base, export_id: id, state: 'failed', name: `${id}.csv` };
    items = [made, ...items];
    return route.fulfill({ status: 202, json: { ...made, state: 'running' } });
  });
  await page.goto('/chiamate?p=7g&esito=persa');
  await awaitRows(page);
  await startExport(page, { format: 'CSV standard' });
  await page.getByRole('button', { name: 'Riprova l’esportazione e1.csv' }).click();
  await page.getByRole('button', { name: 'Riprova l’esportazione e2.csv' }).waitFor();
  assert.equal(await page.getByText('e1.csv').count(), 0);
  assert.equal(asked.length, 2);
  assert.equal(asked[0], asked[1]);
  const { query } = JSON.parse(asked[0] ?? '') as { query: string };
  const said = new URLSearchParams(query);
  assert.equal(said.get('from'), '2026-11-23');
  assert.equal(said.get('disposition'), 'NO_ANSWER,BUSY,FAILED');
  await context.close();
});
