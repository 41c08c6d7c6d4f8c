// The cell of the grid that Tab leads to, and the keys that move it through the whole library.
import { type FocusEvent, type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { GridLayout } from './gridLayout.ts';
import { mirrored, moveFocus } from './gridNavigation.ts';
import type { PickerItems } from './pickerItems.ts';

type GridFocusOptions = Readonly<{
  layout: GridLayout;
  moved: PickerItems['moved'];
  grid: RefObject<HTMLElement | null>;
  /** Lines that fit into the grid at once. */
  pageRows: number;
  reveal: (row: number) => void;
}>;

export function useGridFocus({ layout, moved, grid, pageRows, reveal }: GridFocusOptions) {
  const [wanted, setCurrent] = useState(0);
  const current = Math.max(0, Math.min(layout.count - 1, wanted));
  const row = layout.positionOf(current)?.row ?? 0;
  const hasFocus = useRef(false);
  const hasMoved = useRef(false);
  useFollowing(moved, setCurrent);
  useLayoutEffect(() => {
    const active = grid.current?.contains(document.activeElement) ? document.activeElement : null;
    // Another photo can have come into the cell that has the focus; or the cell is not there any more.
    const isElsewhere = active === null ? hasFocus.current : (indexOf(active) ?? current) !== current;
    if (!hasMoved.current && !isElsewhere) return;
    hasMoved.current = false;
    grid.current?.querySelector<HTMLElement>(`[data-index="${current}"]`)?.focus({ preventScroll: true });
  });
  /** @returns the item it moved to, or null when the key is not for the grid */
  const move = (event: KeyboardEvent): number | null => {
    const isMirrored = getComputedStyle(event.currentTarget).direction === 'rtl';
    const target = moveFocus(layout, current, isMirrored ? mirrored(event.key) : event.key, pageRows);
    if (target === null) return null;
    hasMoved.current = true;
    setCurrent(target);
    reveal(layout.positionOf(target)?.row ?? 0);
    return target;
  };
  const handlers = {
    onFocus: ({ target }: FocusEvent) => {
      hasFocus.current = true;
      // A long press, and a screen reader, move it too.
      setCurrent((known) => indexOf(target) ?? known);
    },
    // A cell that is taken out of the page says nothing here.
    onBlur: () => {
      hasFocus.current = false;
    },
  };
  return { current, row, setCurrent, move, handlers };
}

/** The items were read again: the cell is that of the same photo, as far as anybody knows. */
function useFollowing(moved: PickerItems['moved'], setCurrent: (change: (index: number) => number) => void): void {
  const [followed, setFollowed] = useState(moved);
  if (followed === moved) return;
  // While it is drawn: no line may take the focus to another photo meanwhile.
  setFollowed(moved);
  if (moved !== null) setCurrent((index) => Math.max(0, index + moved.to - moved.from));
}

/** Of the item whose cell it is; null for anything else. */
function indexOf(element: Element): number | null {
  const index = element.closest<HTMLElement>('[data-index]')?.dataset.index;
  return index === undefined ? null : Number(index);
}
