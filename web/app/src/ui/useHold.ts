import { useEffect, useRef } from 'react';

/**
 * Somebody is at a part of the page while a mouse is over it, or the focus is in it. A mouse that
 * has lain still for `restsMs` is nobody, where that is told.
 */
export function useHold(onHold: (isHeld: boolean) => void, restsMs?: number) {
  const part = useRef<HTMLDivElement>(null);
  const holds = useRef({ pointer: false, focus: false });
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const set = (change: Partial<(typeof holds)['current']>) => {
    Object.assign(holds.current, change);
    onHold(holds.current.pointer || holds.current.focus);
  };
  // What had the focus may have been taken off the page, and no event tells that.
  useEffect(() => {
    if (holds.current.focus && !part.current?.contains(document.activeElement))
      set({ focus: false });
  });
  useEffect(() => () => clearTimeout(rest.current), []);
  const setPointer = (isOver: boolean) => {
    clearTimeout(rest.current);
    if (isOver && restsMs !== undefined)
      rest.current = setTimeout(() => set({ pointer: false }), restsMs);
    if (holds.current.pointer !== isOver) set({ pointer: isOver });
  };
  return {
    ref: part,
    onPointerEnter: () => setPointer(true),
    onPointerMove: () => restsMs !== undefined && setPointer(true),
    onPointerLeave: () => setPointer(false),
    onFocus: () => set({ focus: true }),
    onBlur: (event: React.FocusEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget)) set({ focus: false });
    },
  };
}
