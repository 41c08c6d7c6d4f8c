import { type PointerEvent, type RefObject, useRef, useState } from 'react';
import { type SheetState, settle } from './sheetDrag.ts';

/** ViewConfiguration.getScaledTouchSlop() */
const TOUCH_SLOP = 8;

type Drag = Readonly<{ x: number; y: number; top: number; scale: number }>;

type SheetDragProps = Readonly<{
  sheet: RefObject<HTMLElement | null>;
  state: SheetState;
  /** dp from the top of the screen; null where the sheet cannot be half open. */
  collapsedTop: (screenHeight: number) => number | null;
  onSettle: (state: SheetState | 'hidden') => void;
}>;

/** Moves a sheet with a finger: by its handle and head, and by everything in it while it is half open. */
export function useSheetDrag({ sheet, state, collapsedTop, onSettle }: SheetDragProps) {
  const [top, setTop] = useState<number | null>(null);
  // What is drawn may be a few movements behind the finger when it leaves; null while the sheet stands still.
  const dragged = useRef<number | null>(null);
  const moveTo = (to: number | null) => {
    dragged.current = to;
    setTop(to);
  };
  const drag = useRef<Drag | null>(null);
  const last = useRef({ y: 0, at: 0, velocity: 0 });

  const onPointerDown = (event: PointerEvent) => {
    const element = sheet.current;
    if (event.button !== 0 || element === null || !isHandle(event.target, state)) return;
    // The phone may be drawn smaller than it is.
    const scale = element.getBoundingClientRect().width / element.offsetWidth || 1;
    drag.current = { x: event.clientX, y: event.clientY, top: element.offsetTop, scale };
    last.current = { y: event.clientY, at: event.timeStamp, velocity: 0 };
  };
  const onPointerMove = (event: PointerEvent) => {
    const { current } = drag;
    if (current === null) return;
    const dx = event.clientX - current.x;
    const dy = event.clientY - current.y;
    if (dragged.current === null) {
      if (Math.hypot(dx, dy) < TOUCH_SLOP) return;
      // A movement that begins sideways is for the tabs.
      if (Math.abs(dx) > Math.abs(dy)) {
        drag.current = null;
        return;
      }
      sheet.current?.setPointerCapture(event.pointerId);
    }
    const passed = event.timeStamp - last.current.at;
    if (passed > 0) {
      const velocity = (event.clientY - last.current.y) / current.scale / passed;
      last.current = { y: event.clientY, at: event.timeStamp, velocity };
    }
    moveTo(Math.max(expandedTop(sheet.current), current.top + dy / current.scale));
  };
  const finish = () => {
    drag.current = null;
    const at = dragged.current;
    if (at === null) return;
    moveTo(null);
    const height = screenHeight(sheet.current);
    const places = { expandedTop: expandedTop(sheet.current), collapsedTop: collapsedTop(height) };
    onSettle(settle({ top: at, height, ...places, velocity: last.current.velocity }));
  };
  return { top, handlers: { onPointerDown, onPointerMove, onPointerUp: finish, onPointerCancel: finish } };
}

function isHandle(target: EventTarget, state: SheetState): boolean {
  if (!(target instanceof Element)) return false;
  return state === 'collapsed' || target.closest('[data-drag]') !== null;
}

function screenHeight(sheet: HTMLElement | null): number {
  return sheet?.offsetParent?.clientHeight ?? 0;
}

/** The sheet reaches up to the status bar. */
function expandedTop(sheet: HTMLElement | null): number {
  return sheet === null ? 0 : Number.parseFloat(getComputedStyle(sheet).getPropertyValue('--status-bar')) || 0;
}
