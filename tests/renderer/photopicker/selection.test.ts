import { describe, expect, test } from 'vitest';
import { pickerUri } from '../../../contract/android/mediaStore.ts';
import { parseId } from '../../../contract/android/uri.ts';
import { pickerStyle } from '../../../renderer/photopicker/pickerStyle.ts';
import {
  confirmLabel,
  deselect,
  deselectAll,
  isSelected,
  limitMessage,
  openSelection,
  type Selection,
  selectedCount,
  selectedOrder,
  selectedUris,
  shownAsSelected,
  toggle,
} from '../../../renderer/photopicker/selection.ts';

const MANAGED = pickerStyle('U-managed', 36);
const LAUNCH = pickerStyle('U-legacy', 34);

type Ids = Readonly<{ preGranted?: readonly number[]; preSelected?: readonly number[] }>;
type Opening = Partial<Omit<Parameters<typeof openSelection>[0], keyof Ids>> & Ids;

const uris = (ids: readonly number[]) => ids.map((id) => pickerUri(id));
const selectedIds = (selection: Selection) => selectedUris(selection).map(parseId);

function opened({ preGranted = [], preSelected = [], ...change }: Opening = {}): Selection {
  const ids = { preGranted: uris(preGranted), preSelected: uris(preSelected) };
  return openSelection({ style: MANAGED, purpose: 'userSelect', maxItems: 100, isOrdered: false, ...ids, ...change });
}

function tapped(selection: Selection, ...ids: readonly number[]): Selection {
  return uris(ids).reduce((at, uri) => toggle(at, uri) ?? at, selection);
}

describe('a managed picker', () => {
  test('shows what was granted before as selected', () => {
    const selection = opened({ preGranted: [7, 8] });
    expect(isSelected(selection, pickerUri(7))).toBe(true);
    expect(selectedCount(selection)).toBe(2);
    expect(confirmLabel(selection)).toBe('Allow (2)');
  });

  test('takes a grant back when it is tapped, and gives it back when it is tapped again', () => {
    const once = tapped(opened({ preGranted: [7, 8] }), 7);
    expect(selectedIds(once)).toEqual([8]);
    expect(selectedIds(tapped(once, 7))).toEqual([7, 8]);
  });

  test('can be confirmed with nothing selected', () => {
    expect(confirmLabel(opened())).toBe('Allow none');
    expect(selectedIds(opened())).toEqual([]);
  });

  test('counts large numbers in the form of the language', () => {
    const many = Array.from({ length: 1234 }, (_, i) => i + 1);
    expect(confirmLabel(opened({ preGranted: many }))).toBe('Allow (1,234)');
  });
});

describe('a picker that only adds', () => {
  test('shows nothing as selected at first and has no button', () => {
    const selection = opened({ style: LAUNCH, preGranted: [7] });
    expect(isSelected(selection, pickerUri(7))).toBe(false);
    expect(confirmLabel(selection)).toBeNull();
  });

  test('keeps what was granted before, whatever is tapped', () => {
    const selection = tapped(opened({ style: LAUNCH, preGranted: [7] }), 7, 9);
    expect(selectedIds(selection)).toEqual([7, 9]);
    expect(confirmLabel(selection)).toBe('Allow (2)');
  });
});

describe('the limit', () => {
  test('refuses one item too many and says so', () => {
    const full = tapped(opened({ maxItems: 2 }), 1, 2);
    expect(toggle(full, pickerUri(3))).toBeNull();
    expect(limitMessage(full)).toBe('Select up to 2 items');
  });

  test('leaves room again after an item is deselected', () => {
    const full = tapped(opened({ maxItems: 2 }), 1, 2);
    expect(selectedIds(tapped(full, 1, 3))).toEqual([2, 3]);
  });

  test('does not count items that were granted before', () => {
    const full = tapped(opened({ maxItems: 2, preGranted: [7, 8, 9] }), 1, 2);
    expect(selectedCount(full)).toBe(5);
    expect(toggle(full, pickerUri(7))).not.toBeNull();
  });
});

describe('a picker that hands items to an app', () => {
  test('answers in the order of selection', () => {
    expect(selectedIds(tapped(opened({ purpose: 'pick' }), 3, 1, 2))).toEqual([3, 1, 2]);
  });

  test('has its button only while something is selected', () => {
    expect(confirmLabel(opened({ purpose: 'pick' }))).toBeNull();
    expect(confirmLabel(tapped(opened({ purpose: 'pick' }), 3))).toBe('Add (1)');
  });
});

test('the oldest picker says Add, whatever it is for', () => {
  expect(confirmLabel(tapped(opened({ style: pickerStyle('T-legacy', 33) }), 3))).toBe('Add (1)');
});

describe('the newest picker', () => {
  const style = pickerStyle('Modern', 36);

  test('says Done; with nothing selected only where an app is to see items', () => {
    expect(confirmLabel(opened({ style }))).toBe('Done');
    expect(confirmLabel(opened({ style, purpose: 'pick' }))).toBeNull();
    expect(confirmLabel(tapped(opened({ style, purpose: 'pick' }), 3))).toBe('Done');
  });

  test('deselects all: what was granted before is taken back too, and can be given again', () => {
    const none = deselectAll(tapped(opened({ style, preGranted: [7, 8] }), 3));
    expect(selectedCount(none)).toBe(0);
    expect(selectedIds(none)).toEqual([]);
    expect(selectedIds(tapped(none, 8, 4))).toEqual([8, 4]);
    expect(tapped(none, 8).isAllDeselected).toBe(true);
    // They are new then, and count.
    expect(toggle(tapped({ ...none, maxItems: 2 }, 8, 7), pickerUri(9))).toBeNull();
  });
});

test('what is shown as selected comes once each, without what was taken back', () => {
  expect(shownAsSelected(tapped(opened({ preGranted: [7, 8] }), 8, 3)).map(parseId)).toEqual([7, 3]);
  expect(shownAsSelected(tapped(opened({ style: LAUNCH, preGranted: [7, 8] }), 8, 3)).map(parseId)).toEqual([8, 3]);
});

describe('what an app asks to be selected at first', () => {
  const opening = { purpose: 'pick', maxItems: 2, preSelected: [5, 4], isOrdered: true } as const;

  test('is, in its order, and counts against the limit', () => {
    const selection = opened(opening);
    expect(selectedIds(selection)).toEqual([5, 4]);
    expect(confirmLabel(selection)).toBe('Add (2)');
    expect(toggle(selection, pickerUri(9))).toBeNull();
  });

  test('can be deselected; those after it move up', () => {
    const selection = tapped(opened(opening), 5, 9);
    expect(uris([4, 9, 5]).map((uri) => selectedOrder(selection, uri))).toEqual([1, 2, null]);
  });

  test('has no numbers unless the app asked for them', () => {
    expect(selectedOrder(opened({ ...opening, isOrdered: false }), pickerUri(5))).toBeNull();
  });
});

test('what could not be had is taken out, and the rest stays in its order', () => {
  const selection = opened({ purpose: 'pick', preSelected: [3, 1, 2] });
  expect(selectedIds(deselect(selection, uris([1, 9])))).toEqual([3, 2]);
});
