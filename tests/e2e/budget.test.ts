/** How much the first page weighs, and how soon it is seen on a slow machine. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { admin, open, standOn } from './bed.ts';
import { awaitRows } from './browser.ts';
import { PROJECT } from './servers.ts';

const JS_BYTES_MAX = 170_000;

standOn();

test('the first page needs no more than 170 KB of scripts', async (t) => {
  const { page, context } = await open(admin);
  const scripts: string[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (!pathname.endsWith('.js')) return;
    scripts.push(pathname);
    assert.equal(response.headers()['content-encoding'], 'gzip', pathname);
  });
  await page.goto('/chiamate?p=7g');
  await awaitRows(page);
  await page.waitForLoadState('networkidle');
  const bytes = scripts
    .map((path) => readFileSync(join(PROJECT, 'build/web', `${path}.gz`)).length)
    .reduce((sum, each) => sum + each, 0);
  t.diagnostic(`${bytes} bytes of scripts in ${scripts.length} files, gzip`);
  assert.ok(bytes <= JS_BYTES_MAX, `${bytes} bytes of scripts, ${JS_BYTES_MAX} are the limit`);
  await context.close();
});

test('the heading is seen before the session is known, and stays where it is', async () => {
  const { page, context, said } = await open(admin);
  let release = () => {};
  const held = new Promise<void>((done) => (release = done));
  await page.route('**/w3/session', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/chiamate?p=7g', { waitUntil: 'commit' });
  const heading = page.getByRole('heading', { level: 1, name: 'Chiamate' });
  await heading.waitFor();
  assert.equal(await page.getByRole('navigation').count(), 0);
  const first = await heading.boundingBox();
  release();
  await awaitRows(page);
  assert.deepEqual(await heading.boundingBox(), first);
  assert.equal(await heading.count(), 1);
  assert.deepEqual(said.problems, []);
  await context.close();
});

test('the list is asked for once, with what the page needs of it', async () => {
  const { page, context } = await open(admin);
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === '/api/cdr' && searchParams.get('page_size') !== '1') asked.push(pathname);
    if (pathname.startsWith('/api/directory/')) asked.push(pathname);
  });
  await page.goto('/chiamate?p=7g&esito=persa');
  await awaitRows(page);
  await page.waitForLoadState('networkidle');
  assert.deepEqual(asked.sort(), [
    '/api/cdr',
    '/api/directory/dids',
    '/api/directory/extensions',
    '/api/directory/stores',
  ]);
  await context.close();
});

/** Milliseconds until the largest text is seen, by a browser that has nothing in its cache. */
async function largestPaint(): Promise<number> {
  const { page, context } = await open(admin);
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  // Looking for an element would put a script into the page, which would be measured with it.
  const answer = page.waitForResponse(/\/api\/cdr\?/);
  await page.goto('/chiamate?p=7g');
  await answer;
  await awaitRows(page);
  const milliseconds = await page.evaluate(
    () =>
      new Promise<number>((done) => {
        new PerformanceObserver((list) => {
          const last = list.getEntries().at(-1);
          if (last) done(last.startTime);
        }).observe({ type: 'largest-contentful-paint', buffered: true });
      }),
  );
  await context.close();
  return milliseconds;
}

test('largest contentful paint at a quarter of the speed is told', async (t) => {
  const times: number[] = [];
  for (let left = 5; left > 0; --left) times.push(await largestPaint());
  times.sort((a, b) => a - b);
  const median = Math.round(times[2] ?? 0);
  t.diagnostic(`largest contentful paint ${median} ms at 4× slowdown, median of five`);
  assert.ok(median > 0);
});
