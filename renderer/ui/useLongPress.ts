import { type PointerEvent, useRef } from 'react';

/** ViewConfiguration.getLongPressTimeout() */
const LONG_PRESS_MS = 400;

/** Tells a press that lasts from a tap. */
export function useLongPress(onLongPress: () => void) {
  const state = useRef({ timer: 0, wasLong: false });
  const cancel = () => window.clearTimeout(state.current.timer);
  return {
    /** Whether the click that follows belongs to a long press. */
    wasLong: () => state.current.wasLong,
    handlers: {
      onPointerDown: (event: PointerEvent) => {
        state.current.wasLong = false;
        if (event.button !== 0) return;
        state.current.timer = window.setTimeout(() => {
          state.current.wasLong = true;
          onLongPress();
        }, LONG_PRESS_MS);
      },
      onPointerUp: cancel,
      onPointerLeave: cancel,
      onPointerCancel: cancel,
    },
  };
}
