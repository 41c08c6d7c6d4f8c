import { expect, test } from 'vitest';
import {
  buildChildDocumentsUri,
  buildDocumentUri,
  buildRecentDocumentsUri,
  buildRootsUri,
  MEDIA_DOCUMENTS_AUTHORITY,
} from '../../contract/android/documentsContract.ts';
import { Throwable } from '../../contract/android/errors.ts';
import type { Uri } from '../../contract/android/uri.ts';
import { callAs } from '../../main/activity/systemCaller.ts';
import { SYSTEM_PACKAGES } from '../../main/packages/packageManager.ts';
import { onThisComputer, TEN_PHOTOS, type TestSystem, testSystem } from '../testSystem.ts';

const CLOUD = 'com.example.cloud.documents';

const asDocumentsUi = ({ system }: TestSystem) =>
  callAs(system, SYSTEM_PACKAGES.documentsUi, new AbortController().signal);

async function column(device: TestSystem, uri: Uri, name: string): Promise<readonly unknown[]> {
  const result = await device.system.resolver.query(asDocumentsUi(device), uri, null, null);
  return result?.window(0, result.count).map((row) => row[result.columns.indexOf(name)]) ?? [];
}

test('MediaStore’s pictures are documents, by the ordinary road', async () => {
  await using device = await testSystem({ photos: TEN_PHOTOS });
  await device.indexed();
  const flags = await column(device, buildRootsUri(MEDIA_DOCUMENTS_AUTHORITY), 'flags');
  expect(flags).toEqual([14, 78, 74, 78]);
  const root = buildChildDocumentsUri(MEDIA_DOCUMENTS_AUTHORITY, 'images_root');
  const [bucket] = await column(device, root, 'document_id');
  expect(await column(device, root, '_display_name')).toEqual(['Camera']);
  const children = buildChildDocumentsUri(MEDIA_DOCUMENTS_AUTHORITY, String(bucket));
  const ids = await column(device, children, 'document_id');
  expect(ids).toHaveLength(10);
  expect(
    await column(device, buildRecentDocumentsUri(MEDIA_DOCUMENTS_AUTHORITY, 'images_root'), '_display_name'),
  ).toEqual(TEN_PHOTOS.map((path) => path.split('/').at(-1)));
  const picture = buildDocumentUri(MEDIA_DOCUMENTS_AUTHORITY, String(ids[0]));
  const call = asDocumentsUi(device);
  expect(onThisComputer(await device.system.resolver.openFile(call, picture, 'r')).mimeType).toBe('image/jpeg');
  const thumbnail = await device.system.resolver.openThumbnail(call, picture, { width: 96, height: 96 });
  expect(thumbnail.mimeType).toBe('image/jpeg');
});

test('a picture that is deleted as a document is gone from MediaStore, and nobody has a grant on it', async () => {
  await using device = await testSystem({ photos: TEN_PHOTOS });
  await device.indexed();
  const { system } = device;
  const recents = buildRecentDocumentsUri(MEDIA_DOCUMENTS_AUTHORITY, 'images_root');
  const [id] = await column(device, recents, 'document_id');
  const uri = buildDocumentUri(MEDIA_DOCUMENTS_AUTHORITY, String(id));
  system.uriGrants.grant({ to: 'com.example.gallery', uri, modeFlags: 0x43, owner: null, why: 'a test' });
  await system.resolver.call(asDocumentsUi(device), MEDIA_DOCUMENTS_AUTHORITY, {
    ...{ method: 'android:deleteDocument', arg: null, extras: { uri } },
  });
  expect(await column(device, recents, 'document_id')).not.toContain(id);
  expect(system.uriGrants.mayRead('com.example.gallery', uri)).toBe(false);
});

test('who has to sign in again is led to the page for it', async () => {
  await using device = await testSystem();
  const { system } = device;
  const [top] = await column(device, buildRootsUri(CLOUD), 'document_id');
  const children = buildChildDocumentsUri(CLOUD, String(top));
  const fault = { kind: 'sign-in-expired', at: 'before', probability: 1, times: 1, document: null } as const;
  system.cloud.set({ faults: [{ ...fault, operations: ['children'] }] });
  const thrown = await column(device, children, 'document_id').catch((error: unknown) => error);
  if (!(thrown instanceof Throwable)) throw new Error('Nothing was thrown.');
  expect(thrown).toMatchObject({ name: 'AuthenticationRequiredException', userAction: { title: 'Sign in' } });
  device.user({ account: 'ada@example.com' });
  const launched = system.activities.startIntentSenderForResult(
    asDocumentsUi(device),
    thrown.userAction?.actionIntent ?? -1,
    7,
  );
  expect(await launched).toMatchObject({ requestCode: 7, resultCode: -1 });
  expect(await column(device, children, '_display_name')).toContain('Welcome.txt');
});
