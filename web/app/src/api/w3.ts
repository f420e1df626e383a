/** W3's own API: sessions, saved searches, exports, people, audit. */

import { noAnswer, problemOf } from './problem.ts';

export type Language = 'it' | 'en';
export const ROLES = ['agent', 'store_manager', 'supervisor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export interface Tenant {
  sip_domain: string;
  name: string;
}

export interface Session {
  person: {
    person_id: string;
    email: string;
    name: string;
    role: Role;
    ext: string | null;
    /** null: all stores. */
    store_ids: string[] | null;
    language: Language;
    must_change_password: boolean;
  };
  tenant: Tenant & { tenant_id: string; timezone: string };
  csrf: string;
  may: {
    export: boolean;
    administer: boolean;
    see_stores: boolean;
    /** Has a store in sight whose customers are to be called back. */
    callbacks: boolean;
    /** Gives callbacks to others. */
    assign: boolean;
  };
}

export interface SavedSearch {
  search_id: string;
  name: string;
  /** The query of the page's address, without `?`. */
  query: string;
  shared: boolean;
  mine: boolean;
  owner_name: string;
}

export const EXPORT_FORMATS = ['xlsx', 'csv-it', 'csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export type ExportFailure =
  | 'calls_unavailable'
  | 'calls_refused'
  | 'list_changed'
  | 'not_permitted'
  | 'not_written'
  | 'stopped'
  | 'broken';

export interface ExportRequest {
  format: ExportFormat;
  /** The query that edgvoip's list is asked with, without `?`; its pages do not matter. */
  query: string;
  columns: string[];
  language: Language;
}

export interface Export {
  export_id: string;
  state: 'running' | 'done' | 'cancelled' | 'failed';
  rows_total: number;
  rows_done: number;
  format: ExportFormat;
  /** The file's. */
  name: string;
  created_at: string;
  /** Of what is done. */
  bytes?: number;
  rows?: number;
  /** Why it failed. */
  problem?: { reason: ExportFailure; title: string; detail: string };
}

export interface Person {
  person_id: string;
  email: string;
  name: string;
  role: Role;
  ext: string | null;
  store_ids: string[] | null;
  language: Language;
  active: boolean;
  last_login: string | null;
  locked_until: string | null;
}

export interface PersonFields {
  name: string;
  role: Role;
  ext: string | null;
  store_ids: string[] | null;
}

export interface AuditRow {
  audit_id: string | number;
  at: string;
  person_id: string | null;
  person_name: string | null;
  what: string;
  about: string | null;
  detail: string | null;
  client: string | null;
}

export interface AuditPage {
  items: AuditRow[];
  page: number;
  page_size: number;
  total: number;
}

/** Writes carry the session's token, so that no other site can make the browser send them. */
let csrf = '';

export async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, init).catch((error: unknown) => {
    throw noAnswer(error);
  });
  if (!response.ok) throw await problemOf(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

export function post<T>(path: string, body: object): Promise<T> {
  return ask<T>(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(csrf && { 'X-CSRF-Token': csrf }) },
    body: JSON.stringify(body),
  });
}

async function keep(session: Promise<Session>): Promise<Session> {
  const got = await session;
  csrf = got.csrf;
  return got;
}

export const segment = encodeURIComponent;

export const w3 = {
  loginTenant: () => ask<{ tenant: Tenant | null }>('/w3/login'),
  session: () => keep(ask<Session>('/w3/session')),
  login: (fields: { email: string; password: string; sip_domain?: string }) => {
    csrf = '';
    return keep(post<Session>('/w3/login', fields));
  },
  logout: () => post<undefined>('/w3/logout', {}),
  changePassword: (fields: { current: string; new: string }) =>
    post<undefined>('/w3/password', fields),
  setLanguage: (language: Language) => keep(post<Session>('/w3/me', { language })),

  searches: () => ask<{ items: SavedSearch[] }>('/w3/searches'),
  saveSearch: (fields: { name: string; query: string; shared: boolean }) =>
    post<SavedSearch>('/w3/searches', fields),
  removeSearch: (id: string) => post<undefined>(`/w3/searches/${segment(id)}/remove`, {}),

  exports: () => ask<{ items: Export[] }>('/w3/exports'),
  startExport: (request: ExportRequest) => post<Export>('/w3/exports', request),
  cancelExport: (id: string) => post<Export>(`/w3/exports/${segment(id)}/cancel`, {}),
  /** An address for a link: the browser keeps what it answers. */
  exportFile: (id: string) => `/w3/exports/${segment(id)}/file`,

  people: () => ask<{ items: Person[] }>('/w3/people'),
  addPerson: (fields: PersonFields & { email: string }) =>
    post<{ person: Person; password: string }>('/w3/people', fields),
  changePerson: (id: string, fields: Partial<PersonFields & { active: boolean }>) =>
    post<Person>(`/w3/people/${segment(id)}`, fields),
  resetPassword: (id: string) =>
    post<{ password: string }>(`/w3/people/${segment(id)}/password`, {}),
  audit: (query: URLSearchParams) => ask<AuditPage>(`/w3/audit?${query}`),
};
