import { useLayoutEffect, useRef, type FocusEvent } from 'react';

const CONTROL = 'button, a';

/**
 * For a list whose entries and their buttons go when they are pressed: the focus, which would fall
 * to the page, goes to what is left of the entry, to the list's last one, or to the page's content.
 *
 * @returns what the list's element takes; its entries have their id as `data-entry`
 */
export function useKeptFocus() {
  const entry = useRef<string>(undefined);
  const list = useRef<HTMLUListElement>(null);

  useLayoutEffect(() => {
    if (entry.current === undefined || document.activeElement !== document.body) return;
    const left =
      list.current?.querySelector(`[data-entry="${CSS.escape(entry.current)}"]`) ??
      list.current?.lastElementChild;
    entry.current = undefined;
    const control = left?.querySelector<HTMLElement>(CONTROL);
    (control ?? document.getElementById('content'))?.focus();
  });

  return {
    ref: list,
    onFocus: ({ target }: FocusEvent) => {
      entry.current = target.closest<HTMLElement>('[data-entry]')?.dataset['entry'];
    },
    // Not said of what is removed while it has the focus.
    onBlur: () => {
      entry.current = undefined;
    },
  };
}
