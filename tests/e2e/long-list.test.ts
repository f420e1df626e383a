import { test } from 'node:test';

import { standOn } from './bed.ts';
import { walkWhileCallsArrive } from './walk.ts';

const isLong = Boolean(process.env['EDGVOIP_LONG']);

if (isLong) standOn(undefined, { callsPerStoreDay: 1150 });

test(
  'no row of 100,000 is lost or shown twice while new calls arrive',
  { skip: !isLong && 'in the long form only' },
  // A tall window, so that it takes 1,500 steps and not 8,000.
  () => walkWhileCallsArrive(100_000, { viewport: { width: 1440, height: 4000 } }),
);
