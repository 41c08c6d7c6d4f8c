// Mirrors PreviewFragment's and Preview.kt's choice of buttons: which there are, and what stands on them.
import { text } from '../../ui/strings.ts';
import { confirmLabel, type Selection, selectedCount } from '../selection.ts';

/** A long press shows one item alone; "View selected" shows what was selected when it was pressed. */
export type PreviewEntry = 'longPress' | 'viewSelected';

/** The one wide button that the XML picker has under a single item. */
export function addOrSelectLabel({ maxItems }: Selection, isSelected: boolean): string {
  if (maxItems === 1) return text('picker.add');
  return text(isSelected ? 'preview.deselect' : 'preview.select');
}

/** The XML picker's button that ends the visit; unlike the one under the grid it is there with nothing selected too. */
export function addLabel(selection: Selection): string {
  return confirmLabel(selection) ?? text(selection.purpose === 'pick' ? 'picker.addN' : 'picker.allowN', { n: 0 });
}

/** The Compose picker's button at the start; null where it has none. */
export function allLabel(selection: Selection, entry: PreviewEntry, shown: number): string | null {
  if (entry === 'longPress' || selection.maxItems === 1 || selection.purpose === 'userSelect') return null;
  const selected = selectedCount(selection);
  const n = (selected > 0 ? selected : shown).toLocaleString();
  return text(selected > 0 ? 'preview.unselectAll' : 'preview.selectAll', { n });
}

/** The Compose picker's button at the end: it takes a single item, and otherwise leads back to the grid. */
export function doneLabel({ maxItems }: Selection): string {
  return text(maxItems === 1 ? 'preview.select' : 'modern.done');
}
