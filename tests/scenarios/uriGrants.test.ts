// Reports of apps that lose documents their users picked, each as a test: S40 to S42.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SdkInt } from '../../contract/android/build.ts';
import {
  buildChildDocumentsUriUsingTree,
  buildDocumentUri,
  buildDocumentUriUsingTree,
  buildTreeDocumentUri,
  EXTERNAL_STORAGE_AUTHORITY,
} from '../../contract/android/documentsContract.ts';
import {
  ACTION_OPEN_DOCUMENT,
  ACTION_OPEN_DOCUMENT_TREE,
  EXTRA_ALLOW_MULTIPLE,
  FLAG_GRANT_READ_URI_PERMISSION,
  FLAG_GRANT_WRITE_URI_PERMISSION,
} from '../../contract/android/intent.ts';
import type { Uri } from '../../contract/android/uri.ts';
import { SYSTEM_PACKAGES } from '../../main/packages/packageManager.ts';
import { type Context, DocumentsContract } from '../../sdk/index.ts';
import { bootOn, GALLERY, rowsOf, type TestSystem, testSystem } from '../testSystem.ts';

const READ = FLAG_GRANT_READ_URI_PERMISSION;
const READ_WRITE = READ | FLAG_GRANT_WRITE_URI_PERMISSION;
const documentOf = (path: string) => buildDocumentUri(EXTERNAL_STORAGE_AUTHORITY, `primary:${path}`);
const TREE = buildTreeDocumentUri(EXTERNAL_STORAGE_AUTHORITY, 'primary:maps');
const CHILDREN = buildChildDocumentsUriUsingTree(TREE, 'primary:maps');

/** The words an app’s log has when a document it remembers is not its own any more. */
const DENIED = {
  name: 'SecurityException',
  message: expect.stringMatching(
    /^Permission Denial: reading com\.android\.externalstorage\.ExternalStorageProvider uri .* from pid=\d+, uid=\d+ requires that you obtain access using ACTION_OPEN_DOCUMENT or related APIs$/,
  ),
};

const TAKE_DENIED = { name: 'SecurityException', message: expect.stringContaining('No persistable permission grants') };

/** The user picks these documents, or this tree, in DocumentsUI. */
async function pick(device: TestSystem, app: Context, ...uris: readonly Uri[]): Promise<void> {
  device.user({ uris, stack: null });
  const isTree = uris.every((uri) => uri.includes('/tree/'));
  const extras = { [EXTRA_ALLOW_MULTIPLE]: true };
  const open = { action: ACTION_OPEN_DOCUMENT, type: '*/*', extras };
  await app.startActivityForResult(isTree ? { action: ACTION_OPEN_DOCUMENT_TREE } : open, 1);
}

const rows = async (app: Context, uri: Uri) => rowsOf(await app.contentResolver.query(uri, null, null));
const persisted = async (app: Context) =>
  (await app.contentResolver.getPersistedUriPermissions()).map(({ uri }) => uri);

describe('S40 the 513th grant', () => {
  test.each([
    [34, 512],
    [29, 128],
  ] as const)('level %i keeps %i: the oldest goes without a word', async (sdk: SdkInt, limit) => {
    const names = Array.from({ length: limit + 1 }, (_, number) => `${number}.txt`);
    const files = Object.fromEntries(names.map((name) => [name, name]));
    await using device = await testSystem({ photos: [], files, sdk });
    const app = device.launch(GALLERY.packageName);
    const uris = names.map(documentOf);
    const [first = TREE, second = TREE] = uris;
    await pick(device, app, ...uris);
    for (const uri of uris) await app.contentResolver.takePersistableUriPermission(uri, READ);
    expect(await persisted(app)).toHaveLength(limit);
    // As long as the activity is there nobody notices.
    expect(await rows(app, first)).toHaveLength(1);
    await app.finish();
    await expect(rows(app, first)).rejects.toMatchObject(DENIED);
    expect(await rows(app, second)).toHaveLength(1);
    expect((await persisted(app)).includes(first)).toBe(false);
  });
});

describe('S41 a grant that is released too early, or never taken', () => {
  const document = documentOf('report.txt');

  async function picked() {
    const device = await testSystem({ photos: [], files: { 'report.txt': 'report' } });
    const app = device.launch(GALLERY.packageName);
    await pick(device, app, document);
    return { device, app };
  }

  test('never taken: readable until the activity is finished, also after the death of the process', async () => {
    const { device, app } = await picked();
    await using _ = device;
    device.system.apps.kill(GALLERY.packageName, 'low memory');
    const again = device.launch(GALLERY.packageName);
    expect(await rows(again, document)).toHaveLength(1);
    device.system.apps.finishActivity(GALLERY.packageName);
    await expect(rows(again, document)).rejects.toMatchObject(DENIED);
    await expect(again.contentResolver.takePersistableUriPermission(document, READ)).rejects.toMatchObject(TAKE_DENIED);
    app.close();
  });

  test.each(['forceStop', 'reboot'] as const)('%s: what was taken is there, what was not is gone', async (end) => {
    const { device, app } = await picked();
    await using _ = device;
    await app.contentResolver.takePersistableUriPermission(document, READ);
    const other = documentOf('');
    await pick(device, app, other);
    if (end === 'reboot') device.system.reboot();
    else device.system.apps.forceStop(GALLERY.packageName);
    const again = device.launch(GALLERY.packageName);
    expect(await rows(again, document)).toHaveLength(1);
    await expect(rows(again, other)).rejects.toMatchObject(DENIED);
  });

  test('released before use: the list of recents is worth nothing', async () => {
    const { device, app } = await picked();
    await using _ = device;
    await app.contentResolver.takePersistableUriPermission(document, READ);
    await app.contentResolver.releasePersistableUriPermission(document, READ);
    expect(await rows(app, document)).toHaveLength(1);
    device.system.reboot();
    await expect(rows(device.launch(GALLERY.packageName), document)).rejects.toMatchObject(DENIED);
  });

  test('taken: readable after the program was ended, and started again', async () => {
    const { device, app } = await picked();
    await using _ = device;
    await app.contentResolver.takePersistableUriPermission(document, READ_WRITE);
    await device.system.close();
    await using next = await bootOn(device.folder, device.home);
    const again = next.launch(GALLERY.packageName);
    expect(await rows(again, document)).toHaveLength(1);
    expect(await again.contentResolver.getPersistedUriPermissions()).toMatchObject([
      { uri: document, modeFlags: READ_WRITE },
    ]);
  });

  test.each(['clearData', 'uninstall'] as const)('%s of the app: nothing is left', async (end) => {
    const { device, app } = await picked();
    await using _ = device;
    await app.contentResolver.takePersistableUriPermission(document, READ);
    device.system.apps[end](GALLERY.packageName);
    device.system.apps.install(GALLERY);
    const again = device.launch(GALLERY.packageName);
    await expect(rows(again, document)).rejects.toMatchObject(DENIED);
    expect(await persisted(again)).toEqual([]);
  });
});

describe('S42 a folder that is deleted and made again', () => {
  async function taken() {
    const device = await testSystem({ photos: [], files: { 'maps/a.map': 'a', 'other.txt': 'o' } });
    const app = device.launch(GALLERY.packageName);
    await pick(device, app, TREE);
    await app.contentResolver.takePersistableUriPermission(TREE, READ_WRITE);
    return { device, app };
  }

  test('the old grant is not for the new folder; picking it again has to be taken again', async () => {
    const { device, app } = await taken();
    await using _ = device;
    expect(await rows(app, CHILDREN)).toMatchObject([{ _display_name: 'a.map' }]);
    const files = device.connect(SYSTEM_PACKAGES.documentsUi);
    await DocumentsContract.deleteDocument(files.contentResolver, documentOf('maps'));
    await expect(rows(app, CHILDREN)).rejects.toMatchObject(DENIED);
    expect(await persisted(app)).toEqual([]);
    await expect(app.contentResolver.releasePersistableUriPermission(TREE, READ)).rejects.toMatchObject({
      name: 'SecurityException',
      message: expect.stringMatching(/^No permission grants found for UID \d+ and Uri /),
    });

    await DocumentsContract.createDocument(
      files.contentResolver,
      documentOf(''),
      'vnd.android.document/directory',
      'maps',
    );
    await expect(rows(app, CHILDREN)).rejects.toMatchObject(DENIED);
    await expect(app.contentResolver.takePersistableUriPermission(TREE, READ)).rejects.toMatchObject(TAKE_DENIED);
    await pick(device, app, TREE);
    expect(await rows(app, CHILDREN)).toEqual([]);
    expect(await persisted(app)).toEqual([]);
    await app.contentResolver.takePersistableUriPermission(TREE, READ_WRITE);
    expect(await persisted(app)).toEqual([TREE]);
  });

  test('deleted behind the provider’s back, the grant stays: it is the URI that was granted', async () => {
    const { device, app } = await taken();
    await using _ = device;
    rmSync(join(device.folder, 'maps'), { recursive: true });
    mkdirSync(join(device.folder, 'maps'));
    expect(await rows(app, CHILDREN)).toEqual([]);
    expect(await persisted(app)).toEqual([TREE]);
  });

  test('a tree covers what is below it by its own URI, and nothing else', async () => {
    const { device, app } = await taken();
    await using _ = device;
    const inTree = buildDocumentUriUsingTree(TREE, 'primary:maps/a.map');
    expect(await rows(app, inTree)).toHaveLength(1);
    for (const uri of [documentOf('maps/a.map'), documentOf('other.txt')])
      await expect(rows(app, uri)).rejects.toMatchObject(DENIED);
    await expect(rows(app, buildDocumentUriUsingTree(TREE, 'primary:other.txt'))).rejects.toMatchObject({
      message: expect.stringContaining('is not a descendant of'),
    });
    await expect(app.contentResolver.takePersistableUriPermission(inTree, READ)).rejects.toMatchObject(TAKE_DENIED);
  });
});
