/** Each state of each page, in light and dark, at three widths: nothing serious for axe. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { admin, open, servers, standOn } from './bed.ts';
import { awaitRows, screenshot, seriousFindings } from './browser.ts';
import { CALLBACK_STATES } from './callback-states.ts';
import { EXPORT_STATES } from './export-states.ts';
import { LIVE_STATES } from './live-states.ts';
import type { LoggedIn } from './servers.ts';
import { openDialog, problem, type State } from './state.ts';

interface Look {
  theme: 'light' | 'dark';
  width: number;
  height: number;
}

const THEMES = ['light', 'dark'] as const;
const SIZES = [
  { width: 320, height: 640 },
  { width: 768, height: 900 },
  { width: 1440, height: 900 },
];
const ALL_LOOKS: Look[] = THEMES.flatMap((theme) => SIZES.map((size) => ({ theme, ...size })));
/** The two that differ most, unless the long form is asked for. */
const LOOKS = process.env['EDGVOIP_LONG']
  ? ALL_LOOKS
  : ALL_LOOKS.filter(({ theme, width }) => width === (theme === 'light' ? 1440 : 320));
const NOTHING_THEN = 'p=2026-01-01..2026-01-02';

let newcomer: LoggedIn;
let callId: string;

const STATES: State[] = [
  {
    name: 'login',
    person: () => null,
    show: async (page) => {
      await page.goto('/accesso');
      await page.getByLabel('Dominio').waitFor();
    },
  },
  {
    name: 'login-refused',
    person: () => null,
    show: async (page) => {
      await page.goto('/accesso');
      await page.getByLabel('Dominio').fill('nowhere.test');
      await page.getByLabel('E-mail').fill('a@b.test');
      await page.getByLabel('Password', { exact: true }).fill('wrong');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'first-password',
    person: () => newcomer,
    show: async (page) => {
      await page.goto('/chiamate');
      await page.getByRole('heading', { name: 'Scegli la tua password' }).waitFor();
    },
  },
  {
    name: 'calls',
    person: () => admin,
    show: async (page) => {
      await page.goto('/chiamate?p=7g');
      await awaitRows(page);
    },
  },
  {
    name: 'calls-filtered',
    person: () => admin,
    show: async (page) => {
      await page.goto('/chiamate?p=mese&esito=persa&attesa-da=5&mos=4&op=1001&durata-a=600');
      await page.getByText('Nessun risultato con questi filtri').waitFor();
    },
  },
  {
    name: 'calls-missed',
    person: () => admin,
    show: async (page) => {
      await page.goto('/chiamate?p=7g&esito=persa');
      await awaitRows(page);
    },
  },
  {
    name: 'calls-empty',
    person: () => admin,
    show: async (page) => {
      await page.goto(`/chiamate?${NOTHING_THEN}`);
      await page.getByText('Nessuna chiamata in questo periodo').waitFor();
    },
  },
  {
    name: 'calls-no-right',
    person: () => admin,
    show: async (page) => {
      await page.goto('/chiamate?neg=00000000-0000-4000-8000-000000000000');
      await page.getByText('Non hai accesso a questo negozio').waitFor();
    },
  },
  {
    name: 'calls-loading',
    person: () => admin,
    show: async (page) => {
      await page.route('**/api/cdr?**', () => undefined);
      await page.goto('/chiamate?p=7g');
      await page.locator('.list-frame .skeleton').waitFor();
    },
  },
  {
    name: 'calls-error',
    person: () => admin,
    show: async (page) => {
      await page.route('**/api/cdr?**', (route) => route.fulfill(problem(500)));
      await page.goto('/chiamate?p=7g');
      await page.getByText('Codice della richiesta: 7f0c2d1e').waitFor();
    },
  },
  {
    name: 'calls-too-many',
    person: () => admin,
    show: async (page) => {
      const headers = { 'Retry-After': '90' };
      await page.route('**/api/cdr?**', (route) => route.fulfill(problem(429, { headers })));
      await page.goto('/chiamate?p=7g');
      await page.getByText(/^Nuovo tentativo tra \d+ s$/).waitFor();
    },
  },
  {
    name: 'calls-stale',
    person: () => admin,
    show: async (page) => {
      await page.route('**/api/cdr?**page_size=1', (route) => route.fulfill(problem(503)));
      await page.goto('/chiamate?p=7g');
      await awaitRows(page);
      await page.getByText(/^Dati fermi alle/).waitFor();
    },
  },
  {
    name: 'detail',
    person: () => admin,
    show: async (page) => {
      await page.goto(`/chiamate/${callId}?p=7g`);
      await page.locator('.timeline').waitFor();
      await page.getByRole('heading', { name: /^Stesso numero/ }).waitFor();
    },
  },
  {
    name: 'detail-unknown',
    person: () => admin,
    show: async (page) => {
      await page.goto('/chiamate/no-such-call?p=7g');
      await page.getByText('Questa chiamata non c’è').waitFor();
    },
  },
  {
    name: 'period',
    person: () => admin,
    show: (page) => openDialog(page, /^Periodo:/, '.list-item'),
  },
  {
    name: 'custom-period',
    person: () => admin,
    show: async (page) => {
      await openDialog(page, /^Periodo:/, '.list-item');
      await page.getByRole('option', { name: /^Personalizzato/ }).click();
      await page.locator('.calendar').waitFor();
    },
  },
  {
    name: 'more-filters',
    person: () => admin,
    show: (page) => openDialog(page, /^Altri filtri/, '.panel form'),
  },
  {
    name: 'saved-searches',
    person: () => admin,
    show: (page) => openDialog(page, /^Ricerche salvate/, '.searches'),
  },
  {
    name: 'person-menu',
    person: () => admin,
    show: (page) => openDialog(page, /^Menu personale/, '.person-menu .list-item'),
  },
  {
    name: 'people',
    person: () => admin,
    show: async (page) => {
      await page.goto('/amministrazione');
      await page.locator('.records tbody tr').first().waitFor();
    },
  },
  {
    name: 'person-form',
    person: () => admin,
    show: async (page) => {
      await page.goto('/amministrazione');
      await page.getByRole('button', { name: 'Aggiungi persona' }).click();
      await page.getByRole('dialog').getByLabel('E-mail').waitFor();
    },
  },
  {
    name: 'audit',
    person: () => admin,
    show: async (page) => {
      await page.goto('/amministrazione/attivita');
      await page.locator('.records tbody tr').first().waitFor();
    },
  },
  ...EXPORT_STATES,
  ...CALLBACK_STATES,
  ...LIVE_STATES,
];

standOn(async () => {
  const first = servers.addPerson('nuova@chain.test', 'supervisor', 0);
  newcomer = await servers.logIn('nuova@chain.test', first, 0);
  callId = servers.simulation.calls.findLast(
    (call) =>
      call.sip_domain === servers.tenant(0).sip_domain &&
      call.scenario === 'blind_transfer' &&
      call.from_uri !== null,
  )?.call_id as string;
});

for (const state of STATES)
  test(`${state.name} has nothing serious in any theme and width`, async () => {
    const findings: string[] = [];
    for (const { theme, width, height } of LOOKS) {
      const { page, context, said } = await open(state.person(), {
        viewport: { width, height },
        colorScheme: theme,
        reducedMotion: 'reduce',
      });
      await state.show(page);
      const at = `${state.name}-${theme}-${width}`;
      await screenshot(page, at);
      for (const finding of await seriousFindings(page)) findings.push(`${at}: ${finding}`);
      for (const text of said.problems) findings.push(`${at}: ${text}`);
      const isTooWide = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      if (isTooWide) findings.push(`${at}: the page scrolls sideways`);
      await context.close();
    }
    assert.deepEqual(findings, []);
  });

test('when edgvoip is away the page says so, and goes on by itself when it is back', async () => {
  const { page, context } = await open(admin);
  await page.goto('/chiamate?p=7g');
  await awaitRows(page);
  await servers.stopEdgvoip();
  await page.goto('/chiamate?p=mese');
  await page.getByText('Il servizio non è disponibile in questo momento.').waitFor();
  await screenshot(page, 'calls-away');
  await servers.startEdgvoip();
  await awaitRows(page);
  await context.close();
});
