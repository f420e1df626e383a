import { useImperativeHandle, useRef, useState, type Ref } from 'react';
import { useLocation } from 'wouter';

import type { Task } from '../api/callbacks.ts';
import type { Labels } from '../calls/labels.ts';
import { Button } from '../ui/Button.tsx';
import { useColumns } from './columns.ts';
import type { Row } from './merge.ts';
import { TaskRow } from './TaskRow.tsx';

export interface TableControl {
  /** The row so many below (or above) becomes the current one. */
  move: (by: number) => void;
  open: () => void;
  callBack: () => void;
  /** The row that somebody is at. */
  current: () => Task | undefined;
}

interface Props {
  rows: Row[];
  labels: Labels;
  hrefOf: (task: Task) => string;
  openId: string | undefined;
  /** null: nobody here gives tasks to others. */
  chosen: ReadonlySet<string> | null;
  onChoose: (id: string, isChosen: boolean) => void;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
  isBusy: boolean;
  control: Ref<TableControl>;
}

export function TaskTable(props: Props) {
  const { rows, labels, hrefOf, openId, chosen } = props;
  const { t } = labels;
  const [, navigate] = useLocation();
  const scroller = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const columns = useColumns();

  const openIndex = rows.findIndex(({ task }) => task.task_id === openId);
  const focusRow = (index: number) => {
    setCurrent(index);
    const link = scroller.current?.querySelector<HTMLElement>(
      `tr[data-index="${index}"] .row-link`,
    );
    link?.focus();
  };
  const isInside = () => scroller.current?.contains(document.activeElement) === true;
  useImperativeHandle(props.control, () => ({
    move: (by) => {
      const from = isInside() || openIndex < 0 ? current : openIndex;
      const row = rows[isInside() || openIndex >= 0 ? from + by : from];
      if (!row) return;
      if (openId !== undefined) navigate(hrefOf(row.task), { replace: true });
      focusRow(rows.indexOf(row));
    },
    open: () => {
      const row = rows[current];
      if (row) navigate(hrefOf(row.task));
    },
    callBack: () => {
      const row = `tr[data-index="${openIndex < 0 ? current : openIndex}"]`;
      scroller.current?.querySelector<HTMLElement>(`${row} .call-back`)?.click();
    },
    current: () => rows[current]?.task,
  }));

  return (
    <div
      className="scroller"
      ref={scroller}
      aria-busy={props.isBusy}
      tabIndex={-1}
      role="region"
      aria-label={t('callbacks.title')}
    >
      <table
        className="calls tasks"
        role="table"
        aria-rowcount={props.hasMore ? -1 : rows.length + 1}
        aria-label={t('callbacks.title')}
      >
        <colgroup>
          {chosen && <col className="col-choose" />}
          {columns.map((id) => (
            <col key={id} className={`col-${id}`} />
          ))}
          <col className="col-actions" />
        </colgroup>
        <thead role="rowgroup">
          <tr role="row" aria-rowindex={1}>
            {chosen && (
              <th role="columnheader" scope="col" className="cell-choose">
                <span className="visually-hidden">{t('callbacks.column.choose')}</span>
              </th>
            )}
            {columns.map((id) => (
              <th key={id} role="columnheader" scope="col" className={`cell-${id}`}>
                {t(`callbacks.column.${id}`)}
              </th>
            ))}
            <th role="columnheader" scope="col" className="cell-actions">
              <span className="visually-hidden">{t('callbacks.column.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row, index) => (
            <TaskRow
              key={row.task.task_id}
              row={row}
              index={index}
              labels={labels}
              columns={columns}
              href={hrefOf(row.task)}
              isOpen={row.task.task_id === openId}
              isCurrent={index === Math.min(current, rows.length - 1)}
              onCurrent={setCurrent}
              isChosen={chosen && chosen.has(row.task.task_id)}
              onChoose={(isChosen) => props.onChoose(row.task.task_id, isChosen)}
            />
          ))}
        </tbody>
      </table>
      <p className="list-end" role="status">
        {!props.hasMore && t('callbacks.end')}
      </p>
      {props.hasMore && (
        <p className="load-more">
          <Button isPending={props.isLoadingMore} onPress={props.loadMore}>
            {t('callbacks.more')}
          </Button>
        </p>
      )}
    </div>
  );
}
