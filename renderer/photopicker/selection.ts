// Mirrors photopicker/data/Selection.
import type { Uri } from '../../contract/android/uri.ts';
import { text } from '../ui/strings.ts';
import type { PickerPurpose, PickerStyle } from './pickerStyle.ts';

/** What is selected in a picker. Items are known by their picker URIs: a cloud provider's ids mean nothing beside the device's. */
export type Selection = Readonly<{
  style: PickerStyle;
  purpose: PickerPurpose;
  maxItems: number;
  /** What the app may see already. */
  preGranted: ReadonlySet<Uri>;
  /** Whether the tiles say in which order they were selected. */
  isOrdered: boolean;
  /** Newly selected, in the order of selection; at first, what the app asked for. */
  added: ReadonlySet<Uri>;
  /** Granted before and taken back now; always a part of `preGranted`. */
  removed: ReadonlySet<Uri>;
  /** Whether all that was granted was taken back at once, what is not shown here included. */
  isAllDeselected: boolean;
}>;

type Start = Pick<Selection, 'style' | 'purpose' | 'maxItems' | 'isOrdered'> &
  Readonly<{ preGranted: readonly Uri[]; preSelected: readonly Uri[] }>;

/** The selection a picker opens with. */
export function openSelection({ preGranted, preSelected, ...start }: Start): Selection {
  return {
    ...start,
    preGranted: new Set(preGranted),
    added: new Set(preSelected),
    removed: new Set(),
    isAllDeselected: false,
  };
}

/** Whether an item is shown with a check mark. */
export function isSelected(selection: Selection, uri: Uri): boolean {
  if (selection.added.has(uri)) return true;
  return selection.style.managed && selection.preGranted.has(uri) && !selection.removed.has(uri);
}

/** Which one an item was of those selected, from 1; null where the order is not shown. */
export function selectedOrder(selection: Selection, uri: Uri): number | null {
  if (!selection.isOrdered) return null;
  const index = [...selection.added].indexOf(uri);
  return index < 0 ? null : index + 1;
}

/** How many items the picker says are selected: new ones, and those granted before that stay. */
export function selectedCount(selection: Selection): number {
  const kept = selection.style.managed ? selection.preGranted.size - selection.removed.size : 0;
  return selection.added.size + kept;
}

/** Selects or deselects an item; null when the limit refuses it. Items granted before do not count against the limit. */
export function toggle(selection: Selection, uri: Uri): Selection | null {
  if (selection.style.managed && selection.preGranted.has(uri)) {
    return { ...selection, removed: toggled(selection.removed, uri) };
  }
  if (!selection.added.has(uri) && selection.added.size >= selection.maxItems) return null;
  return { ...selection, added: toggled(selection.added, uri) };
}

/** "Deselect all" of the Compose picker: what was granted before goes too, and is selected anew like any other. */
export function deselectAll(selection: Selection): Selection {
  const cleared = { ...selection, added: new Set<Uri>() };
  if (!selection.style.managed) return cleared;
  return { ...cleared, preGranted: new Set(), removed: new Set(), isAllDeselected: true };
}

/** Items that could not be had are not selected any more. */
export function deselect(selection: Selection, uris: readonly Uri[]): Selection {
  return { ...selection, added: new Set([...selection.added].filter((uri) => !uris.includes(uri))) };
}

/** What the app may see, or gets, after the button is pressed; a picker that is not managed only adds. */
export function selectedUris(selection: Selection): readonly Uri[] {
  const kept = [...selection.preGranted].filter((uri) => !selection.removed.has(uri));
  return [...kept, ...[...selection.added].filter((uri) => !selection.preGranted.has(uri))];
}

/** Items shown with a check mark, in the order they were selected. */
export function shownAsSelected(selection: Selection): readonly Uri[] {
  const known = new Set([...selection.preGranted, ...selection.added]);
  return [...known].filter((uri) => isSelected(selection, uri));
}

/** Label of the button that confirms; null while there is no bar. */
export function confirmLabel(selection: Selection): string | null {
  const { style, purpose } = selection;
  const n = selectedCount(selection);
  if (n === 0 && !(purpose === 'userSelect' && style.barAtZero)) return null;
  if (style.confirm === 'done') return text('modern.done');
  const values = { n: n.toLocaleString() };
  if (purpose === 'pick' || style.confirm === 'add') return text('picker.addN', values);
  return n === 0 ? text('picker.allowNone') : text('picker.allowN', values);
}

/** What the snackbar says when the limit refuses an item. */
export function limitMessage(selection: Selection): string {
  return text('picker.limit', { n: selection.maxItems.toLocaleString() });
}

function toggled(set: ReadonlySet<Uri>, uri: Uri): ReadonlySet<Uri> {
  const next = new Set(set);
  if (!next.delete(uri)) next.add(uri);
  return next;
}
