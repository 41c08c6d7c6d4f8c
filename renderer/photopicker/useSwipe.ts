import { type PointerEvent, useRef } from 'react';

/** ViewConfiguration.getScaledTouchSlop() */
const TOUCH_SLOP = 8;
/** A swipe that ends sooner was none. */
const SWIPE = 56;

/**
 * Tells a movement to the side from a tap and from scrolling.
 * @param onSwipe gets 1 for the page after this one, -1 for the page before
 */
export function useSwipe(onSwipe: (step: 1 | -1) => void) {
  const start = useRef<Readonly<{ x: number; y: number; isSwipe: boolean }> | null>(null);
  const onPointerDown = (event: PointerEvent) => {
    start.current = event.button === 0 ? { x: event.clientX, y: event.clientY, isSwipe: false } : null;
  };
  const onPointerMove = (event: PointerEvent) => {
    const { current } = start;
    if (current === null || current.isSwipe) return;
    const dx = Math.abs(event.clientX - current.x);
    const dy = Math.abs(event.clientY - current.y);
    if (Math.hypot(dx, dy) < TOUCH_SLOP) return;
    start.current = dx > dy ? { ...current, isSwipe: true } : null;
    // From here on nothing below is pressed.
    if (dx > dy) event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerUp = (event: PointerEvent) => {
    const { current } = start;
    start.current = null;
    if (!current?.isSwipe) return;
    const isMirrored = getComputedStyle(event.currentTarget).direction === 'rtl';
    const dx = (event.clientX - current.x) * (isMirrored ? -1 : 1);
    if (Math.abs(dx) >= SWIPE) onSwipe(dx < 0 ? 1 : -1);
  };
  const onPointerCancel = () => {
    start.current = null;
  };
  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel };
}
