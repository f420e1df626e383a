import { flexRender, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import { Button } from 'react-aria-components';
import { useLocation } from 'wouter';

import { Icon } from '../ui/icons.tsx';
import { useMatches } from '../ui/useMatches.ts';
import {
  columns,
  columnWords,
  COLUMN_SORTS,
  COLUMNS,
  features,
  NARROW,
  NARROW_BELOW_PX,
  NARROWER,
  NARROWER_BELOW_PX,
  type ColumnId,
  type Row,
} from './columns.tsx';
import type { Sort } from './filters.ts';
import type { Labels } from './labels.ts';
import type { Call } from './rows.ts';

const ROW_PX = 48;
const CARD_PX = 84;
/** Rows at the end of the list that stand for those on their way. */
const COMING = 3;
/** The next page is asked for this many rows before its first one is seen. */
const AHEAD = 80;

export interface TableControl {
  /** The row so many below (or above) becomes the current one. */
  move: (by: number) => void;
  toTop: () => void;
}

interface Props {
  rows: Call[];
  total: number;
  labels: Labels;
  sort: Sort;
  onSort: (sort: Sort) => void;
  hidden: readonly ColumnId[];
  hrefOf: (call: Call) => string;
  openId: string | undefined;
  hasMore: boolean;
  /** A further page asked for while the list is read anew would break that off. */
  canLoadMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
  isBusy: boolean;
  control: Ref<TableControl>;
}

/** The columns that the screen has no room for. They are not drawn: a table says what it has. */
function useLeftOut(): readonly ColumnId[] {
  const isNarrow = useMatches(`(max-width: ${NARROW_BELOW_PX - 1}px)`);
  const isNarrower = useMatches(`(max-width: ${NARROWER_BELOW_PX - 1}px)`);
  return isNarrower ? NARROWER : isNarrow ? NARROW : [];
}

export function CallsTable(props: Props) {
  const { rows, labels, hrefOf, openId } = props;
  const { t } = labels;
  const [, navigate] = useLocation();
  const scroller = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const isPhone = useMatches('(max-width: 719px)');
  const leftOut = useLeftOut();
  const rowPx = isPhone ? CARD_PX : ROW_PX;

  const count = rows.length + (props.hasMore ? COMING : 0);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 10,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowPx]);

  const items = virtualizer.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  const { hasMore, canLoadMore, loadMore } = props;
  const wantsMore = hasMore && canLoadMore && (last?.index ?? 0) >= rows.length - AHEAD;
  useEffect(() => {
    if (wantsMore) loadMore();
  }, [wantsMore, loadMore]);

  // The table knows the rows on the screen only: a list of 100,000 costs it nothing.
  const drawnRows = items.flatMap(({ index }) => {
    const call = rows[index];
    return call ? [{ call, labels, href: hrefOf(call), isCurrent: index === current }] : [];
  });
  const table = useTable({
    features,
    columns,
    data: drawnRows,
    getRowId: (row: Row) => row.call.call_id,
    state: {
      columnVisibility: Object.fromEntries(
        COLUMNS.map((id) => [id, !props.hidden.includes(id) && !leftOut.includes(id)]),
      ),
    },
  });
  const shown = table.getVisibleLeafColumns().map((column) => column.id as ColumnId);
  const drawn = table.getRowModel().rows;

  const focusRow = (index: number) => {
    setCurrent(index);
    virtualizer.scrollToIndex(index);
    // The row may have to be drawn first.
    const focus = (tries: number) => {
      const link = scroller.current?.querySelector<HTMLElement>(
        `tr[data-index="${index}"] .row-link`,
      );
      if (link) link.focus({ preventScroll: true });
      else if (tries > 0) requestAnimationFrame(() => focus(tries - 1));
    };
    requestAnimationFrame(() => focus(10));
  };
  useImperativeHandle(props.control, () => ({
    move: (by) => {
      const isInside = scroller.current?.contains(document.activeElement) === true;
      const open = rows.findIndex((call) => call.call_id === openId);
      const from = isInside || open < 0 ? current : open;
      const isFirstMove = !isInside && open < 0;
      const index = isFirstMove ? current : from + by;
      const call = rows[index];
      if (!call) return;
      if (openId !== undefined) navigate(hrefOf(call), { replace: true });
      focusRow(index);
    },
    toTop: () => {
      setCurrent(0);
      virtualizer.scrollToOffset(0);
    },
  }));

  return (
    <div
      className="scroller"
      ref={scroller}
      aria-busy={props.isBusy}
      tabIndex={-1}
      role="region"
      aria-label={t('calls.tableLabel')}
    >
      <table
        className="calls"
        role="table"
        aria-rowcount={props.total + 1}
        aria-colcount={shown.length}
        aria-label={t('calls.tableLabel')}
      >
        <colgroup>
          {shown.map((id) => (
            <col key={id} className={`col-${id}`} />
          ))}
        </colgroup>
        <thead role="rowgroup">
          <tr role="row" aria-rowindex={1}>
            {shown.map((id) => (
              <HeadCell key={id} id={id} labels={labels} sort={props.sort} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          <Space px={first?.start ?? 0} />
          {drawn.map((row) => {
            const index = items[row.index]?.index ?? 0;
            const { call, href } = row.original;
            return (
              <tr
                key={row.id}
                role="row"
                data-index={index}
                data-call={call.call_id}
                data-disposition={call.disposition}
                aria-rowindex={index + 2}
                className={`call-row${call.call_id === openId ? ' open' : ''}`}
                onClick={(event) => {
                  setCurrent(index);
                  // A press that marked text, or on a link, was meant for that.
                  if (getSelection()?.isCollapsed === false) return;
                  if (event.target instanceof Element && event.target.closest('a')) return;
                  navigate(href);
                }}
                onFocus={() => setCurrent(index)}
              >
                {row.getVisibleCells().map((cell) => (
                  <td key={cell.id} role="cell" className={`cell-${cell.column.id}`}>
                    {flexRender(cell.column.columnDef.cell as never, cell.getContext())}
                  </td>
                ))}
              </tr>
            );
          })}
          {items
            .filter(({ index }) => index >= rows.length)
            .map(({ key }) => (
              <tr key={key} className="call-row coming" aria-hidden="true">
                {shown.map((id) => (
                  <td key={id} className={`cell-${id}`}>
                    <span className="bone" />
                  </td>
                ))}
              </tr>
            ))}
          <Space px={virtualizer.getTotalSize() - (last?.end ?? 0)} />
        </tbody>
      </table>
      <p className="list-end" role="status">
        {props.isLoadingMore ? t('calls.loadingMore') : hasMore ? '' : t('calls.end')}
      </p>
    </div>
  );
}

/** Stands for rows that are not drawn, so that the scroll bar tells the truth. */
function Space({ px }: { px: number }) {
  if (px <= 0) return null;
  return (
    <tr aria-hidden="true" className="space" style={{ height: px }}>
      <td style={{ height: px }} />
    </tr>
  );
}

function HeadCell(props: {
  id: ColumnId;
  labels: Labels;
  sort: Sort;
  onSort: (sort: Sort) => void;
}) {
  const { id, sort } = props;
  const words = props.labels.t(columnWords(id));
  const sorts = COLUMN_SORTS[id];
  if (!sorts)
    return (
      <th role="columnheader" scope="col" className={`cell-${id}`}>
        <span className="head-words">{words}</span>
      </th>
    );
  const [usual, other] = sorts;
  const isSorted = sort === usual || sort === other;
  const isUp = isSorted && !sort.startsWith('-');
  const next = sort === usual && other ? other : usual;
  return (
    <th
      role="columnheader"
      scope="col"
      className={`cell-${id}`}
      aria-sort={isSorted ? (isUp ? 'ascending' : 'descending') : 'none'}
    >
      <Button className="head-sort" onPress={() => props.onSort(next)}>
        {words}
        {isSorted && <Icon name={isUp ? 'up' : 'down'} />}
      </Button>
    </th>
  );
}
