import { type FocusEvent, useEffect, useRef } from 'react';

/**
 * What is covered loses the focus; it comes back when the cover goes, unless it went elsewhere.
 * @returns what the element that can be covered does with every focus inside of it
 */
export function useReturningFocus(isCovered: boolean): (event: FocusEvent) => void {
  const last = useRef<Element | null>(null);
  useEffect(() => {
    const at = document.activeElement;
    // A press on what is covered gives the focus to the device, or the window, as a whole.
    const isFree = at === document.body || at?.matches('.device-place, [role="dialog"]');
    if (!isCovered && isFree && last.current instanceof HTMLElement) last.current.focus();
  }, [isCovered]);
  return (event) => {
    // A window that takes the focus for itself only does so because nothing in it had it.
    if (!event.target.matches('[role="dialog"]')) last.current = event.target;
  };
}
