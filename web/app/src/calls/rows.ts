/** The rows that pages of the API make together. */

import { eachOnce } from '../api/pages.ts';
import type { components } from '../api/schema';

export type Call = components['schemas']['Call'];

export interface Page {
  items: Call[];
  total: number;
  next_cursor: string | null;
}

/** A row that is on the screen stays where it is. */
export function mergePages(pages: Page[]): Call[] {
  return eachOnce(pages, (call) => call.call_id);
}

/** How many calls have come since the list was read; never less than none. */
export function countNew(shown: Page | undefined, now: { total: number } | undefined): number {
  return shown && now ? Math.max(0, now.total - shown.total) : 0;
}
