import { useEffect, useState } from 'react';

import type { LiveCall } from '../api/live.ts';
import { leavesIn, nextRows, type Row } from './rows.ts';

interface Shown {
  /** Which list it is. */
  key: string;
  calls: ReadonlyMap<string, LiveCall>;
  isHeld: boolean;
  rows: Row[];
}

/** The rows to draw. While somebody is at them they keep their places. */
export function useRows(key: string, calls: ReadonlyMap<string, LiveCall>, isHeld: boolean): Row[] {
  const after = (rows: Row[]): Shown => ({
    key,
    calls,
    isHeld,
    rows: nextRows(rows, calls, performance.now(), isHeld),
  });
  const [shown, setShown] = useState(() => after([]));
  if (shown.key !== key) setShown(after([]));
  else if (shown.calls !== calls || shown.isHeld !== isHeld) setShown(after(shown.rows));

  useEffect(() => {
    const wait = isHeld ? null : leavesIn(shown.rows, performance.now());
    if (wait === null) return undefined;
    const timer = setTimeout(() => setShown((now) => after(now.rows)), wait);
    return () => clearTimeout(timer);
  });
  return shown.rows;
}
