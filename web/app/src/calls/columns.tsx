import { columnVisibilityFeature, createColumnHelper, tableFeatures } from '@tanstack/react-table';
import { Link } from 'wouter';

import { duration } from '../ui/format.ts';
import type { Key } from '../words/words.tsx';
import type { Sort } from './filters.ts';
import type { Labels } from './labels.ts';
import { Direction, Outcome, Quality } from './Outcome.tsx';
import type { Call } from './rows.ts';

export const features = tableFeatures({ columnVisibilityFeature });

/** A call with what its cells need beside it. */
export interface Row {
  call: Call;
  labels: Labels;
  /** The address of its detail, the filters kept. */
  href: string;
  /** The one row that the Tab key stops at. */
  isCurrent: boolean;
}

export const COLUMNS = [
  'start',
  'direction',
  'customer',
  'line',
  'store',
  'agent',
  'outcome',
  'wait',
  'talk',
  'quality',
] as const;
export type ColumnId = (typeof COLUMNS)[number];

/** Without these a row says nothing, and cannot be opened. */
export const ALWAYS: readonly ColumnId[] = ['start', 'customer'];

/** Where there is no room for all columns those go first that the detail tells as well. */
export const NARROW_BELOW_PX = 1280;
export const NARROW: readonly ColumnId[] = ['line'];
export const NARROWER_BELOW_PX = 1024;
export const NARROWER: readonly ColumnId[] = ['line', 'agent', 'wait', 'quality'];

/** What a press on the head of a column sorts by: first the one, then the other. */
export const COLUMN_SORTS: Partial<Record<ColumnId, [Sort, Sort?]>> = {
  start: ['-data', 'data'],
  talk: ['-durata', 'durata'],
  quality: ['mos'],
};

export const columnWords = (id: ColumnId): Key => `column.${id}`;

/** In little room it goes on in a second line. */
function Name({ words, title = words }: { words: string; title?: string }) {
  return (
    <span className="row-name" title={title}>
      {words}
    </span>
  );
}

const column = createColumnHelper<typeof features, Row>();

export const columns = [
  column.display({
    id: 'start',
    cell: ({ row: { original: row } }) => (
      <Link href={row.href} className="row-link" tabIndex={row.isCurrent ? 0 : -1}>
        <span className="row-time">{row.labels.formats.time(row.call.start_ts)}</span>
        <span className="row-day">{row.labels.formats.day(row.call.start_ts)}</span>
      </Link>
    ),
  }),
  column.display({
    id: 'direction',
    cell: ({ row: { original: row } }) => (
      <Direction direction={row.call.direction} labels={row.labels} />
    ),
  }),
  column.display({
    id: 'customer',
    cell: ({ row: { original: row } }) => {
      const { title, detail, number } = row.labels.customer(row.call);
      return (
        <span className="two-lines" title={number ?? undefined}>
          <span className={number === null && !detail ? 'faint' : 'strong'}>{title}</span>
          {detail && <span className="second">{detail}</span>}
        </span>
      );
    },
  }),
  column.display({
    id: 'line',
    cell: ({ row: { original: row } }) => {
      const did = row.call.did_e164;
      if (did === null) return <span className="faint">{row.labels.t('none')}</span>;
      return <Name words={row.labels.line(did)} title={did} />;
    },
  }),
  column.display({
    id: 'store',
    cell: ({ row: { original: row } }) => <Name words={row.labels.store(row.call.store_id)} />,
  }),
  column.display({
    id: 'agent',
    cell: ({ row: { original: row } }) =>
      row.call.ext_number === null ? (
        <span className="faint">{row.labels.t('none')}</span>
      ) : (
        <Name words={row.labels.agent(row.call.ext_number)} />
      ),
  }),
  column.display({
    id: 'outcome',
    cell: ({ row: { original: row } }) => <Outcome call={row.call} labels={row.labels} />,
  }),
  column.display({
    id: 'wait',
    cell: ({ row: { original: row } }) => duration(row.call.ring_sec),
  }),
  column.display({
    id: 'talk',
    cell: ({ row: { original: row } }) =>
      row.call.answer_ts === null ? (
        <span className="faint">{row.labels.t('none')}</span>
      ) : (
        duration(row.call.billsec)
      ),
  }),
  column.display({
    id: 'quality',
    cell: ({ row: { original: row } }) => (
      <Quality mos={row.call.qos?.mos ?? null} labels={row.labels} />
    ),
  }),
];
