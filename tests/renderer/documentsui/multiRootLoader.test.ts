import { expect, test } from 'vitest';
import { buildRecentDocumentsUri, Root } from '../../../contract/android/documentsContract.ts';
import { mergeGlobalSearch, mergeRecents, recentsQuery } from '../../../renderer/documentsui/multiRoot.ts';
import { MultiRootLoader } from '../../../renderer/documentsui/multiRootLoader.ts';
import type { Sort } from '../../../renderer/documentsui/sorting.ts';
import { file, folder, root } from './documents.ts';
import { FakePort, settled } from './fakePort.ts';

const SORT: Sort = { dimension: 'date', direction: 'desc' };
const NOW = 1_700_000_000_000;
const FILTER = { acceptMimes: ['*/*'], showHidden: false, sort: SORT };
const uriOf = (authority: string) => buildRecentDocumentsUri(authority, 'r');
const row = (document_id: string, last_modified: number) => ({
  ...{ document_id, last_modified, _display_name: document_id, mime_type: 'image/png', flags: 4 },
});

function opened(...authorities: readonly string[]) {
  const port = new FakePort();
  const queries = authorities.flatMap((authority) => recentsQuery(root({ authority }), SORT) ?? []);
  const merge = (perRoot: Parameters<typeof mergeRecents>[0]) => mergeRecents(perRoot, NOW, FILTER);
  const loader = new MultiRootLoader(port, { queries, cap: 64, merge });
  const ids = () => loader.snapshot().rows.map(({ documentId }) => documentId);
  return { port, loader, ids };
}

test('Recents has what every root has, newest first, and passes over who fails', async () => {
  const { port, loader, ids } = opened('a', 'b', 'c', 'd');
  port.answer(uriOf('a'), { rows: [row('a1', NOW - 5)] });
  port.answer(uriOf('b'), new Error('broken'));
  port.answer(uriOf('c'), null);
  port.answer(uriOf('d'), { rows: [row('d1', NOW - 1)] });
  await loader.reload();
  expect(ids()).toEqual(['d1', 'a1']);
  expect(loader.snapshot()).toMatchObject({ hasAnswer: true, isLoading: false, extras: { loading: false } });
});

test('who is slow comes later: the others are shown after half a second', async () => {
  const { port, loader, ids } = opened('a', 'slow');
  port.answer(uriOf('a'), { rows: [row('a1', NOW - 5)] });
  port.answer(uriOf('slow'), 'hangs');
  const loading = loader.reload();
  await settled();
  expect(loader.snapshot().hasAnswer).toBe(false);
  port.elapse(500);
  await settled();
  expect(ids()).toEqual(['a1']);
  expect(loader.snapshot().isLoading).toBe(true);
  port.answer(uriOf('slow'), { rows: [row('s1', NOW)] });
  await loading;
  expect(ids()).toEqual(['s1', 'a1']);
  expect(loader.snapshot().isLoading).toBe(false);
});

test('a change elsewhere does not wait for a provider that hangs', async () => {
  const { port, loader, ids } = opened('a', 'slow');
  port.answer(uriOf('a'), { rows: [row('a1', NOW - 5)] });
  port.answer(uriOf('slow'), 'hangs');
  void loader.reload();
  await settled();
  port.elapse(500);
  await settled();
  port.answer(uriOf('a'), { rows: [row('a2', NOW - 5)] });
  port.notify(uriOf('a'));
  await settled();
  port.elapse(500);
  await settled();
  expect(ids()).toEqual(['a2']);
  loader.close();
});

test('four providers are asked at a time', async () => {
  const { port, loader } = opened('a', 'b', 'c', 'd', 'e');
  for (const authority of ['a', 'b', 'c', 'd', 'e']) port.answer(uriOf(authority), 'hangs');
  void loader.reload();
  await settled();
  expect(port.asked).toHaveLength(4);
  port.answer(uriOf('b'), { rows: [] });
  await settled();
  expect(port.asked.map(({ uri }) => uri)).toContain(uriOf('e'));
  loader.close();
});

test('64 rows are taken before anything is rejected', () => {
  const old = Array.from({ length: 64 }, (_, index) => file(`old${index}`, { lastModified: 0 }));
  expect(mergeRecents([[...old, file('new', { lastModified: NOW })]], NOW, FILTER)).toEqual([]);
});

test('a search of all roots has no age, hides other types, and nothing in it can be moved', () => {
  const rows = [folder('d'), file('p', { flags: 0x504 | 2 }), file('t', { mimeType: 'text/plain' })];
  const found = mergeGlobalSearch([rows], { ...FILTER, acceptMimes: ['image/*'] });
  expect(found.map(({ documentId, flags }) => [documentId, flags])).toEqual([['p', 2]]);
  expect(Root.FLAG_SUPPORTS_RECENTS).toBe(4);
});
