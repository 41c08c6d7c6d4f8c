import { type PointerEvent, useLayoutEffect, useRef } from 'react';

/** ViewConfiguration.getLongPressTimeout() */
const LONG_PRESS_MS = 400;

/**
 * Tells a press that lasts from a tap.
 * @param target what is pressed, where that changes under the finger: what began on one thing does nothing to another
 */
export function useLongPress(onLongPress: () => void, target?: unknown) {
  const state = useRef({ timer: 0, isPressed: false, wasLong: false });
  const stop = () => window.clearTimeout(state.current.timer);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is pressed is another thing now, or gone.
  useLayoutEffect(() => {
    const { current } = state;
    return () => {
      window.clearTimeout(current.timer);
      current.wasLong = current.isPressed;
    };
  }, [target]);
  return {
    /** Whether a click belongs to a long press, or to a press of something else. Each click asks once. */
    wasLong: () => {
      const { wasLong } = state.current;
      // A screen reader clicks without pressing.
      Object.assign(state.current, { isPressed: false, wasLong: false });
      return wasLong;
    },
    handlers: {
      onPointerDown: (event: PointerEvent) => {
        state.current.wasLong = false;
        if (event.button !== 0) return;
        state.current.isPressed = true;
        state.current.timer = window.setTimeout(() => {
          state.current.wasLong = true;
          onLongPress();
        }, LONG_PRESS_MS);
      },
      onPointerUp: stop,
      onPointerLeave: stop,
      onPointerCancel: () => {
        stop();
        state.current.isPressed = false;
      },
    },
  };
}
