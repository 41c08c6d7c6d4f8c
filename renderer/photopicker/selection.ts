// Mirrors photopicker/data/Selection.
import { text } from '../ui/strings.ts';
import type { PickerPurpose, PickerStyle } from './pickerStyle.ts';

/** What is selected in a picker. Ids are files._id. */
export type Selection = Readonly<{
  style: PickerStyle;
  purpose: PickerPurpose;
  maxItems: number;
  /** What the app may see already. */
  preGranted: ReadonlySet<number>;
  /** Whether the tiles say in which order they were selected. */
  isOrdered: boolean;
  /** Newly selected, in the order of selection; at first, what the app asked for. */
  added: ReadonlySet<number>;
  /** Granted before and taken back now; always a part of `preGranted`. */
  removed: ReadonlySet<number>;
}>;

type Start = Pick<Selection, 'style' | 'purpose' | 'maxItems' | 'isOrdered'> &
  Readonly<{ preGranted: readonly number[]; preSelected: readonly number[] }>;

/** The selection a picker opens with. */
export function openSelection({ preGranted, preSelected, ...start }: Start): Selection {
  return { ...start, preGranted: new Set(preGranted), added: new Set(preSelected), removed: new Set() };
}

/** Whether an item is shown with a check mark. */
export function isSelected(selection: Selection, id: number): boolean {
  if (selection.added.has(id)) return true;
  return selection.style.managed && selection.preGranted.has(id) && !selection.removed.has(id);
}

/** Which one an item was of those selected, from 1; null where the order is not shown. */
export function selectedOrder(selection: Selection, id: number): number | null {
  if (!selection.isOrdered) return null;
  const index = [...selection.added].indexOf(id);
  return index < 0 ? null : index + 1;
}

/** How many items the picker says are selected: new ones, and those granted before that stay. */
export function selectedCount(selection: Selection): number {
  const kept = selection.style.managed ? selection.preGranted.size - selection.removed.size : 0;
  return selection.added.size + kept;
}

/** Selects or deselects an item; null when the limit refuses it. Items granted before do not count against the limit. */
export function toggle(selection: Selection, id: number): Selection | null {
  if (selection.style.managed && selection.preGranted.has(id)) {
    return { ...selection, removed: toggled(selection.removed, id) };
  }
  if (!selection.added.has(id) && selection.added.size >= selection.maxItems) return null;
  return { ...selection, added: toggled(selection.added, id) };
}

/** What the app may see, or gets, after the button is pressed; a picker that is not managed only adds. */
export function selectedIds(selection: Selection): readonly number[] {
  const kept = [...selection.preGranted].filter((id) => !selection.removed.has(id));
  return [...kept, ...[...selection.added].filter((id) => !selection.preGranted.has(id))];
}

/** Ids shown with a check mark, in the order they were selected. */
export function shownAsSelected(selection: Selection): readonly number[] {
  const known = new Set([...selection.preGranted, ...selection.added]);
  return [...known].filter((id) => isSelected(selection, id));
}

/** Label of the button that confirms; null while there is no bottom bar. */
export function confirmLabel(selection: Selection): string | null {
  const { style, purpose } = selection;
  const n = selectedCount(selection);
  if (n === 0 && !(purpose === 'userSelect' && style.managed)) return null;
  if (style.ui === 'modern') return text('modern.done');
  if (purpose === 'pick') return text('picker.addN', { n: n.toLocaleString() });
  return n === 0 ? text('picker.allowNone') : text('picker.allowN', { n: n.toLocaleString() });
}

/** What the snackbar says when the limit refuses an item. */
export function limitMessage(selection: Selection): string {
  return text('picker.limit', { n: selection.maxItems.toLocaleString() });
}

function toggled(set: ReadonlySet<number>, id: number): ReadonlySet<number> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}
