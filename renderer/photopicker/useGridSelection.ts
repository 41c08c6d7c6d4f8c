// Shift and an arrow select a range, as desktops do; Android's picker knows no such thing.
import { useRef } from 'react';
import type { Item } from './item.ts';
import type { PickerItems } from './pickerItems.ts';
import { isSelected, type Selection } from './selection.ts';

/** From which item the range goes, and where it ended last. */
type Range = Readonly<{ anchor: number; end: number }>;

/** Indexes whose selection changes when the end of a range moves: those it has now, and those it had. */
export function rangeChange({ anchor, end }: Range, target: number): Readonly<{ on: number[]; off: number[] }> {
  const between = (from: number, to: number) => {
    const [low, high] = [Math.min(from, to), Math.max(from, to)];
    return Array.from({ length: high - low + 1 }, (_, i) => low + i);
  };
  const now = between(anchor, target);
  const has = new Set(now);
  return { on: now, off: between(anchor, end).filter((index) => !has.has(index)) };
}

export function useGridSelection(items: PickerItems, selection: Selection, onToggle: (item: Item) => void) {
  const range = useRef<Range | null>(null);
  const set = (indexes: readonly number[], selected: boolean) => {
    for (const index of indexes) {
      const item = items.itemAt(index);
      if (item !== undefined && isSelected(selection, item.uri) !== selected) onToggle(item);
    }
  };
  return {
    end: () => {
      range.current = null;
    },
    /** Selects everything from where the range began. */
    extend: (from: number, target: number) => {
      const known = range.current ?? { anchor: from, end: from };
      const { on, off } = rangeChange(known, target);
      range.current = { anchor: known.anchor, end: target };
      set(off, false);
      set(on, true);
    },
  };
}
