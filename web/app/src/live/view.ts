/** What the live page shows, as its address has it: the address is its only home. */

import type { LiveCall } from '../api/live.ts';
import { DIRECTIONS, type DirectionName } from '../calls/filters.ts';

export interface View {
  store?: string;
  direction?: DirectionName;
  /** For a screen on a wall: large, and nothing but the calls. */
  isWall?: true;
}

/** What an address says wrongly is as if it were not there. */
export function readView(query: string): View {
  const said = new URLSearchParams(query);
  const store = said.get('neg');
  const direction = said.get('dir') ?? '';
  return {
    ...(store && { store }),
    ...(Object.hasOwn(DIRECTIONS, direction) && { direction: direction as DirectionName }),
    ...(said.get('schermo') === '1' && { isWall: true }),
  };
}

/** The address of the page. */
export function addressOf({ store, direction, isWall }: View): string {
  const said = new URLSearchParams();
  if (store) said.set('neg', store);
  if (direction) said.set('dir', direction);
  if (isWall) said.set('schermo', '1');
  const query = said.toString();
  return query ? `/diretta?${query}` : '/diretta';
}

export function isNarrowed({ store, direction }: View): boolean {
  return store !== undefined || direction !== undefined;
}

export function narrowed(
  calls: ReadonlyMap<string, LiveCall>,
  { store, direction }: View,
): ReadonlyMap<string, LiveCall> {
  if (store === undefined && direction === undefined) return calls;
  return new Map(
    [...calls].filter(
      ([, call]) =>
        (store === undefined || call.store_id === store) &&
        (direction === undefined || call.direction === DIRECTIONS[direction]),
    ),
  );
}
