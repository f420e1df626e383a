import { useMemo, useRef, useState } from 'react';

import { useDirectory, useLabelsHere } from '../calls/labels.ts';
import { SHORTCUTS_KEY } from '../shell/Shell.tsx';
import { useShortcuts } from '../ui/keyboard.ts';
import { rowKeys } from '../ui/rowKeys.ts';
import { useStored } from '../ui/stored.ts';
import { useHold } from '../ui/useHold.ts';
import type { Board } from './board.ts';
import { ListState } from './ListState.tsx';
import { LiveTable, type TableControl } from './LiveTable.tsx';
import { Operators } from './Operators.tsx';
import { Totals } from './Totals.tsx';
import { useRows } from './useRows.ts';
import { addressOf, narrowed, type View } from './view.ts';

/** A mouse that lies on the board of a desk all day must not keep it from being in order. */
const RESTS_MS = 10_000;

/** The calls that are known, greyed when they are no longer those of now. */
export function LiveBoard({ board, view }: { board: Board; view: View }) {
  const labels = useLabelsHere();
  const directory = useDirectory();
  const [shortcuts] = useStored(SHORTCUTS_KEY, true);
  const table = useRef<TableControl>(null);
  const { store, direction } = view;
  const calls = useMemo(
    () => narrowed(board.calls, { ...(store && { store }), ...(direction && { direction }) }),
    [board.calls, store, direction],
  );
  const [isHeld, setHeld] = useState(false);
  const hold = useHold(setHeld, RESTS_MS);
  const isLive = board.standing === 'live';
  // What is not so now does not go on counting.
  const until = isLive || board.asOf === null ? null : Date.parse(board.asOf);
  const rows = useRows(addressOf(view), calls, isHeld);
  const isHiddenStore =
    store !== undefined && directory?.stores.every(({ store_id }) => store_id !== store) === true;

  useShortcuts(
    rowKeys((by) => table.current?.move(by)),
    shortcuts,
  );

  return (
    <div className={`live-board${isLive ? '' : ' still'}`}>
      <Totals calls={calls} />
      <div className="live-parts">
        <div className="list-frame" {...hold}>
          {rows.length === 0 ? (
            <ListState view={view} isHiddenStore={isHiddenStore} />
          ) : (
            <LiveTable rows={rows} labels={labels} until={until} control={table} />
          )}
        </div>
        <Operators calls={board.calls} store={store} labels={labels} />
      </div>
    </div>
  );
}
