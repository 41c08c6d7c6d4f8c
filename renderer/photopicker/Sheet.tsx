// Mirrors the bottom sheets of PhotoPickerActivity and PhotopickerApp.
import { type KeyboardEvent, type KeyboardEventHandler, type ReactNode, type RefObject, useState } from 'react';
import { text } from '../ui/strings.ts';
import type { PickerStyle } from './pickerStyle.ts';
import type { SheetState } from './sheetDrag.ts';
import { useSheetDrag } from './useSheetDrag.ts';

/** Keys that lead on in the grid, for which a half-open sheet has little room. */
const KEYS_ONWARD = new Set(['ArrowDown', 'PageDown', 'End']);

type SheetProps = Readonly<{
  style: PickerStyle;
  /** Half-open sheets can be pulled up and pushed back; others are open, or gone. */
  canCollapse: boolean;
  labelledBy: string;
  modal: Readonly<{ ref: RefObject<HTMLDivElement | null>; onKeyDown: KeyboardEventHandler<HTMLDivElement> }>;
  onDismiss: () => void;
  children: ReactNode;
}>;

/** A sheet with a handle over the dimmed screen; a tap outside, or a pull down, dismisses it. */
export function Sheet({ style, canCollapse, labelledBy, modal, onDismiss, children }: SheetProps) {
  const [wanted, setState] = useState<SheetState>('collapsed');
  const state = canCollapse ? wanted : 'expanded';
  const drag = useSheetDrag({
    ...{ sheet: modal.ref, state },
    collapsedTop: (height) => (canCollapse ? height * (1 - style.sheet.peek) : null),
    onSettle: (next) => (next === 'hidden' ? onDismiss() : setState(next)),
  });
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (KEYS_ONWARD.has(event.key)) setState('expanded');
    modal.onKeyDown(event);
  };
  return (
    <div
      className="sheet-scrim"
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onDismiss();
      }}
    >
      <div
        {...drag.handlers}
        ref={modal.ref}
        onKeyDown={onKeyDown}
        className="sheet"
        role="dialog"
        aria-modal="true"
        aria-labelledby={labelledBy}
        tabIndex={-1}
        data-state={state}
        style={drag.top === null ? {} : { insetBlockStart: drag.top, transition: 'none' }}
        onWheel={({ deltaY }) => deltaY > 0 && setState('expanded')}
      >
        <Handle isButton={canCollapse && style.ui === 'modern'} state={state} onState={setState} />
        {children}
      </div>
    </div>
  );
}

type HandleProps = Readonly<{ isButton: boolean; state: SheetState; onState: (state: SheetState) => void }>;

/** M3's handle can be pressed as well as pulled. */
function Handle({ isButton, state, onState }: HandleProps) {
  const bar = <span className="sheet-drag-bar" />;
  if (!isButton) {
    return (
      <div className="sheet-drag" data-drag>
        {bar}
      </div>
    );
  }
  return (
    <button
      type="button"
      className="sheet-drag"
      data-drag
      aria-label={text('modern.handle')}
      aria-expanded={state === 'expanded'}
      onClick={() => onState(state === 'expanded' ? 'collapsed' : 'expanded')}
    >
      {bar}
    </button>
  );
}
