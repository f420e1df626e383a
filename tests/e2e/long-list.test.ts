import { test } from 'node:test';

import { standOn } from './bed.ts';
import { walkWhileCallsArrive } from './walk.ts';

/** Drawing so many rows takes minutes: not a part of the long form, which has an hour for all. */
const isWanted = Boolean(process.env['EDGVOIP_LONG_LIST']);

if (isWanted) standOn(undefined, { callsPerStoreDay: 1150 });

test(
  'no row of 100,000 is lost or shown twice while new calls arrive',
  { skip: !isWanted && 'with EDGVOIP_LONG_LIST only' },
  // A tall window, so that it takes 1,500 steps and not 8,000.
  () => walkWhileCallsArrive(100_000, { viewport: { width: 1440, height: 4000 } }),
);
