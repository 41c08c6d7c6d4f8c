import { type RefObject, useLayoutEffect, useState } from 'react';
import type { Extent } from './zoom.ts';

/** An element's size, dp; changes with the screen. */
export function useExtent(ref: RefObject<HTMLElement | null>): Extent {
  const [extent, setExtent] = useState<Extent>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = () => setExtent({ width: element.offsetWidth, height: element.offsetHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return extent;
}
