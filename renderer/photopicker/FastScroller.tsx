// Mirrors the fast scroller of a RecyclerView, with the dates that Android's own gallery apps show beside it.
import { type KeyboardEvent, type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { text } from '../ui/strings.ts';
import type { GridLayout } from './gridLayout.ts';
import { topAfterKey } from './topAfterKey.ts';
import type { GridScroll } from './useGridScroll.ts';

/** Milliseconds it stays after the last movement. */
const STAYS_MS = 1_500;
/** A grid shorter than so many screens needs no handle. */
const LEAST_SCREENS = 2;
/** Side of the handle's target, dp. */
const HANDLE = 48;

type FastScrollerProps = Readonly<{
  layout: GridLayout;
  scroll: Pick<GridScroll, 'scale' | 'onTop'>;
  scroller: RefObject<HTMLElement | null>;
  /** Height of the scroller, CSS px. */
  viewportHeight: number;
  /** When the item at an index was taken. */
  dateAt: (index: number) => string;
}>;

/** A handle at the end of the lines that leads through the whole library. */
export function FastScroller(props: FastScrollerProps) {
  const { layout, viewportHeight } = props;
  if (viewportHeight <= 0 || layout.height < LEAST_SCREENS * viewportHeight) return null;
  return <Handle {...props} />;
}

function Handle({ layout, scroll, scroller, viewportHeight, dateAt }: FastScrollerProps) {
  const { scale, onTop } = scroll;
  const handle = useRef<HTMLDivElement>(null);
  const [isShown, show] = useShown();
  const [isDragged, setDragged] = useState(false);
  const track = Math.max(HANDLE, viewportHeight - layout.metrics.paddingEnd);
  const range = layout.height - viewportHeight;
  const at = useRef(0);
  const place = useCallback(
    (top: number) => {
      const element = handle.current;
      if (element === null) return;
      at.current = top;
      element.style.transform = `translateY(${Math.min(1, top / range) * (track - HANDLE)}px)`;
      tellItem(element, layout.lineAt(layout.rowAt(top)).firstIndex, dateAt);
    },
    [layout, dateAt, track, range],
  );
  useEffect(() => {
    let last = Number.NaN;
    return onTop((top) => {
      place(top);
      if (!Number.isNaN(last) && top !== last) show();
      last = top;
    });
  }, [onTop, place, show]);
  const scrollTo = (top: number) => {
    if (scroller.current !== null) scroller.current.scrollTop = scale.toScroll(Math.max(0, Math.min(range, top)));
  };
  const drag = useDrag((share) => scrollTo(share * range), setDragged);
  const onKeyDown = (event: KeyboardEvent) => {
    const top = topAfterKey(event.key, { top: at.current, range, viewportHeight });
    if (top === null) return;
    event.preventDefault();
    scrollTo(top);
  };
  return (
    <div className="fast-scroller" style={{ blockSize: track }} data-shown={isShown || isDragged}>
      <div
        ref={handle}
        role="slider"
        className="fast-scroller-handle"
        tabIndex={0}
        aria-label={text('picker.fastScroll')}
        aria-orientation="vertical"
        aria-valuemin={1}
        aria-valuemax={layout.count}
        aria-valuenow={0}
        data-dragged={isDragged}
        onKeyDown={onKeyDown}
        {...drag}
      />
    </div>
  );
}

/** Tells of the item that the handle has come to, in the page itself: React would draw the grid anew with it. */
function tellItem(handle: HTMLElement, index: number, dateAt: FastScrollerProps['dateAt']): void {
  const value = String(index + 1);
  if (handle.ariaValueNow === value) return;
  const date = dateAt(index);
  handle.ariaValueNow = value;
  handle.ariaValueText = date;
  handle.dataset.date = date;
}

/** Shown from a call until a while after the last one. */
function useShown(): readonly [boolean, () => void] {
  const [isShown, setShown] = useState(false);
  const timer = useRef(0);
  const show = useCallback(() => {
    setShown(true);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setShown(false), STAYS_MS);
  }, []);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return [isShown, show];
}

/** @param onMove is told how much of the way the handle has gone, 0 to 1 */
function useDrag(onMove: (share: number) => void, setDragged: (isDragged: boolean) => void) {
  /** From the top of the handle to where it is held, as a share of its height; null while it is not. */
  const held = useRef<number | null>(null);
  const end = () => {
    held.current = null;
    setDragged(false);
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      const { top, height } = event.currentTarget.getBoundingClientRect();
      held.current = (event.clientY - top) / height;
      event.currentTarget.setPointerCapture(event.pointerId);
      setDragged(true);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const track = event.currentTarget.parentElement?.getBoundingClientRect();
      if (held.current === null || track === undefined) return;
      // The screen may be drawn larger or smaller than it is.
      const { height } = event.currentTarget.getBoundingClientRect();
      const way = Math.max(1, track.height - height);
      onMove(Math.max(0, Math.min(1, (event.clientY - held.current * height - track.top) / way)));
    },
    onPointerUp: end,
    onPointerCancel: end,
    onLostPointerCapture: end,
  };
}
