// Mirrors the bottom sheet of PhotoPickerActivity.
import { type KeyboardEventHandler, type PointerEvent, type ReactNode, type RefObject, useRef, useState } from 'react';

/** How far down a sheet must be pulled before it goes. */
const DISMISS_AFTER = 140;

type SheetProps = Readonly<{
  /** Half-open sheets start at 40 % of the screen and can be pulled up. */
  startsCollapsed: boolean;
  labelledBy: string;
  modal: Readonly<{ ref: RefObject<HTMLDivElement | null>; onKeyDown: KeyboardEventHandler<HTMLDivElement> }>;
  onDismiss: () => void;
  children: ReactNode;
}>;

/** A sheet with a drag bar over the dimmed screen; a tap outside, or a pull down, dismisses it. */
export function Sheet({ startsCollapsed, labelledBy, modal, onDismiss, children }: SheetProps) {
  const [isExpanded, setIsExpanded] = useState(!startsCollapsed);
  const drag = useDrag((distance) => {
    if (distance > DISMISS_AFTER) onDismiss();
    else if (distance < -40) setIsExpanded(true);
  });
  return (
    <div
      className="sheet-scrim"
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onDismiss();
      }}
    >
      <div
        {...modal}
        className="sheet"
        role="dialog"
        aria-modal="true"
        aria-labelledby={labelledBy}
        tabIndex={-1}
        data-state={isExpanded ? 'expanded' : 'collapsed'}
        style={drag.distance > 0 ? { transform: `translateY(${drag.distance}px)`, transition: 'none' } : {}}
        onWheel={() => setIsExpanded(true)}
      >
        <div className="sheet-drag" {...drag.handlers}>
          <span className="sheet-drag-bar" />
        </div>
        {children}
      </div>
    </div>
  );
}

function useDrag(onEnd: (distance: number) => void) {
  const start = useRef<number | null>(null);
  const [distance, setDistance] = useState(0);
  const finish = () => {
    if (start.current === null) return;
    start.current = null;
    setDistance(0);
    onEnd(distance);
  };
  const handlers = {
    onPointerDown: (event: PointerEvent) => {
      start.current = event.clientY;
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent) => {
      if (start.current !== null) setDistance(event.clientY - start.current);
    },
    onPointerUp: finish,
    onPointerCancel: finish,
  };
  return { distance, handlers };
}
