import { type PointerEvent, useRef, useState } from 'react';

/** So far up a card is away, CSS px. */
const AWAY = 72;
/** So far it may move and still be tapped, CSS px. */
const SLOP = 8;

/** A card that is pushed up and away. `offset` is how far it is now, CSS px; 0 or less. */
export function useSwipeAway(onAway: () => void) {
  const from = useRef<number | null>(null);
  const wasMoved = useRef(false);
  // What is drawn may be a few movements behind the finger when it leaves.
  const pushed = useRef(0);
  const [offset, setOffset] = useState(0);
  const push = (to: number) => {
    pushed.current = to;
    setOffset(to);
  };
  const end = () => {
    from.current = null;
    push(0);
  };
  return {
    offset,
    /** Whether the click that follows belongs to a push. */
    wasMoved: () => wasMoved.current,
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        wasMoved.current = false;
        if (event.button === 0) from.current = event.clientY;
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        if (from.current === null) return;
        const moved = Math.min(0, event.clientY - from.current);
        if (moved < -SLOP && !wasMoved.current) {
          wasMoved.current = true;
          event.currentTarget.setPointerCapture(event.pointerId);
        }
        if (wasMoved.current) push(moved);
      },
      onPointerUp: () => {
        if (pushed.current < -AWAY) onAway();
        end();
      },
      onPointerCancel: end,
    },
  };
}
