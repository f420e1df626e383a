/** The rows that pages of the API make together. */

import type { components } from '../api/schema';

export type Call = components['schemas']['Call'];

export interface Page {
  items: Call[];
  total: number;
  next_cursor: string | null;
}

/**
 * Each call once, where it was met first. The cursor gives a call that changed on the way at most
 * once more; a row that is on the screen stays where it is.
 */
export function mergePages(pages: Page[]): Call[] {
  const seen = new Set<string>();
  return pages.flatMap((page) =>
    page.items.filter((call) => {
      if (seen.has(call.call_id)) return false;
      seen.add(call.call_id);
      return true;
    }),
  );
}

/** How many calls have come since the list was read; never less than none. */
export function countNew(shown: Page | undefined, now: { total: number } | undefined): number {
  return shown && now ? Math.max(0, now.total - shown.total) : 0;
}
