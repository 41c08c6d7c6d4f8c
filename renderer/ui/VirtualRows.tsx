import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

type VirtualRowsProps = Readonly<{
  count: number;
  /** Height of a line, CSS px. */
  heightOf: (row: number) => number;
  scroller: RefObject<HTMLElement | null>;
  renderRow: (row: number) => ReactNode;
  /** A line that stays in the page even when it is out of sight: the one with the keyboard focus. */
  keptRow?: number;
  /** A line to bring into view whenever it changes. */
  shownRow?: number | null;
  /** Called while the last lines are near. */
  onNearEnd?: () => void;
  paddingEnd?: number;
}>;

/** Only the lines in sight exist; the rest is height. The scroller must be a positioned element. */
export function VirtualRows(props: VirtualRowsProps) {
  const { count, heightOf, scroller, renderRow, keptRow, shownRow, onNearEnd, paddingEnd = 0 } = props;
  const list = useRef<HTMLDivElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  // What stands above the lines in the same scroller may grow, so this is looked at after every render.
  useLayoutEffect(() => setScrollMargin(list.current?.offsetTop ?? 0));
  const virtualizer = useVirtualizer({
    count,
    scrollMargin,
    getScrollElement: () => scroller.current,
    estimateSize: heightOf,
    overscan: 4,
    paddingEnd,
    scrollPaddingStart: 8,
    scrollPaddingEnd: paddingEnd,
    // Synchronous renders while scrolling cost frames, and React 19 does not need them.
    useFlushSync: false,
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range);
      if (keptRow === undefined || keptRow < 0 || keptRow >= count || rows.includes(keptRow)) return rows;
      return [...rows, keptRow].sort((a, b) => a - b);
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: lines that change their height are measured anew.
  useEffect(() => virtualizer.measure(), [heightOf]);
  useEffect(() => {
    if (shownRow !== null && shownRow !== undefined) virtualizer.scrollToIndex(shownRow, { align: 'auto' });
  }, [shownRow, virtualizer]);
  const rows = virtualizer.getVirtualItems();
  const lastShown = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (count > 0 && lastShown >= count - 20) onNearEnd?.();
  }, [lastShown, count, onNearEnd]);
  return (
    <div ref={list} role="presentation" style={{ position: 'relative', blockSize: virtualizer.getTotalSize() }}>
      {rows.map((row) => (
        <div
          key={row.key}
          role="presentation"
          style={{
            position: 'absolute',
            insetInline: 0,
            insetBlockStart: 0,
            transform: `translateY(${row.start - scrollMargin}px)`,
          }}
        >
          {renderRow(row.index)}
        </div>
      ))}
    </div>
  );
}
