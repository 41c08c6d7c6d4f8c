// A copy of 100 MB to the cloud, and what happens in the middle of it: nothing that is half is shown as whole.
import { expect, test } from 'vitest';
import {
  buildChildDocumentsUriUsingTree,
  buildDocumentUriUsingTree,
  buildTreeDocumentUri,
  DOWNLOADS_AUTHORITY,
  Document,
} from '../../contract/android/documentsContract.ts';
import {
  FLAG_GRANT_PERSISTABLE_URI_PERMISSION,
  FLAG_GRANT_PREFIX_URI_PERMISSION,
  FLAG_GRANT_READ_URI_PERMISSION,
  FLAG_GRANT_WRITE_URI_PERMISSION,
} from '../../contract/android/intent.ts';
import type { Uri } from '../../contract/android/uri.ts';
import { type Context, DocumentsContract } from '../../sdk/index.ts';
import { bootOn, GALLERY, rowsOf, type TestSystem, testSystem, until } from '../testSystem.ts';

const CLOUD = 'com.example.cloud.documents';
const ADA = 'ada@example.com';
const MIB = 1 << 20;
const WHOLE = 100;
const HALF = 40;
const READ_WRITE = FLAG_GRANT_READ_URI_PERMISSION | FLAG_GRANT_WRITE_URI_PERMISSION;
const TREE = READ_WRITE | FLAG_GRANT_PERSISTABLE_URI_PERMISSION | FLAG_GRANT_PREFIX_URI_PERMISSION;
const PIECE = Buffer.alloc(MIB, 7);

type Copy = Readonly<{ app: Context; tree: Uri; uri: Uri }>;

/** The folder of the cloud's account, given to an app by its user, and taken. */
async function cloudFolder(device: TestSystem): Promise<Readonly<{ app: Context; tree: Uri; top: Uri }>> {
  const roots = await device.system.documents.rootsOf(CLOUD, new AbortController().signal);
  const documentId = roots?.[0]?.documentId ?? '';
  const tree = buildTreeDocumentUri(CLOUD, documentId);
  const app = device.launch(GALLERY.packageName);
  device.system.uriGrants.grant({ to: GALLERY.packageName, uri: tree, modeFlags: TREE, owner: null, why: 'a test' });
  await app.contentResolver.takePersistableUriPermission(tree, READ_WRITE);
  return { app, tree, top: buildDocumentUriUsingTree(tree, documentId) };
}

async function created(app: Context, parent: Uri, displayName: string): Promise<Uri> {
  const { contentResolver } = app;
  const uri = await DocumentsContract.createDocument(contentResolver, parent, 'video/mp4', displayName);
  if (uri === null) throw new Error(`${displayName} was not created.`);
  return uri;
}

async function writePieces(app: Context, uri: Uri, pieces: number) {
  const file = await app.contentResolver.openFileDescriptor(uri, 'w');
  for (let written = 0; written < pieces; written++) await file.write(written * MIB, PIECE);
  return file;
}

/** The size that a listing tells of a document; null when it is not in it. */
async function listedSize({ app, tree, uri }: Copy): Promise<number | null> {
  const children = buildChildDocumentsUriUsingTree(tree, DocumentsContract.getTreeDocumentId(tree));
  const rows = await rowsOf(await app.contentResolver.query(children, null, null));
  const row = rows.find(({ document_id }) => document_id === DocumentsContract.getDocumentId(uri));
  return row === undefined ? null : Number(row[Document.COLUMN_SIZE]);
}

const taken = async (app: Context) =>
  (await app.contentResolver.getPersistedUriPermissions()).map(({ uri, modeFlags }) => [uri, modeFlags]);

test('signed out while it is written: the app is told, and signed in again the cloud has nothing of it', async () => {
  await using device = await testSystem({ photos: [] });
  const { cloud } = device.system;
  const { app, tree, top } = await cloudFolder(device);
  const uri = await created(app, top, 'film.mp4');
  const file = await writePieces(app, uri, HALF);
  cloud.signOut(ADA);
  await expect(file.write(HALF * MIB, PIECE)).rejects.toMatchObject({ name: 'IOException' });
  await file.close().catch(() => undefined);
  expect(await device.system.documents.rootsOf(CLOUD, new AbortController().signal)).toEqual([]);
  expect(await taken(app)).toEqual([[tree, READ_WRITE]]);
  cloud.signIn(ADA);
  await cloud.uploadsIdle();
  expect((await listedSize({ app, tree, uri })) ?? 0).toBe(0);
});

test('signed out while it is sent: the cloud keeps what it had', async () => {
  await using device = await testSystem({ photos: [] });
  const { cloud } = device.system;
  const { app, tree, top } = await cloudFolder(device);
  const uri = await created(app, top, 'film.mp4');
  await (await writePieces(app, uri, 1)).close();
  await cloud.uploadsIdle();
  expect(await listedSize({ app, tree, uri })).toBe(MIB);
  const file = await writePieces(app, uri, WHOLE);
  cloud.set({ profile: 'slow' });
  await file.close();
  expect(cloud.state().uploads).toMatchObject([{ displayName: 'film.mp4', sizeBytes: WHOLE * MIB }]);
  cloud.signOut(ADA);
  expect(cloud.state().uploads).toEqual([]);
  cloud.set({ profile: 'instant' });
  cloud.signIn(ADA);
  expect(await listedSize({ app, tree, uri })).toBe(MIB);
});

test('switched off while it is written: nothing of it reaches the cloud', async () => {
  await using device = await testSystem({ photos: [] });
  const before = await cloudFolder(device);
  const uri = await created(before.app, before.top, 'film.mp4');
  await writePieces(before.app, uri, HALF);
  device.system.reboot();
  await before.app.closed;
  const app = device.launch(GALLERY.packageName);
  await device.system.cloud.uploadsIdle();
  expect((await listedSize({ ...before, app, uri })) ?? 0).toBe(0);
  expect(await taken(app)).toEqual([[before.tree, READ_WRITE]]);
});

test('the program ended while it is sent: it is whole after the next start', async () => {
  await using device = await testSystem({ photos: [] });
  const before = await cloudFolder(device);
  const uri = await created(before.app, before.top, 'film.mp4');
  const file = await writePieces(before.app, uri, WHOLE);
  device.system.cloud.set({ profile: 'slow' });
  await file.close();
  await device.system.close();

  await using again = await bootOn(device.folder, device.home, { apps: [] });
  const app = again.launch(GALLERY.packageName);
  await again.system.cloud.uploadsIdle();
  expect(await listedSize({ ...before, app, uri })).toBe(WHOLE * MIB);
  expect(await taken(app)).toEqual([[before.tree, READ_WRITE]]);
});

test('switched off while a download is written: there is none after the boot', async () => {
  await using device = await testSystem({ photos: [], files: { 'Download/old.txt': 'old' } });
  const { system } = device;
  const app = device.launch(GALLERY.packageName);
  const grant = (id: string) => {
    const uri = DocumentsContract.buildDocumentUri(DOWNLOADS_AUTHORITY, id);
    system.uriGrants.grant({ to: GALLERY.packageName, uri, modeFlags: READ_WRITE, owner: null, why: 'a test' });
    return uri;
  };
  const uri = await created(app, grant('downloads'), 'film.mp4');
  grant(DocumentsContract.getDocumentId(uri));
  await writePieces(app, uri, HALF);
  system.reboot();
  await app.closed;
  const film = () => system.volumes.all()[0]?.files.stat('Download/film.mp4') ?? null;
  await until(
    (changed) => system.volumes.fileChanges.add(changed),
    () => film() === null,
  );
  const again = device.launch(GALLERY.packageName);
  expect(
    await rowsOf(await again.contentResolver.query(grant(DocumentsContract.getDocumentId(uri)), null, null)),
  ).toEqual([]);
});
