import { useMatches } from '../ui/useMatches.ts';

export const COLUMNS = [
  'customer',
  'last',
  'line',
  'reason',
  'due',
  'owner',
  'attempts',
  'state',
] as const;
export type ColumnId = (typeof COLUMNS)[number];

/** Where there is no room for all those go first that the detail tells as well. */
const NARROW: readonly ColumnId[] = ['reason', 'attempts'];
const NARROWER: readonly ColumnId[] = [...NARROW, 'line', 'owner'];
const NARROWEST: readonly ColumnId[] = [...NARROWER, 'last'];

/** The columns that the screen has room for. A table says what it has: no other is drawn. */
export function useColumns(): readonly ColumnId[] {
  const isNarrow = useMatches('(max-width: 1379px)');
  // Cards, on a phone, have room for more than narrow rows.
  const isNarrower = useMatches('(min-width: 720px) and (max-width: 1279px)');
  const isNarrowest = useMatches('(min-width: 720px) and (max-width: 899px)');
  const leftOut = isNarrowest ? NARROWEST : isNarrower ? NARROWER : isNarrow ? NARROW : [];
  return COLUMNS.filter((id) => !leftOut.includes(id));
}
