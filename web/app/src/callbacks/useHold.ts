import { useEffect, useRef } from 'react';

/** Somebody is at a part of the page while a mouse is over it, or the focus is in it. */
export function useHold(onHold: (isHeld: boolean) => void) {
  const part = useRef<HTMLDivElement>(null);
  const holds = useRef({ pointer: false, focus: false });
  const set = (change: Partial<(typeof holds)['current']>) => {
    Object.assign(holds.current, change);
    onHold(holds.current.pointer || holds.current.focus);
  };
  // What had the focus may have been taken off the page, and no event tells that.
  useEffect(() => {
    if (holds.current.focus && !part.current?.contains(document.activeElement))
      set({ focus: false });
  });
  return {
    ref: part,
    onPointerEnter: () => set({ pointer: true }),
    onPointerLeave: () => set({ pointer: false }),
    onFocus: () => set({ focus: true }),
    onBlur: (event: React.FocusEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget)) set({ focus: false });
    },
  };
}
