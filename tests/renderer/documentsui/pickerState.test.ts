import { describe, expect, test } from 'vitest';
import { parseUri } from '../../../contract/android/uri.ts';
import { crumbs, currentTitle, isStackRecents, peek } from '../../../renderer/documentsui/breadcrumbs.ts';
import { documentKey } from '../../../renderer/documentsui/documentInfo.ts';
import {
  backTarget,
  openPicker,
  type PickerEvent,
  type PickerState,
  pickerReducer,
} from '../../../renderer/documentsui/pickerState.ts';
import { RECENTS_ROOT } from '../../../renderer/documentsui/rootInfo.ts';
import { canLongPress, documentStackOf, pickedAnswer, tapEffect } from '../../../renderer/documentsui/tap.ts';
import { file, folder, root } from './documents.ts';

const TOP = folder('top');
const START = openPicker({ title: 'a.txt', contentQuery: null });

function stateAfter(...events: readonly PickerEvent[]): PickerState {
  return events.reduce(pickerReducer, START);
}

const IN_ROOT: readonly PickerEvent[] = [
  { type: 'rootPicked', root: root() },
  { type: 'rootDocumentLoaded', root: root(), document: TOP },
];
const IN_FOLDER: readonly PickerEvent[] = [
  ...IN_ROOT,
  { type: 'directoryEntered', directory: folder('f1', { displayName: 'Trips' }) },
];

describe('the place', () => {
  test('is a root, then its directories', () => {
    const { stack } = stateAfter(...IN_FOLDER);
    expect(stack && crumbs(stack)).toEqual(['Cloud', 'Trips']);
    expect(stack && currentTitle(stack)).toBe('Trips');
    expect(stack && peek(stack)?.documentId).toBe('f1');
  });

  test('of a root that answers late is not taken from under another one', () => {
    const state = stateAfter({ type: 'rootPicked', root: RECENTS_ROOT }, ...IN_ROOT.slice(1));
    expect(state.stack && isStackRecents(state.stack)).toBe(true);
  });

  test('a crumb leads up, and leaves search, selection and what would be replaced behind', () => {
    const state = stateAfter(
      ...IN_FOLDER,
      { type: 'searchTyped', text: 'cat' },
      { type: 'searchStarted', isSubmitted: true },
      { type: 'selectionToggled', document: file('1') },
      { type: 'save', action: { type: 'documentTapped', document: file('1') } },
      { type: 'crumbTapped', index: 0 },
    );
    expect(state.stack && crumbs(state.stack)).toEqual(['Cloud']);
    expect(state).toMatchObject({ search: { text: '' }, isSearchOpen: false, selection: [] });
    expect(state.save).toMatchObject({ name: '1', replaceTarget: null });
    expect(state.searchHistory).toEqual(['cat']);
  });
});

test('Back closes what is on top, one thing at a time, and at last the picker', () => {
  let state = stateAfter(
    ...IN_FOLDER,
    { type: 'searchOpened' },
    { type: 'selectionToggled', document: file('1') },
    { type: 'drawerMoved', isOpen: true },
    { type: 'dialogOpened', dialog: { kind: 'sort' } },
  );
  const closed: unknown[] = [];
  for (let target = backTarget(state); target !== null; target = backTarget(state)) {
    closed.push(target);
    state = pickerReducer(state, { type: 'backPressed' });
  }
  expect(closed).toEqual(['dialog', 'drawer', 'selection', 'search', 'directory']);
  expect(pickerReducer(state, { type: 'backPressed' })).toBe(state);
});

describe('the selection', () => {
  const [a, b, c] = [file('a'), file('b'), file('c')];
  const toggled = (document: typeof a): PickerEvent => ({ type: 'selectionToggled', document });

  test('keeps the order; select all adds the rest behind', () => {
    const state = stateAfter(toggled(c), toggled(a), toggled(c), toggled(b), {
      type: 'allSelected',
      documents: [a, b, c],
    });
    expect(state.selection).toEqual([a, b, c]);
    expect(stateAfter(toggled(c), toggled(a)).selection).toEqual([c, a]);
  });

  test('loses what is no longer listed, and stays the same object otherwise', () => {
    const state = stateAfter(toggled(a), toggled(b));
    const keys = new Set([documentKey(a)]);
    expect(pickerReducer(state, { type: 'rowsChanged', keys }).selection).toEqual([a]);
    const all = new Set([a, b].map(documentKey));
    expect(pickerReducer(state, { type: 'rowsChanged', keys: all }).selection).toBe(state.selection);
  });
});

test('a search begins with what the app asked for, and chips come and go', () => {
  expect(openPicker({ title: null, contentQuery: 'dog' })).toMatchObject({
    search: { text: 'dog' },
    isSearchOpen: true,
  });
  const state = stateAfter({ type: 'chipToggled', chip: 'images' }, { type: 'chipToggled', chip: 'thisWeek' });
  expect(state.search.chips).toEqual(['images', 'thisWeek']);
  expect(pickerReducer(state, { type: 'chipToggled', chip: 'images' }).search.chips).toEqual(['thisWeek']);
});

test('the view mode is kept for the root, never for Recents', () => {
  const chosen: PickerEvent = { type: 'viewModeChosen', mode: 'list' };
  expect(stateAfter(...IN_ROOT, chosen).viewModes).toEqual({ 'com.example.docs/r': 'list' });
  expect(stateAfter({ type: 'rootPicked', root: RECENTS_ROOT }, chosen).viewModes).toEqual({});
});

test('saving: an edited name replaces nothing, a failure gives the button back', () => {
  const tapped: PickerEvent = { type: 'save', action: { type: 'documentTapped', document: file('b.txt') } };
  expect(stateAfter(tapped).save).toMatchObject({ name: 'b.txt', replaceTarget: { documentId: 'b.txt' } });
  const edited = stateAfter(tapped, { type: 'save', action: { type: 'nameEdited', name: 'b.txt' } });
  expect(edited.save.replaceTarget).toBeNull();
  const failed = stateAfter(
    { type: 'save', action: { type: 'createStarted' } },
    { type: 'save', action: { type: 'createFailed' } },
  );
  expect(failed.save.isSaving).toBe(false);
});

describe('a tap', () => {
  const png = file('p');
  const request = { acceptMimes: ['image/*'], openableOnly: false };
  test.each([
    ['OPEN', png, false, 'pick'],
    ['OPEN', png, true, 'toggle'],
    ['OPEN', folder('d'), false, 'enter'],
    ['OPEN', folder('d'), true, 'none'],
    ['OPEN', file('t', { mimeType: 'text/plain' }), false, 'none'],
    ['CREATE', file('w', { flags: 2 }), false, 'replace'],
    ['CREATE', png, false, 'none'],
    ['OPEN_TREE', png, false, 'none'],
  ] as const)('%s: %#', (action, document, hasSelection, effect) => {
    expect(tapEffect(document, { ...request, action }, hasSelection)).toBe(effect);
  });

  test('that is long selects only where several can be had', () => {
    expect(canLongPress(png, { ...request, action: 'OPEN' }, true)).toBe(true);
    expect(canLongPress(png, { ...request, action: 'OPEN' }, false)).toBe(false);
    expect(canLongPress(folder('d'), { ...request, action: 'OPEN' }, true)).toBe(false);
  });
});

test('the answer is plain document URIs, and a place that Recents is not', () => {
  const { stack } = stateAfter(...IN_FOLDER);
  expect(pickedAnswer([file('a/b')], stack)).toEqual({
    uris: [parseUri('content://com.example.docs/document/a%2Fb')],
    stack: {
      rootUri: 'content://com.example.docs/root/r',
      documents: ['content://com.example.docs/document/top', 'content://com.example.docs/document/f1'],
    },
  });
  expect(documentStackOf({ root: RECENTS_ROOT, documents: [] })).toBeNull();
});
