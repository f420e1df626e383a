/** What the page of callbacks shows, as its address has it: the address is its only home. */

/** The tabs by the words of the address; what the list is asked for, null: no list of tasks. */
export const TABS = {
  'da-richiamare': 'to_call',
  'in-carico': 'mine',
  pianificati: 'planned',
  chiusi: 'closed',
  tutti: 'all',
  'non-richiamabili': null,
  andamento: null,
} as const;
export type Tab = keyof typeof TABS;

export const USUAL_TAB: Tab = 'da-richiamare';

export interface View {
  tab: Tab;
  store?: string;
  /** The beginning of a number or of a name. */
  search?: string;
  isOverdueOnly?: true;
}

const SEARCH_MAX = 128;

/** What an address says wrongly is as if it were not there. */
export function readView(query: string): View {
  const said = new URLSearchParams(query);
  const tab = said.get('scheda') ?? '';
  const store = said.get('neg');
  const search = said.get('q')?.trim().slice(0, SEARCH_MAX);
  return {
    tab: Object.hasOwn(TABS, tab) ? (tab as Tab) : USUAL_TAB,
    ...(store && { store }),
    ...(search && { search }),
    ...(said.get('scaduti') === '1' && { isOverdueOnly: true }),
  };
}

/** The query of the address, without `?`. */
export function writeView({ tab, store, search, isOverdueOnly }: View): string {
  const said = new URLSearchParams();
  if (tab !== USUAL_TAB) said.set('scheda', tab);
  if (store) said.set('neg', store);
  if (search) said.set('q', search);
  if (isOverdueOnly) said.set('scaduti', '1');
  return said.toString();
}

export function isNarrowed({ store, search, isOverdueOnly }: View): boolean {
  return store !== undefined || search !== undefined || isOverdueOnly === true;
}

/** The address of the page, with one task opened beside the list. */
export function addressOf(view: View, taskId?: string): string {
  const query = writeView(view);
  const path = taskId === undefined ? '/richiami' : `/richiami/${encodeURIComponent(taskId)}`;
  return query ? `${path}?${query}` : path;
}

/** What the API is asked for a page of the list. */
export function toQuery(view: View, after: string | null): URLSearchParams {
  const query = new URLSearchParams({ tab: TABS[view.tab] ?? 'all' });
  if (view.store) query.set('store_id', view.store);
  if (view.search) query.set('q', view.search);
  if (view.isOverdueOnly) query.set('overdue', 'true');
  if (after !== null) query.set('after', after);
  return query;
}
