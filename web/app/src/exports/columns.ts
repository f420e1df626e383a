import type { ColumnId } from '../calls/columns.tsx';

/** What a file can have of a call, in the order of its columns. */
export const EXPORT_COLUMNS = [
  'start',
  'answered',
  'end',
  'direction',
  'disposition',
  'missed_reason',
  'store',
  'agent',
  'extension',
  'caller',
  'caller_name',
  'called',
  'did',
  'duration_sec',
  'billsec',
  'ring_sec',
  'hangup_cause',
  'hangup_text',
  'recorded',
  'mos',
  'jitter_ms',
  'loss_pct',
  'call_id',
] as const;
export type ExportColumn = (typeof EXPORT_COLUMNS)[number];

/** What a column of the list tells takes several columns of a file. */
const OF_LIST: Record<ColumnId, ExportColumn[]> = {
  start: ['start'],
  direction: ['direction'],
  customer: ['caller', 'caller_name', 'called'],
  line: ['did'],
  store: ['store'],
  agent: ['agent', 'extension'],
  outcome: ['disposition', 'missed_reason'],
  wait: ['ring_sec'],
  talk: ['billsec'],
  quality: ['mos'],
};

/** The columns of a file that say what these columns of the list say. */
export function exportColumns(shown: readonly ColumnId[]): ExportColumn[] {
  const wanted = new Set(shown.flatMap((id) => OF_LIST[id]));
  return EXPORT_COLUMNS.filter((column) => wanted.has(column));
}
