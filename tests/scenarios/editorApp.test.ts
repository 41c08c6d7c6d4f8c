// S41: what becomes of a document that an app opened, by the Editor app's own code. The app is drawn elsewhere.
import { expect, test } from 'vitest';
import { buildDocumentUri, EXTERNAL_STORAGE_AUTHORITY } from '../../contract/android/documentsContract.ts';
import { ACTION_GET_CONTENT, ACTION_OPEN_DOCUMENT } from '../../contract/android/intent.ts';
import type { AndroidManifest } from '../../contract/android/manifest.ts';
import { CallLog } from '../../renderer/apps/editor/callLog.ts';
import { DocumentClient } from '../../renderer/apps/editor/documentClient.ts';
import { sizeText, tailText } from '../../renderer/apps/editor/documentWords.ts';
import { type TestSystem, testSystem } from '../testSystem.ts';

const EDITOR: AndroidManifest = {
  ...{ packageName: 'com.example.editor', label: 'Editor', targetSdk: 34, usesPermissions: [] },
};
const FILES = Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`Documents/${index}.txt`, 'x'.repeat(100)]));
const OPEN = { action: ACTION_OPEN_DOCUMENT, type: 'text/*' };
const NOT_GRANTED = {
  name: 'SecurityException',
  message: expect.stringContaining('requires that you obtain access using ACTION_OPEN_DOCUMENT or related APIs'),
};

const uriOf = (index: number) => buildDocumentUri(EXTERNAL_STORAGE_AUTHORITY, `primary:Documents/${index}.txt`);
const device = () => testSystem({ photos: [], files: FILES, apps: [EDITOR] });

function launched(test: TestSystem) {
  const log = new CallLog();
  const context = test.launch(EDITOR.packageName);
  return { context, log, client: new DocumentClient(context, log) };
}

async function opened(test: TestSystem, client: DocumentClient, index: number) {
  test.user({ uris: [uriOf(index)] });
  return client.pick(OPEN);
}

test('what was taken is read after a reboot', async () => {
  await using test = await device();
  const before = launched(test);
  const { uris, flags } = await opened(test, before.client, 0);
  expect([uris, flags]).toEqual([[uriOf(0)], 0x43]);
  await before.client.keep(uriOf(0), flags);
  test.system.reboot();
  await before.context.closed;
  const { client } = launched(test);
  expect((await client.kept()).documents.map(({ uri }) => uri)).toEqual([uriOf(0)]);
  expect(await client.metadata(uriOf(0))).toMatchObject({ displayName: '0.txt', size: 100, mimeType: 'text/plain' });
});

test('what was not taken lasts as long as the activity', async () => {
  await using test = await device();
  const { client, context, log } = launched(test);
  await opened(test, client, 0);
  await client.metadata(uriOf(0));
  await context.finish();
  await expect(client.metadata(uriOf(0))).rejects.toMatchObject(NOT_GRANTED);
  expect(log.calls[0]).toMatchObject({ isThrown: true, call: `contentResolver.query(${uriOf(0)}, null)` });
  expect(log.calls[0]?.result).toContain('SecurityException: Permission Denial: reading');
});

test('what was released before it was used is there until the activity ends, and not after a reboot', async () => {
  await using test = await device();
  const before = launched(test);
  const { flags } = await opened(test, before.client, 0);
  await before.client.keep(uriOf(0), flags);
  const [kept] = (await before.client.kept()).documents;
  if (kept === undefined) throw new Error('Nothing was kept.');
  await before.client.release(kept);
  await before.client.metadata(uriOf(0));
  test.system.reboot();
  await before.context.closed;
  const { client } = launched(test);
  expect((await client.kept()).documents).toEqual([]);
  await expect(client.metadata(uriOf(0))).rejects.toMatchObject(NOT_GRANTED);
});

test('the last five are kept, the sixth from the end is released', async () => {
  await using test = await device();
  const before = launched(test);
  for (let index = 0; index < 6; index++) {
    const { flags } = await opened(test, before.client, index);
    test.system.clock.advance(1_000);
    await before.client.keep(uriOf(index), flags);
  }
  test.system.reboot();
  await before.context.closed;
  const { client } = launched(test);
  expect((await client.kept()).documents.map(({ uri }) => uri)).toEqual([5, 4, 3, 2, 1].map(uriOf));
  await expect(client.metadata(uriOf(0))).rejects.toMatchObject(NOT_GRANTED);
});

test('what GET_CONTENT answered cannot be taken, and what was never offered neither', async () => {
  await using test = await device();
  const { client } = launched(test);
  test.user({ uris: [uriOf(0)] });
  const { flags } = await client.pick({ action: ACTION_GET_CONTENT, type: 'text/plain' });
  expect(flags).toBe(1);
  for (const index of [0, 1])
    await expect(client.keep(uriOf(index), flags)).rejects.toMatchObject({
      name: 'SecurityException',
      message: expect.stringContaining('No persistable permission grants found for UID'),
    });
});

test('"w" leaves the tail of a longer text, and the app can tell', async () => {
  await using test = await device();
  const { client } = launched(test);
  await opened(test, client, 0);
  const written = await client.write(uriOf(0), 'w', 'short');
  const { size } = await client.metadata(uriOf(0));
  expect(tailText('w', written, size)).toBe(
    '5 bytes were written, and the document has 100 bytes: "w" left 95 bytes of the old text at the end. "wt" cuts them off.',
  );
  expect(
    tailText('wt', await client.write(uriOf(0), 'wt', 'short'), (await client.metadata(uriOf(0))).size),
  ).toBeNull();
});

test('a size that nobody knows is unknown', () => {
  expect([sizeText(null), sizeText(0), sizeText(1), sizeText(1_234)]).toEqual([
    ...['Unknown', '0 bytes', '1 byte', '1,234 bytes'],
  ]);
});
