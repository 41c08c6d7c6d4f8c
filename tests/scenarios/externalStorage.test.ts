// Reports of apps that keep files in a folder the user picked, each as a test: S42 to S45, S51, on the device's own volumes.
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { SdkInt } from '../../contract/android/build.ts';
import {
  buildChildDocumentsUriUsingTree,
  buildDocumentUri,
  buildDocumentUriUsingTree,
  buildTreeDocumentUri,
  Document,
  EXTERNAL_STORAGE_AUTHORITY,
  MIME_TYPE_DIR,
} from '../../contract/android/documentsContract.ts';
import {
  FLAG_GRANT_PERSISTABLE_URI_PERMISSION,
  FLAG_GRANT_PREFIX_URI_PERMISSION,
  FLAG_GRANT_READ_URI_PERMISSION,
  FLAG_GRANT_WRITE_URI_PERMISSION,
} from '../../contract/android/intent.ts';
import type { Uri } from '../../contract/android/uri.ts';
import { isBlockedFromTree } from '../../renderer/documentsui/directoryState.ts';
import { initialHint, restrictsStorageAccess } from '../../renderer/documentsui/initialLocation.ts';
import { type Context, DocumentsContract } from '../../sdk/index.ts';
import { StorageProbe } from '../providers/documents/storageProbe.ts';
import { snapshot } from '../providers/media/writing.ts';
import { GALLERY, rowsOf, type TestSystem, testSystem, until } from '../testSystem.ts';

const authority = EXTERNAL_STORAGE_AUTHORITY;
const READ_WRITE = FLAG_GRANT_READ_URI_PERMISSION | FLAG_GRANT_WRITE_URI_PERMISSION;
const TREE_RESULT = READ_WRITE | FLAG_GRANT_PERSISTABLE_URI_PERMISSION | FLAG_GRANT_PREFIX_URI_PERMISSION;
const MIB = 1 << 20;

/** What OPEN_DOCUMENT_TREE gives an app that runs. */
function pickedTree({ system }: TestSystem, documentId: string): Uri {
  const uri = buildTreeDocumentUri(authority, documentId);
  system.uriGrants.grant({ to: GALLERY.packageName, uri, modeFlags: TREE_RESULT, owner: null, why: 'a test' });
  return uri;
}

async function created(app: Context, parent: Uri, mimeType: string, displayName: string): Promise<Uri> {
  const uri = await DocumentsContract.createDocument(app.contentResolver, parent, mimeType, displayName);
  if (uri === null) throw new Error('No document was created.');
  return uri;
}

async function displayName(app: Context, uri: Uri): Promise<string | null | undefined> {
  const [row] = await rowsOf(await app.contentResolver.query(uri, [Document.COLUMN_DISPLAY_NAME], null));
  return row?.[Document.COLUMN_DISPLAY_NAME];
}

async function write(app: Context, uri: Uri, mode: 'w' | 'wt' | 'rwt', text: string): Promise<void> {
  await using file = await app.contentResolver.openFileDescriptor(uri, mode);
  await file.write(0, Buffer.from(text));
}

describe('S42 a folder that was deleted and made again', () => {
  test('is another one: what was given for the old one does not open it', async () => {
    await using device = await testSystem({ photos: [], files: { 'x/maps/a.txt': 'a' } });
    const app = device.launch(GALLERY.packageName);
    const tree = pickedTree(device, 'primary:x/maps');
    await app.contentResolver.takePersistableUriPermission(tree, READ_WRITE);
    const children = buildChildDocumentsUriUsingTree(tree, 'primary:x/maps');
    expect(await rowsOf(await app.contentResolver.query(children, null, null))).toHaveLength(1);
    const picker = new StorageProbe(device.system);
    await picker.delete('primary:x/maps');
    expect(await picker.create('primary:x', MIME_TYPE_DIR, 'maps')).toBe('primary:x/maps');
    await expect(app.contentResolver.query(children, null, null)).rejects.toMatchObject({ name: 'SecurityException' });
    expect(await app.contentResolver.getPersistedUriPermissions()).toEqual([]);
    pickedTree(device, 'primary:x/maps');
    expect(await rowsOf(await app.contentResolver.query(children, null, null))).toEqual([]);
    await app.contentResolver.takePersistableUriPermission(tree, READ_WRITE);
  });
});

describe('S43 report.pdf (1)', () => {
  test('a type that nobody knows leaves the whole title as the name; the right one finds the extension', async () => {
    await using device = await testSystem({ photos: [], files: { 'Documents/keep': '' } });
    const app = device.launch(GALLERY.packageName);
    const tree = pickedTree(device, 'primary:Documents');
    const parent = buildDocumentUriUsingTree(tree, 'primary:Documents');
    const names: unknown[] = [];
    for (const mimeType of ['*/*', '*/*', 'application/pdf', 'application/octet-stream'])
      names.push(await displayName(app, await created(app, parent, mimeType, '10mb.pdf')));
    expect(names).toEqual(['10mb.pdf', '10mb.pdf (1)', '10mb (1).pdf', '10mb.pdf (2)']);
  });
});

describe('S44 an extension that is rewritten', () => {
  test.each([
    ['image/jpeg', 'a.jpeg', 'a.jpeg'],
    ['image/jpeg', 'a', 'a.jpg'],
    ['image/jpeg', 'a.png', 'a.png.jpg'],
    ['text/html', 'x.html', 'x.html'],
    ['text/plain', 'x.html', 'x.html.txt'],
    ['text/plain', 'a/b:c', 'a_b_c.txt'],
  ])('%s %s is called %s, and the URI that comes back says so', async (mimeType, title, expected) => {
    await using device = await testSystem({ photos: [], files: { 'Documents/keep': '' } });
    const app = device.launch(GALLERY.packageName);
    const parent = buildDocumentUriUsingTree(pickedTree(device, 'primary:Documents'), 'primary:Documents');
    const uri = await created(app, parent, mimeType, title);
    expect([await displayName(app, uri), uri]).toEqual([
      expected,
      buildDocumentUriUsingTree(parent, `primary:Documents/${expected}`),
    ]);
  });
});

describe('S45 the old tail after a shorter text', () => {
  test.each([
    ['w', 100],
    ['wt', 40],
    ['rwt', 40],
  ] as const)('"%s" leaves %i bytes', async (mode, size) => {
    await using device = await testSystem({ photos: [], files: { 'backup.bin': 'x'.repeat(100) } });
    const before = snapshot(device.folder);
    const app = device.launch(GALLERY.packageName);
    const uri = buildDocumentUriUsingTree(pickedTree(device, 'primary:'), 'primary:backup.bin');
    await write(app, uri, mode, 'y'.repeat(40));
    const [row] = await rowsOf(await app.contentResolver.query(uri, [Document.COLUMN_SIZE], null));
    expect(Number(row?._size)).toBe(size);
    expect(snapshot(device.folder)).toBe(before);
  });
});

describe("S51 Can't use this folder", () => {
  const places = ['primary:', 'primary:Download', 'primary:Android/data', 'primary:Android', 'primary:Download/x'];
  const cases: readonly (readonly [SdkInt, number, readonly boolean[]])[] = [
    [29, 36, [false, false, false, false, false]],
    [30, 29, [false, false, false, false, false]],
    [30, 30, [true, true, false, false, false]],
    [32, 29, [true, true, false, false, false]],
    [34, 29, [true, true, true, true, false]],
    [36, 36, [true, true, true, true, false]],
  ];
  test.each(cases)('API %i, target %i: %j', async (sdk, targetSdk, blocked) => {
    await using device = await testSystem({
      ...{ photos: [], sdk },
      files: { 'Download/x/a.txt': 'a', 'Android/data/com.x/f': 'f' },
    });
    const storage = new StorageProbe(device.system);
    const restricts = restrictsStorageAccess({ sdk, targetSdk });
    const buttons = [];
    for (const place of places) {
      const flags = Number((await storage.document(place))?.flags);
      buttons.push(isBlockedFromTree('OPEN_TREE', { flags }, restricts));
    }
    expect(buttons).toEqual(blocked);
    expect(await storage.children('primary:Android')).toEqual(sdk === 29 ? ['primary:Android/data'] : []);
    const hint = initialHint(
      buildDocumentUri(authority, 'primary:Android/data'),
      { sdk, targetSdk },
      (each) => each === authority,
    );
    expect(hint.kind).toBe(restricts ? 'none' : 'document');
  });
});

describe('a USB drive is pulled out', () => {
  function drive(files: Readonly<Record<string, string | Uint8Array>>): string {
    const folder = mkdtempSync(join(tmpdir(), 'scopebox-usb-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    return folder;
  }

  test('in the middle of a copy of 100 MB to it: the half of it is no document when the drive is back', async () => {
    await using device = await testSystem({ photos: [] });
    const folder = drive({ 'old.txt': 'old' });
    const before = snapshot(folder);
    const { system } = device;
    const { id } = await system.mountVolume({ folder, kind: 'usb' });
    const app = device.launch(GALLERY.packageName);
    const tree = pickedTree(device, `${id}:`);
    await app.contentResolver.takePersistableUriPermission(tree, READ_WRITE);
    const top = buildDocumentUriUsingTree(tree, `${id}:`);
    const whole = await created(app, top, 'application/octet-stream', 'whole.bin');
    await write(app, whole, 'w', 'whole');
    const half = await created(app, top, 'video/mp4', 'half.mp4');
    const file = await app.contentResolver.openFileDescriptor(half, 'w');
    const piece = Buffer.alloc(MIB, 7);
    for (let written = 0; written < 40; written++) await file.write(written * MIB, piece);
    await system.unmountVolume(id, 'removed');
    await expect(file.write(40 * MIB, piece)).rejects.toMatchObject({
      name: 'IOException',
      message: 'write failed: EIO (I/O error)',
    });
    await file.close();
    await expect(app.contentResolver.query(half, null, null)).rejects.toMatchObject({
      name: 'IllegalArgumentException',
      message: expect.stringContaining(`java.io.FileNotFoundException: No root for ${id}`),
    });
    const again = await system.mountVolume({ folder, kind: 'usb' });
    expect(again.id).toBe(id);
    const children = buildChildDocumentsUriUsingTree(tree, `${id}:`);
    const rows = await rowsOf(await app.contentResolver.query(children, [Document.COLUMN_DISPLAY_NAME, '_size'], null));
    expect(rows.map(({ _display_name, _size }) => [_display_name, Number(_size)]).sort()).toEqual([
      ['old.txt', 3],
      ['whole.bin', 5],
    ]);
    expect(await app.contentResolver.getPersistedUriPermissions()).toHaveLength(1);
    expect(snapshot(folder)).toBe(before);
  });

  test('what somebody has put into the place of a half document is theirs, and stays, on a card that is written through', async () => {
    await using device = await testSystem({ photos: [] });
    const folder = drive({ 'old.txt': 'old' });
    const { id } = await device.system.mountVolume({ folder, kind: 'sd', writeThrough: true });
    const app = device.launch(GALLERY.packageName);
    const top = buildDocumentUriUsingTree(pickedTree(device, `${id}:`), `${id}:`);
    const file = await app.contentResolver.openFileDescriptor(await created(app, top, 'video/mp4', 'film.mp4'), 'w');
    await file.write(0, Buffer.from('half'));
    writeFileSync(join(folder, 'new'), 'theirs');
    renameSync(join(folder, 'new'), join(folder, 'film.mp4'));
    await device.system.unmountVolume(id, 'removed');
    await file.close();
    await device.system.mountVolume({ folder, kind: 'sd', writeThrough: true });
    expect(readFileSync(join(folder, 'film.mp4'), 'utf8')).toBe('theirs');
  });

  test('while a file of it is read: the app is told, and a new opening finds no root', async () => {
    await using device = await testSystem({ photos: [] });
    const { system } = device;
    const folder = drive({ 'film.mp4': Buffer.alloc(2 * MIB, 1) });
    const { id } = await system.mountVolume({ folder, kind: 'usb' });
    const app = device.launch(GALLERY.packageName);
    const uri = buildDocumentUriUsingTree(pickedTree(device, `${id}:`), `${id}:film.mp4`);
    await using file = await app.contentResolver.openFileDescriptor(uri, 'rw');
    expect(await file.read(0, 10)).toHaveLength(10);
    await system.unmountVolume(id, 'removed');
    await expect(file.read(0, 10)).rejects.toMatchObject({ name: 'IOException' });
    await expect(app.contentResolver.openFileDescriptor(uri, 'rw')).rejects.toMatchObject({
      name: 'IllegalArgumentException',
    });
  });

  test('a folder that is gone without a word has no root any more, and has one when it is back', async () => {
    await using device = await testSystem({ photos: [] });
    const { system } = device;
    const folder = drive({ 'a.txt': 'a' });
    const { id } = await system.mountVolume({ folder, kind: 'usb' });
    await device.indexed();
    const storage = new StorageProbe(system);
    renameSync(folder, `${folder}-away`);
    onTestFinished(() => rmSync(`${folder}-away`, { recursive: true, force: true }));
    expect(await storage.document(`${id}:a.txt`)).toBeNull();
    await expect(storage.create(`${id}:`, 'text/plain', 'b')).rejects.toMatchObject({
      ...{ name: 'FileNotFoundException', message: `No root for ${id}` },
    });
    renameSync(`${folder}-away`, folder);
    expect(await storage.children(`${id}:`)).toEqual([`${id}:a.txt`]);
  });
});

describe('the device is switched off in the middle of a copy', () => {
  const half = async (device: TestSystem) => {
    const app = device.launch(GALLERY.packageName);
    const top = buildDocumentUriUsingTree(pickedTree(device, 'primary:DCIM'), 'primary:DCIM');
    const uri = await created(app, top, 'video/mp4', 'film.mp4');
    const file = await app.contentResolver.openFileDescriptor(uri, 'w');
    const piece = Buffer.alloc(MIB, 7);
    for (let written = 0; written < 40; written++) await file.write(written * MIB, piece);
    return app;
  };
  const film = ({ system }: TestSystem) => system.volumes.all()[0]?.files.stat('DCIM/film.mp4') ?? null;

  test('the half of a new document is none after the boot, and MediaStore has no row of it', async () => {
    await using device = await testSystem({ photos: ['DCIM/a.jpg'] });
    const app = await half(device);
    device.system.reboot();
    await app.closed;
    await until(
      (changed) => device.system.volumes.fileChanges.add(changed),
      () => film(device) === null,
    );
    await device.indexed();
    const asked = { packageName: null, collection: 'files', search: 'film', hiddenOnly: false } as const;
    const page = device.system.media.inspection.rows({ ...asked, before: null, downTo: null, limit: 100 });
    expect(page.rows).toEqual([]);
  });

  test('an app that is only killed leaves what it wrote, as on Android', async () => {
    await using device = await testSystem({ photos: ['DCIM/a.jpg'] });
    const app = await half(device);
    device.system.apps.kill(GALLERY.packageName, 'a test');
    await app.closed;
    expect(film(device)?.size).toBe(40 * MIB);
  });

  test('what somebody has put in its place meanwhile is theirs, and stays', async () => {
    await using device = await testSystem({ photos: ['DCIM/a.jpg'] });
    const app = await half(device);
    const { files } = device.system.volumes.all()[0] ?? {};
    const place = files?.resolve('DCIM/film.mp4') ?? '';
    writeFileSync(`${place}.new`, 'theirs');
    renameSync(`${place}.new`, place);
    device.system.reboot();
    await app.closed;
    await device.indexed();
    expect(film(device)?.size).toBe('theirs'.length);
  });
});
