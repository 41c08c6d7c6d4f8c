import { describe, expect, test } from 'vitest';
import { buildChildDocumentsUri } from '../../../contract/android/documentsContract.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import { parseUri } from '../../../contract/android/uri.ts';
import { DirectoryLoader } from '../../../renderer/documentsui/directoryLoader.ts';
import type { DocumentInfo } from '../../../renderer/documentsui/documentInfo.ts';
import { FakePort, settled } from './fakePort.ts';

const URI = buildChildDocumentsUri('com.example.docs', 'top');
const row = (document_id: string | null, _display_name: string) => ({
  ...{ document_id, _display_name, mime_type: 'image/png', flags: 0, _size: null, last_modified: null },
});

function opened(isListed: (document: DocumentInfo) => boolean = () => true) {
  const port = new FakePort();
  const query = { uri: URI, queryArgs: { sorted: true } };
  const loader = new DirectoryLoader(port, { query, sort: { dimension: 'name', direction: 'asc' }, isListed });
  const ids = () => loader.snapshot().rows.map(({ documentId }) => documentId);
  return { port, loader, ids };
}

describe('a directory', () => {
  test('is read, filtered and sorted; rows without an id and seen before are left out', async () => {
    const { port, loader, ids } = opened(({ displayName }) => displayName !== 'hidden');
    port.answer(URI, { rows: [row('2', 'b'), row(null, 'x'), row('1', 'a'), row('2', 'again'), row('3', 'hidden')] });
    await loader.reload();
    expect(ids()).toEqual(['1', '2']);
    expect(loader.snapshot()).toMatchObject({ hasAnswer: true, isLoading: false, error: null });
    expect(port.asked).toEqual([{ uri: URI, queryArgs: { sorted: true } }]);
    expect(port.closedCursors).toBe(1);
  });

  test('keeps the order of a provider that sorted', async () => {
    const { port, loader, ids } = opened();
    const extras = { 'android:query-arg-sort-columns': ['_display_name'] };
    port.answer(URI, { rows: [row('2', 'b'), row('1', 'a')], extras });
    await loader.reload();
    expect(ids()).toEqual(['2', '1']);
  });

  test('is asked again when its notification URI says so, and shows the old rows until then', async () => {
    const { port, loader, ids } = opened();
    const notificationUri = parseUri('content://com.example.docs/changes');
    port.answer(URI, { rows: [row('1', 'a')], extras: { loading: true }, notificationUri });
    await loader.reload();
    expect(loader.snapshot().isLoading).toBe(true);
    port.answer(URI, 'hangs');
    port.notify(notificationUri);
    await settled();
    expect(ids()).toEqual(['1']);
    port.answer(URI, { rows: [row('1', 'a'), row('2', 'b')] });
    await settled();
    expect(ids()).toEqual(['1', '2']);
    expect(loader.snapshot().isLoading).toBe(false);
  });

  test('asks once more when a provider that loads on names its URI with the answer: nobody listened until then', async () => {
    const { port, loader } = opened();
    const notificationUri = parseUri('content://com.example.docs/changes');
    port.answer(URI, { rows: [], extras: { loading: true }, notificationUri });
    await loader.reload();
    expect(port.asked).toHaveLength(2);
  });

  test.each<[string, Error | null, string]>([
    ['a null cursor', null, 'RemoteException'],
    ['a failure', new Throwable('FileNotFoundException', 'gone'), 'FileNotFoundException'],
    ['a sign-in', new Throwable('AuthenticationRequiredException', 'sign in'), 'AuthenticationRequiredException'],
  ])('%s is an error, and the next answer ends it', async (_, answer, name) => {
    const { port, loader, ids } = opened();
    port.answer(URI, answer);
    await loader.reload();
    expect(loader.snapshot()).toMatchObject({ hasAnswer: true, isLoading: false, rows: [], error: { name } });
    port.answer(URI, { rows: [row('1', 'a')] });
    port.notify(URI);
    await settled();
    expect(ids()).toEqual(['1']);
    expect(loader.snapshot().error).toBeNull();
  });

  test('that is left while its provider hangs says nothing any more', async () => {
    const { port, loader } = opened();
    port.answer(URI, 'hangs');
    const loading = loader.reload();
    await settled();
    let calls = 0;
    loader.subscribe(() => calls++);
    loader.close();
    await loading;
    await settled();
    expect(calls).toBe(0);
    expect(port.isObserved(URI)).toBe(false);
  });
});

test('of 50,000 documents the first are there long before the last, in order, and the screen may draw in between', async () => {
  const { port, loader } = opened();
  const rows = Array.from({ length: 50_000 }, (_, index) => row(`${index}`, `IMG_${(index * 7_919) % 50_000}`));
  port.answer(URI, { rows });
  const shown: number[] = [];
  loader.subscribe(() => shown.push(loader.snapshot().rows.length));
  await loader.reload();
  expect(shown).toEqual([0, 500, 4_000, 32_000, 50_000]);
  expect(loader.snapshot().rows[0]?.displayName).toBe('IMG_0');
  expect(port.pauses).toBeGreaterThan(50);
  shown.length = 0;
  await loader.reload();
  expect(new Set(shown)).toEqual(new Set([50_000]));
});
