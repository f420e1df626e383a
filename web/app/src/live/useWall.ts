import { useEffect } from 'react';

import { useVisible } from '../ui/useVisible.ts';

/** Without it the page is as it is; a browser may refuse it, with a low battery for example. */
async function keepAwake(): Promise<WakeLockSentinel | undefined> {
  try {
    return await navigator.wakeLock?.request('screen');
  } catch {
    return undefined;
  }
}

/** Gives the whole window to the page in large type, and keeps the screen on. */
export function useWall(isWall: boolean): void {
  const isVisible = useVisible();
  useEffect(() => {
    if (!isWall) return undefined;
    document.documentElement.dataset['wall'] = '';
    return () => {
      delete document.documentElement.dataset['wall'];
    };
  }, [isWall]);
  useEffect(() => {
    // The browser takes the lock away from a page that is not seen.
    if (!isWall || !isVisible) return undefined;
    const lock = keepAwake();
    return () => void lock.then((held) => held?.release());
  }, [isWall, isVisible]);
}
