// Reports about files that cannot be picked, each as a test: S50.
import { expect, test } from 'vitest';
import {
  buildChildDocumentsUri,
  buildDocumentUri,
  buildRootsUri,
  EXTERNAL_STORAGE_AUTHORITY,
} from '../../contract/android/documentsContract.ts';
import { ACTION_OPEN_DOCUMENT, EXTRA_MIME_TYPES } from '../../contract/android/intent.ts';
import type { Uri } from '../../contract/android/uri.ts';
import { SYSTEM_PACKAGES } from '../../main/packages/packageManager.ts';
import { documentInfoFromRow } from '../../renderer/documentsui/documentInfo.ts';
import { isDocumentEnabled, whyDisabled } from '../../renderer/documentsui/enabled.ts';
import type { Context } from '../../sdk/index.ts';
import { GALLERY, testSystem } from '../testSystem.ts';

const CLOUD = 'com.example.cloud.documents';
const GPX = 'application/gpx+xml';

/** A document as the picker reads its row. */
async function asPicked(picker: Context, uri: Uri, authority: string, name: string) {
  const cursor = await picker.contentResolver.query(uri, null, null);
  if (cursor === null) throw new Error(`${uri} has no cursor.`);
  for (let isRow = await cursor.moveToFirst(); isRow; isRow = await cursor.moveToNext()) {
    const document = documentInfoFromRow(authority, cursor);
    if (document?.displayName === name) return document;
  }
  throw new Error(`There is no ${name} in ${uri}.`);
}

test('S50 a type that only a provider knows is grey where the extension decides, and not in the cloud', async () => {
  await using device = await testSystem({ photos: [], files: { 'Tracks/track.gpx': '<gpx/>' } });
  const app = device.launch(GALLERY.packageName);
  const picked = app.startActivityForResult(
    { action: ACTION_OPEN_DOCUMENT, type: '*/*', extras: { [EXTRA_MIME_TYPES]: [GPX] } },
    1,
  );
  device.user((dialog) => {
    if (dialog.kind !== 'documentPicker') throw new Error(`Not the document picker but ${dialog.kind} came up.`);
    return null;
  });
  expect(await picked).toMatchObject({ resultCode: 0 });
  const [shown] = device.shown;
  if (shown?.kind !== 'documentPicker') throw new Error('No document picker came up.');
  const filter = shown.ask;
  expect(filter.acceptMimes).toEqual([GPX]);

  device.system.processes.ensure(SYSTEM_PACKAGES.documentsUi);
  const picker = device.connect(SYSTEM_PACKAGES.documentsUi);
  const tracks = buildChildDocumentsUri(EXTERNAL_STORAGE_AUTHORITY, 'primary:Tracks');
  const local = await asPicked(picker, tracks, EXTERNAL_STORAGE_AUTHORITY, 'track.gpx');
  expect(local.mimeType).toBe('application/octet-stream');
  expect(isDocumentEnabled(local, filter)).toBe(false);
  expect(whyDisabled(local, filter)).toContain('application/octet-stream');

  const roots = await picker.contentResolver.query(buildRootsUri(CLOUD), ['document_id'], null);
  await roots?.moveToFirst();
  const top = roots?.getString(0) ?? '';
  const remote = await asPicked(picker, buildChildDocumentsUri(CLOUD, top), CLOUD, 'track.gpx');
  expect(remote.mimeType).toBe(GPX);
  expect(isDocumentEnabled(remote, filter)).toBe(true);
  expect(await picker.contentResolver.getType(buildDocumentUri(CLOUD, remote.documentId))).toBe(GPX);
});
