import assert from 'node:assert/strict';
import { test } from 'node:test';

import { admin, open, servers, standOn } from './bed.ts';
import { awaitRows, cutTexts, DESK_WIDTHS, shownCount, shownIds, type Page } from './browser.ts';
import { adopted } from './records.ts';
import type { LoggedIn } from './servers.ts';
import { walkWhileCallsArrive } from './walk.ts';

/** The ids of a whole list, by scrolling to its end. */
async function allIds(page: Page): Promise<string[]> {
  const total = await shownCount(page);
  const found = new Set<string>();
  for (;;) {
    for (const id of await shownIds(page)) found.add(id);
    if (found.size >= total) return [...found];
    await page.locator('.scroller').evaluate((list) => list.scrollBy(0, list.clientHeight / 2));
  }
}

let elsewhere: LoggedIn;
let reader: LoggedIn;

standOn(async () => {
  reader = await servers.newcomer('lettore@chain.test', 'admin', 0);
  elsewhere = await servers.newcomer('admin@other.test', 'admin', 1);
});

test('filters live in the address: reload, Back and another person see the same rows', async () => {
  const store = servers.tenant(0).stores[0];
  assert.ok(store);
  const { page, context, said } = await open(admin);
  await page.goto('/chiamate');
  await page.getByRole('button', { name: /^Periodo: Oggi/ }).click();
  await page.getByRole('option', { name: 'Ultimi 7 giorni' }).click();
  await page.waitForURL('**/chiamate?p=7g');
  await awaitRows(page);
  const allOfWeek = await shownCount(page);
  await page.getByRole('button', { name: /^Negozio:/ }).click();
  await page.getByRole('option', { name: store.name }).click();
  await page.getByRole('button', { name: /^Esito:/ }).click();
  await page.getByRole('option', { name: 'Persa', exact: true }).click();
  const address = `/chiamate?p=7g&esito=persa&neg=${store.store_id}`;
  await page.waitForURL(`**${address}`);
  await awaitRows(page);
  const rows = await shownIds(page);
  const count = await shownCount(page);
  assert.ok(count > 0 && count < allOfWeek);
  const outcomes = await page
    .locator('tr[data-call]')
    .evaluateAll((all) => all.map((row) => row.getAttribute('data-disposition')));
  assert.ok(!outcomes.includes('ANSWERED'));
  await page.getByRole('list', { name: 'Filtri attivi' }).getByText(store.name).waitFor();

  await page.reload();
  await awaitRows(page);
  assert.deepEqual(await shownIds(page), rows);

  await page.getByRole('button', { name: 'Togli il filtro Persa' }).click();
  await page.waitForURL(`**/chiamate?p=7g&neg=${store.store_id}`);
  await page.goBack();
  await page.waitForURL(`**${address}`);
  await awaitRows(page);
  assert.deepEqual(await shownIds(page), rows);

  const colleague = await servers.newcomer(
    'collega@chain.test',
    'supervisor',
    0,
    '--store',
    store.store_id,
  );
  const second = await open(colleague);
  await second.page.goto(address);
  await awaitRows(second.page);
  assert.deepEqual(await shownIds(second.page), rows);
  assert.equal(await shownCount(second.page), count);

  const foreign = await open(elsewhere);
  await foreign.page.goto(address);
  await foreign.page.getByText('Non hai accesso a questo negozio').waitFor();
  assert.deepEqual(await shownIds(foreign.page), []);
  await foreign.page.goto(`/chiamate/${rows[0]}?p=7g`);
  await foreign.page.getByText('Questa chiamata non c’è, o non hai accesso.').waitFor();

  assert.deepEqual(said.problems, []);
  for (const each of [context, second.context, foreign.context]) await each.close();
});

test('no row is lost or shown twice while new calls arrive', () => walkWhileCallsArrive(1000));

test('calls at the edges of days are on the right day, also when clocks change', async () => {
  const tenant = servers.tenant(0);
  const pattern = servers.simulation.find(tenant.sip_domain, 'direct_answered');
  const days: Record<string, string[]> = {
    '2026-11-28': ['2026-11-28T22:59:59Z'],
    '2026-11-29': ['2026-11-28T23:00:00Z'],
    '2026-10-24': ['2026-10-24T21:59:59Z'],
    // 25 hours; half past two comes twice.
    '2026-10-25': [
      '2026-10-24T22:00:00Z',
      '2026-10-25T00:30:00Z',
      '2026-10-25T01:30:00Z',
      '2026-10-25T22:59:59Z',
    ],
    '2026-10-26': ['2026-10-25T23:00:00Z'],
    '2026-03-28': ['2026-03-28T22:59:59Z'],
    // 23 hours; from two to three there is nothing.
    '2026-03-29': [
      '2026-03-28T23:00:00Z',
      '2026-03-29T00:59:59Z',
      '2026-03-29T01:00:00Z',
      '2026-03-29T21:59:59Z',
    ],
    '2026-03-30': ['2026-03-29T22:00:00Z'],
  };
  const ids = new Map<string, string[]>();
  for (const [day, instants] of Object.entries(days)) {
    const made: string[] = [];
    for (const instant of instants) {
      const call = servers.simulation.at(instant, pattern);
      await servers.deliver(call);
      made.push(call.callId);
    }
    ids.set(day, made);
  }
  const ours = new Set([...ids.values()].flat());

  for (const [day, expected] of ids) {
    for (const query of ['', `?p=${day}..${day}`]) {
      // Late in the evening in Rome: UTC and Rome agree on the day, and the day is whole.
      const { page, context } = await open(admin, { now: `${day}T20:30:00Z` });
      await page.goto(`/chiamate${query}${query ? '&' : '?'}ord=data`);
      await awaitRows(page);
      const found = await allIds(page);
      assert.deepEqual(
        found.filter((id) => ours.has(id)),
        expected,
        `${day} as ${query || 'today'}`,
      );
      await context.close();
    }
  }

  const { page, context } = await open(admin);
  await page.goto('/chiamate?p=2026-10-25..2026-10-25&ord=data');
  await awaitRows(page);
  const times = await page.locator('tr[data-call] .row-time').allInnerTexts();
  assert.deepEqual(times, ['00:00:00', '02:30:00', '02:30:00', '23:59:59']);
  await context.close();
});

test('a call with three phones ringing and a transfer is one row, told step by step', async () => {
  const { sip_domain } = servers.tenant(0);
  const { simulation } = servers;
  const transfer = simulation.calls.find(
    (call) =>
      call.sip_domain === sip_domain &&
      call.scenario === 'blind_transfer' &&
      call.from_uri !== null,
  );
  assert.ok(transfer?.from_uri);
  const group = simulation.calls.find(
    (call) =>
      call.sip_domain === sip_domain &&
      call.scenario === 'ring_group_answered' &&
      simulation.losers(call).length >= 2,
  );
  assert.ok(group);
  const more = simulation
    .losers(group)
    .slice(0, 2)
    .map((leg) => adopted(leg, group, transfer));
  const call = simulation.at('2026-11-29T10:40:00Z', transfer, { more });
  await servers.deliver(call);

  const { page, context, said } = await open(admin);
  const query = new URLSearchParams({ numero: transfer.from_uri });
  await page.goto(`/chiamate?${query}`);
  await awaitRows(page);
  const rows = page.locator(`tr[data-call="${call.callId}"]`);
  assert.equal(await rows.count(), 1);
  await rows.click();
  await page.waitForURL(`**/chiamate/${call.callId}?${query}`);
  await page.locator('.timeline').waitFor();
  const steps = await page.locator('.timeline li > span').allInnerTexts();
  const offsets = await page.locator('.timeline time').allInnerTexts();
  assert.match(steps[0] ?? '', /^Ingresso su /);
  const ring = steps.find((step) => step.startsWith('Squilla ')) ?? '';
  assert.equal(ring.split(',').length, 3, ring);
  const kinds = steps.map((step) => step.split(' ')[0]);
  assert.deepEqual(
    kinds.filter((kind) => kind !== 'Il'),
    ['Ingresso', 'Squilla', 'Risponde', 'Passata', 'Risponde', kinds.at(-1)],
  );
  assert.match(steps.at(-1) ?? '', /^Fine/);
  assert.equal(offsets[0], '+0,0 s');
  assert.equal(await page.locator('.legs tbody tr').count(), 5);
  await page
    .locator('.figures')
    .getByText(/^\d,\d\d$/)
    .first()
    .waitFor();
  await page.getByText('NORMAL_CLEARING').first().waitFor();
  assert.deepEqual(said.problems, []);
  await context.close();
});

test('a menu is a step, and who gave up in it is told', async () => {
  const { sip_domain } = servers.tenant(0);
  const pattern = servers.simulation.find(sip_domain, 'ivr_abandoned');
  const call = servers.simulation.at('2026-11-29T10:30:00Z', pattern);
  await servers.deliver(call);
  const { page, context } = await open(admin);
  await page.goto(`/chiamate/${call.callId}?p=oggi`);
  await page.getByText('Il centralino prende la linea').waitFor();
  await page.getByText('Fine: ha riagganciato chi chiamava').waitFor();
  await page.getByText('abbandonata nel menu').first().waitFor();
  await context.close();
});

test('a call without measured audio says so', async () => {
  const { sip_domain } = servers.tenant(0);
  const pattern = servers.simulation.find(sip_domain, 'caller_gives_up');
  const call = servers.simulation.at('2026-11-29T10:20:00Z', pattern);
  await servers.deliver(call);
  const { page, context } = await open(admin);
  await page.goto(`/chiamate/${call.callId}`);
  await page.getByText('Non disponibile: il centralino non l’ha misurata').waitFor();
  await context.close();
});

test('names and heads are whole on the screens of a desk', async () => {
  const { page, context } = await open(admin);
  await page.goto('/chiamate?p=7g');
  await awaitRows(page);
  assert.ok((await page.locator('.row-name').count()) > 10);
  const heads = '.calls th:not(.cell-direction)';
  assert.deepEqual(await cutTexts(page, `.row-name, ${heads}, .outcome-detail`, DESK_WIDTHS), []);
  // With fewer columns another one is the last.
  assert.deepEqual(await cutTexts(page, '.cell-talk', [800, 1023, 1024, 1279]), []);
  await context.close();
});

test('columns that a person hides stay hidden', async () => {
  const { page, context } = await open(admin);
  await page.goto('/chiamate?p=7g');
  await awaitRows(page);
  await page.getByRole('columnheader', { name: 'Linea' }).waitFor();
  await page.getByRole('button', { name: 'Colonne' }).click();
  await page.getByRole('checkbox', { name: 'Linea' }).press('Space');
  await page.keyboard.press('Escape');
  await page.getByRole('columnheader', { name: 'Linea' }).waitFor({ state: 'detached' });
  await page.reload();
  await awaitRows(page);
  assert.equal(await page.getByRole('columnheader', { name: 'Linea' }).count(), 0);
  assert.equal(
    await page.getByRole('table', { name: 'Elenco' }).getAttribute('aria-colcount'),
    '9',
  );
  await context.close();
});

for (const [width, columns] of [
  [1440, 10],
  [1100, 9],
  [768, 6],
  [320, 6],
])
  test(`a table ${width} pixels wide says that it has the ${columns} columns it has`, async () => {
    // Whoever hid columns above is somebody else.
    const { page, context } = await open(reader, { viewport: { width: width ?? 0, height: 900 } });
    await page.goto('/chiamate?p=7g');
    await awaitRows(page);
    const table = page.getByRole('table', { name: 'Elenco' });
    assert.equal(await table.getAttribute('aria-colcount'), String(columns));
    assert.equal(await table.getByRole('columnheader').count(), columns);
    assert.equal(await table.locator('tr[data-call]').first().getByRole('cell').count(), columns);
    await context.close();
  });

test('a chosen period is set by keyboard, and one of more than 93 days is refused', async () => {
  const { page, context } = await open(admin);
  await page.goto('/chiamate?p=2026-11-20..2026-11-22');
  await awaitRows(page);
  await page.getByRole('button', { name: /^Periodo:/ }).click();
  await page.getByRole('option', { name: /^Personalizzato/ }).click();
  const from = page.getByRole('group', { name: 'Dal' });
  await from.getByRole('spinbutton').nth(1).press('ArrowDown');
  await from.getByRole('spinbutton').nth(1).press('ArrowDown');
  await from.getByRole('spinbutton').nth(1).press('ArrowDown');
  await page.getByText('Sono 95 giorni: il massimo è 93.').waitFor();
  assert.ok(await page.getByRole('button', { name: 'Applica' }).isDisabled());
  await from.getByRole('spinbutton').nth(1).press('ArrowUp');
  await page.getByRole('button', { name: 'Applica' }).click();
  await page.waitForURL('**/chiamate?p=2026-09-20..2026-11-22');
  await context.close();
});
