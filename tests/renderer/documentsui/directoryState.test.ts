import { describe, expect, test } from 'vitest';
import { Document } from '../../../contract/android/documentsContract.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import { directoryState, isBlockedFromTree } from '../../../renderer/documentsui/directoryState.ts';
import { folder } from './documents.ts';

const SCENE = { isSearching: false, rootTitle: 'Cloud', appName: 'MyCloud', isBlockedFromTree: false };
const ANSWER = { rowCount: 0, extras: {}, error: null };

describe('five troubles, five states', () => {
  const userAction = { userMessage: '', title: '', actionIntent: 7 };
  test('an exception and a null cursor take the rows away', () => {
    const body = { kind: 'queryError', text: 'Can\u2019t load content at the moment' };
    expect(directoryState({ ...ANSWER, error: new Error('x') }, SCENE)).toMatchObject({ body, header: null });
    expect(directoryState({ ...ANSWER, extras: null }, SCENE)).toMatchObject({ body, header: null, rowsShown: 0 });
  });

  test('a sign-in is asked for above, and starts what the provider sent', () => {
    const error = new Throwable('AuthenticationRequiredException', 'x', { userAction });
    expect(directoryState({ ...ANSWER, error }, SCENE)).toMatchObject({
      body: { text: 'Can\u2019t display contents' },
      header: { text: 'To view this directory, sign in to MyCloud', button: 'Sign in', userAction },
    });
  });

  test('an error of the provider stands above its rows, before what it informs about', () => {
    const state = directoryState({ rowCount: 2, extras: { error: 'Offline', info: 'Syncing' }, error: null }, SCENE);
    expect(state).toMatchObject({ header: { kind: 'error', text: 'Offline' }, body: null, rowsShown: 2 });
    const informed = directoryState({ rowCount: 2, extras: { info: 'Syncing' }, error: null }, SCENE);
    expect(informed.header).toMatchObject({ kind: 'info', text: 'Syncing' });
  });

  test('nothing there, nothing found, and more to come', () => {
    expect(directoryState(ANSWER, SCENE).body?.text).toBe('No items');
    expect(directoryState(ANSWER, { ...SCENE, isSearching: true }).body?.text).toBe('No matches in Cloud');
    const loading = directoryState({ rowCount: 1, extras: { loading: true }, error: null }, SCENE);
    expect(loading).toMatchObject({ isLoading: true, body: null, rowsShown: 1 });
  });

  test('extras of other types than text are no messages', () => {
    expect(directoryState({ ...ANSWER, extras: { error: 5, loading: 'yes' } }, SCENE)).toMatchObject({
      ...{ header: null, isLoading: false },
    });
  });
});

test('a blocked folder is told last, and only where the block holds', () => {
  const blocked = folder('d', { flags: Document.FLAG_DIR_BLOCKS_OPEN_DOCUMENT_TREE });
  expect(isBlockedFromTree('OPEN_TREE', blocked, true)).toBe(true);
  expect(isBlockedFromTree('OPEN_TREE', blocked, false)).toBe(false);
  expect(isBlockedFromTree('CREATE', blocked, true)).toBe(false);
  expect(isBlockedFromTree('OPEN_TREE', null, true)).toBe(false);
  const scene = { ...SCENE, isBlockedFromTree: true };
  expect(directoryState(ANSWER, scene).header).toMatchObject({
    title: 'Can\u2019t use this folder',
    text: 'To protect your privacy, choose another folder',
    button: 'Create new folder',
  });
  expect(directoryState({ ...ANSWER, extras: { info: 'Syncing' } }, scene).header?.kind).toBe('info');
});
