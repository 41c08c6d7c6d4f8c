import { type PointerEvent, useLayoutEffect, useRef } from 'react';

/** ViewConfiguration.getLongPressTimeout() */
const LONG_PRESS_MS = 400;

/**
 * Tells a press that lasts from a tap.
 * @param target what is pressed, where that changes under the finger: what began on one thing does nothing to another
 */
export function useLongPress(onLongPress: () => void, target?: unknown) {
  const state = useRef({ timer: 0, since: 0, isPressed: false, wasLong: false });
  const stop = () => {
    window.clearTimeout(state.current.timer);
    state.current.timer = 0;
  };
  const lasted = () => {
    Object.assign(state.current, { timer: 0, wasLong: true });
    onLongPress();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is pressed is another thing now, or gone.
  useLayoutEffect(() => {
    const { current } = state;
    return () => {
      window.clearTimeout(current.timer);
      current.timer = 0;
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
        state.current.since = event.timeStamp;
        state.current.timer = window.setTimeout(lasted, LONG_PRESS_MS);
      },
      // A page that was busy hears of the lifted finger before its timer: how long it was there is in the events.
      onPointerUp: (event: PointerEvent) => {
        const isDue = state.current.timer !== 0 && event.timeStamp - state.current.since >= LONG_PRESS_MS;
        stop();
        if (isDue) lasted();
      },
      onPointerLeave: stop,
      onPointerCancel: () => {
        stop();
        state.current.isPressed = false;
      },
    },
  };
}
