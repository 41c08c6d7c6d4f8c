import { describe, expect, test } from 'vitest';
import { pickerUri } from '../../../contract/android/mediaStore.ts';
import type { Skin } from '../../../contract/rpc/deviceApi.ts';
import { pickerStyle } from '../../../renderer/photopicker/pickerStyle.ts';
import { muteStatusOf } from '../../../renderer/photopicker/preview/muteStatus.ts';
import {
  addLabel,
  addOrSelectLabel,
  allLabel,
  doneLabel,
} from '../../../renderer/photopicker/preview/previewLabels.ts';
import { openSelection, type Selection } from '../../../renderer/photopicker/selection.ts';
import type { Context } from '../../../sdk/context.ts';

type Change = Readonly<{ skin?: Skin; maxItems?: number; selected?: number; purpose?: Selection['purpose'] }>;

function selection({ skin = 'U-managed', maxItems = 5, selected = 0, purpose = 'pick' }: Change = {}): Selection {
  const preSelected = Array.from({ length: selected }, (_, i) => pickerUri(i + 1));
  const start = { style: pickerStyle(skin, 36), purpose, maxItems, isOrdered: false, preGranted: [], preSelected };
  return openSelection(start);
}

describe('the XML picker', () => {
  test.each([
    [selection({ maxItems: 1 }), false, 'Add'],
    [selection(), false, 'Select'],
    [selection({ selected: 1 }), true, 'Deselect'],
  ])('one button under a single item', (state, isSelected, label) => {
    expect(addOrSelectLabel(state, isSelected)).toBe(label);
  });

  test.each([
    [selection({ selected: 2 }), 'Add (2)'],
    [selection({ selected: 2, purpose: 'userSelect' }), 'Allow (2)'],
    [selection({ purpose: 'userSelect' }), 'Allow none'],
    [selection({ selected: 3, skin: 'T-legacy' }), 'Add (3)'],
    [selection(), 'Add (0)'],
    [selection({ purpose: 'userSelect', skin: 'U-legacy' }), 'Allow (0)'],
  ])('the button that ends the visit', (state, label) => {
    expect(addLabel(state)).toBe(label);
  });
});

describe('the Compose picker', () => {
  test.each<[string, Selection, 'longPress' | 'viewSelected', string | null]>([
    ['takes all back', selection({ skin: 'Modern', selected: 2 }), 'viewSelected', 'Unselect all (2)'],
    ['takes all there are to see', selection({ skin: 'Modern' }), 'viewSelected', 'Select all (4)'],
    ['not for one item', selection({ skin: 'Modern', selected: 2 }), 'longPress', null],
    ['not for what an app may see', selection({ skin: 'Modern', purpose: 'userSelect' }), 'viewSelected', null],
    ['not where one is wanted', selection({ skin: 'Modern', maxItems: 1 }), 'viewSelected', null],
  ])('%s', (_, state, entry, label) => {
    expect(allLabel(state, entry, 4)).toBe(label);
  });

  test('leads back, or takes the only one', () => {
    expect(doneLabel(selection({ skin: 'Modern' }))).toBe('Done');
    expect(doneLabel(selection({ skin: 'Modern', maxItems: 1 }))).toBe('Select');
  });
});

test('videos are silent until somebody says otherwise, for one visit', () => {
  const [visit, other] = [{} as Context, {} as Context];
  expect(muteStatusOf(visit).isVolumeMuted).toBe(true);
  muteStatusOf(visit).setVolumeMuted(false);
  expect(muteStatusOf(visit).isVolumeMuted).toBe(false);
  expect(muteStatusOf(other).isVolumeMuted).toBe(true);
});
