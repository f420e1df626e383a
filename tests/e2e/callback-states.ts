/**
 * The states of callbacks. The server's part is played: what is overdue depends on the time, and
 * pages are looked at as of NOW (callbacks.test.ts and its neighbours have real ones).
 */

import type { TaskDetail, TaskPage } from '../../web/app/src/api/callbacks.ts';
import { admin, servers } from './bed.ts';
import type { Page } from './browser.ts';
import {
  at,
  COLLEAGUE,
  closedDetail,
  counted,
  figuresBy,
  openDetail,
  openTasksOfAllKinds,
  pageOf,
  refusedPage,
} from './callback-samples.ts';
import { problem, type State } from './state.ts';

/** Answers every question about callbacks that is not answered otherwise. */
async function play(page: Page, list: TaskPage, detail?: TaskDetail): Promise<void> {
  await page.route('**/w3/callbacks?**', (route) => route.fulfill({ json: list }));
  await page.route('**/w3/callbacks/counts', (route) => route.fulfill({ json: counted() }));
  await page.route('**/w3/callbacks/t*', (route) => route.fulfill({ json: detail }));
  const items = [{ ...COLLEAGUE, role: 'store_manager', store_ids: null }];
  await page.route('**/w3/callbacks/people', (route) => route.fulfill({ json: { items } }));
}

async function showList(page: Page, list: TaskPage): Promise<void> {
  await play(page, list);
  await page.goto('/richiami');
  await page.locator('tr[data-task]').first().waitFor();
}

async function showDetail(page: Page, detail: TaskDetail): Promise<void> {
  await play(page, pageOf(openTasksOfAllKinds()), detail);
  await page.goto(`/richiami/${detail.task_id}`);
  await page.locator('.drawer .log').waitFor();
}

/** Presses a button of the open task, and waits for its dialog. */
async function showMove(page: Page, button: string): Promise<void> {
  await showDetail(page, openDetail());
  await page.locator('.drawer').getByRole('button', { name: button, exact: true }).click();
  await page.locator('.window-dialog form').waitFor();
}

const SHOWN: Record<string, State['show']> = {
  callbacks: (page) => showList(page, pageOf(openTasksOfAllKinds())),
  'callbacks-empty': async (page) => {
    await play(page, pageOf([]));
    await page.goto('/richiami');
    await page.getByText('Nessun cliente da richiamare. Ottimo lavoro.').waitFor();
  },
  'callbacks-no-result': async (page) => {
    await play(page, pageOf([]));
    await page.goto('/richiami?q=Nessuno&scaduti=1');
    await page.getByText('Nessun risultato con questi filtri').waitFor();
  },
  'callbacks-loading': async (page) => {
    await play(page, pageOf([]));
    await page.route('**/w3/callbacks?**', () => undefined);
    await page.goto('/richiami');
    await page.locator('.list-frame .skeleton').waitFor();
  },
  'callbacks-error': async (page) => {
    await play(page, pageOf([]));
    await page.route('**/w3/callbacks?**', (route) => route.fulfill(problem(500)));
    await page.goto('/richiami');
    await page.getByText('Codice della richiesta: 7f0c2d1e').waitFor();
  },
  'callbacks-stale': async (page) => {
    await showList(page, pageOf(openTasksOfAllKinds(), { synced: at(-18) }));
    await page.getByText(/^Dati fermi alle/).waitFor();
  },
  'callbacks-chosen': async (page) => {
    await showList(page, pageOf(openTasksOfAllKinds()));
    for (const place of [0, 2])
      await page.locator('tr[data-task]').nth(place).getByRole('checkbox').press('Space');
    await page.getByRole('button', { name: 'Assegna 2' }).waitFor();
  },
  'callbacks-first': async (page) => {
    await showList(page, pageOf(openTasksOfAllKinds()));
    await page.route('**/claim', (route) =>
      route.fulfill({
        status: 409,
        contentType: 'application/problem+json',
        json: {
          type: '/problems/callback-changed',
          title: 'Somebody was first',
          status: 409,
          task: openTasksOfAllKinds()[2],
          changed_by: COLLEAGUE,
          changed_at: at(-1),
          what: 'claimed',
        },
      }),
    );
    await page.getByRole('button', { name: 'Prendi in carico' }).first().click();
    await page.getByText('Preso in carico da Responsabile di prova 1 min fa').waitFor();
  },
  'callbacks-refused': async (page) => {
    await play(page, pageOf([]));
    await page.route('**/w3/callbacks/refused?**', (route) =>
      route.fulfill({ json: refusedPage() }),
    );
    await page.goto('/richiami?scheda=non-richiamabili');
    await page.locator('.records tbody tr').first().waitFor();
  },
  'callbacks-figures': async (page) => {
    await play(page, pageOf([]));
    await page.route('**/w3/callbacks/figures?**', (route) => {
      const by = new URL(route.request().url()).searchParams.get('by') ?? '';
      return route.fulfill({ json: { items: figuresBy[by]?.() } });
    });
    await page.goto('/richiami?scheda=andamento');
    await page.getByRole('heading', { name: 'Per operatore' }).waitFor();
  },
  'callback-detail': (page) => showDetail(page, openDetail()),
  'callback-closed': async (page) => {
    await showDetail(page, closedDetail());
    await page.getByRole('button', { name: 'Annulla' }).waitFor();
  },
  'callback-unknown': async (page) => {
    await play(page, pageOf(openTasksOfAllKinds()));
    await page.route('**/w3/callbacks/t*', (route) => route.fulfill(problem(404)));
    await page.goto('/richiami/t0');
    await page.getByText('Questo richiamo non c’è, o non hai accesso.').waitFor();
  },
  'callback-assign': (page) => showMove(page, 'Assegna'),
  'callback-plan': (page) => showMove(page, 'Pianifica'),
  'callback-close': (page) => showMove(page, 'Chiudi'),
  'callback-create': async (page) => {
    const { sip_domain } = servers.tenant(0);
    const { call_id } = servers.simulation.find(sip_domain, 'caller_gives_up_soon');
    await page.route('**/w3/callbacks/of-call/*', (route) =>
      route.fulfill({ json: { task: null, refusal: 'brief', may_create: true } }),
    );
    await page.goto(`/chiamate/${call_id}?p=7g`);
    await page.getByRole('button', { name: 'Crea richiamo' }).click();
    await page.getByRole('checkbox', { name: 'Scegli la scadenza' }).press('Space');
    await page.getByLabel('Perché questa scadenza').waitFor();
  },
  'callback-rules': async (page) => {
    await page.goto('/amministrazione/richiami');
    await page.getByRole('group', { name: 'Lunedì' }).waitFor();
  },
  'callback-rules-wrong': async (page) => {
    await page.goto('/amministrazione/richiami');
    await page.getByLabel('Lunedì, alle').fill('08:00');
    await page.getByLabel(/^Santo patrono/).fill('31/02');
    await page.getByText('Un orario finisce prima di cominciare.').scrollIntoViewIfNeeded();
  },
};

export const CALLBACK_STATES: State[] = Object.entries(SHOWN).map(([name, show]) => ({
  name,
  person: () => admin,
  show,
}));
