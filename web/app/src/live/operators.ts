/** Who of ours is in a call, store by store. */

import type { Extension } from '../api/edgvoip.ts';
import type { LiveCall } from '../api/live.ts';

export type Occupation = 'free' | 'ringing' | 'busy';

export interface Operator {
  ext: string;
  name: string | null;
  occupation: Occupation;
}

export interface StoreOperators {
  storeId: string | null;
  operators: Operator[];
  freeCount: number;
}

/** Whoever talks in one call and is rung by another is busy. */
function occupations(calls: Iterable<LiveCall>): Map<string, Occupation> {
  const found = new Map<string, Occupation>();
  for (const { exts } of calls)
    for (const { ext, state } of exts)
      if (state !== 'ringing') found.set(ext, 'busy');
      else if (!found.has(ext)) found.set(ext, 'ringing');
  return found;
}

/** In the directory's order of stores, those of no store last; a store without any is left out. */
export function operatorsByStore(
  extensions: readonly Extension[],
  storeIds: readonly string[],
  calls: Iterable<LiveCall>,
): StoreOperators[] {
  const found = occupations(calls);
  return [...storeIds, null].flatMap((storeId) => {
    const operators = extensions
      .filter((each) => each.store_id === storeId)
      .map(({ ext, display_name }): Operator => ({
        ext,
        name: display_name,
        occupation: found.get(ext) ?? 'free',
      }))
      .sort((one, other) => one.ext.localeCompare(other.ext, 'en', { numeric: true }));
    if (operators.length === 0) return [];
    const freeCount = operators.filter(({ occupation }) => occupation === 'free').length;
    return [{ storeId, operators, freeCount }];
  });
}
