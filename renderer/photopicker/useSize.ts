// The size of an element, whatever changes it.
import { type RefObject, useLayoutEffect, useState } from 'react';

/** CSS px, as if the screen were drawn in its own size; 0 before the element is there. */
export function useSize(element: RefObject<HTMLElement | null>): Readonly<{ width: number; height: number }> {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    const measure = () => setSize({ width: current.clientWidth, height: current.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
