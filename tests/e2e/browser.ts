/** Debian's Chromium, set up as an Italian desk has it. */

import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

import { NOW, PROJECT, type LoggedIn, type Servers } from './servers.ts';

export type { Browser, Page } from 'playwright-core';

// The packages are those of web/app; there is no second set of them for the tests.
const packages = createRequire(join(PROJECT, 'web/app/package.json'));
const { chromium } = packages('playwright-core') as typeof import('playwright-core');
const AXE = readFileSync(packages.resolve('axe-core/axe.min.js'), 'utf8');

const SCREENSHOTS = join(PROJECT, 'build/e2e/screenshots');
const PATIENCE_MS = 30_000;

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_BIN'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
}

export interface Look extends BrowserContextOptions {
  now?: string;
}

/** What the page said that it should not have: errors of scripts, and what the policy forbade. */
export interface Said {
  problems: string[];
}

export interface Opened {
  page: Page;
  context: BrowserContext;
  said: Said;
}

export async function openPage(
  browser: Browser,
  servers: Servers,
  person: LoggedIn | null,
  { now = NOW, ...look }: Look = {},
): Promise<Opened> {
  const context = await browser.newContext({
    baseURL: servers.url,
    locale: 'it-IT',
    timezoneId: 'Europe/Rome',
    viewport: { width: 1440, height: 900 },
    ...look,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  if (person) await context.addCookies([{ ...person.cookie, url: servers.url }]);
  const page = await context.newPage();
  await page.clock.setFixedTime(new Date(now));
  const said: Said = { problems: [] };
  page.on('pageerror', (error) => said.problems.push(error.message));
  page.on('console', (message) => {
    const text = message.text();
    // An answer that is a problem is the server's right; the page shows it.
    if (message.type() === 'error' && !text.startsWith('Failed to load resource'))
      said.problems.push(text);
  });
  return { page, context, said };
}

export async function awaitRows(page: Page): Promise<void> {
  await page.locator('tr[data-call]').first().waitFor();
  await page.locator('.scroller[aria-busy="false"]').waitFor();
}

export function shownIds(page: Page): Promise<string[]> {
  return page
    .locator('tr[data-call]')
    .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['call'] ?? ''));
}

/** The number of calls that the page says there are. */
export async function shownCount(page: Page): Promise<number> {
  const text = await page.locator('.page-count').filter({ hasText: /\d/ }).innerText();
  return Number(text.replaceAll(/\D/g, ''));
}

/** Serious and critical findings, with where they are. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const results = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
    );
}

export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
}

/** As if the page's tab came to the front or went behind another. */
export function bringTo(page: Page, state: 'visible' | 'hidden'): Promise<void> {
  return page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
}

/** Of the screens that most desks have. */
export const DESK_WIDTHS = [1280, 1366, 1440, 1536, 1920] as const;

/** Those texts of the elements that are cut at one of these widths, with the width. */
export async function cutTexts(
  page: Page,
  selector: string,
  widths: readonly number[],
): Promise<string[]> {
  const cut: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    const texts = await page.locator(selector).evaluateAll((elements) =>
      elements
        .filter((each) => each.clientWidth > 0)
        .filter(
          (each) => each.scrollWidth > each.clientWidth || each.scrollHeight > each.clientHeight,
        )
        .map((each) => each.textContent),
    );
    cut.push(...texts.map((text) => `${text} at ${width}`));
  }
  return cut;
}
