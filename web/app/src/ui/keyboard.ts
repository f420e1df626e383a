import { useEffect, useEffectEvent } from 'react';

/** Keys, or two keys one after the other (`g c`), and what they do. */
export type Shortcuts = Record<string, () => void>;

/** The first of two keys: what follows it is no shortcut of its own, in no part of the page. */
const FIRST = 'g';
const SEQUENCE_MS = 1000;

/** Letters typed into a field are text; in an open dialog or menu they are that one's. */
function isElsewhere(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      'input, textarea, select, [contenteditable], [role=dialog], [role=listbox], [role=menu]',
    ) !== null
  );
}

/**
 * Shortcuts of one key can be switched off (WCAG 2.1.4). Keys with a modifier are the browser's.
 * On a button or a link Enter does what it does there.
 */
export function useShortcuts(shortcuts: Shortcuts, enabled: boolean): void {
  const run = useEffectEvent((keys: string): boolean => {
    const action = shortcuts[keys];
    action?.();
    return action !== undefined;
  });
  useEffect(() => {
    if (!enabled) return undefined;
    let first = { key: '', at: 0 };
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isElsewhere(event.target)) return;
      if (event.key === 'Enter' && event.target instanceof HTMLElement)
        if (event.target.matches('a, button')) return;
      const sequence = `${first.key} ${event.key}`;
      const isSecond = first.key === FIRST && event.timeStamp - first.at < SEQUENCE_MS;
      first = { key: event.key, at: event.timeStamp };
      if (run(isSecond ? sequence : event.key)) event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [enabled]);
}
