// What published apps got wrong about the URIs that the photo picker hands out: S19 to S22.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildDocumentUri, EXTERNAL_STORAGE_AUTHORITY } from '../../contract/android/documentsContract.ts';
import {
  ACTION_GET_CONTENT,
  ACTION_OPEN_DOCUMENT,
  ACTION_PICK_IMAGES,
  CATEGORY_OPENABLE,
  FLAG_GRANT_READ_URI_PERMISSION,
  type Intent,
} from '../../contract/android/intent.ts';
import { type AndroidManifest, permission } from '../../contract/android/manifest.ts';
import { filesContentUri, pickerUri } from '../../contract/android/mediaStore.ts';
import { parseUri, type Uri, withAppendedId } from '../../contract/android/uri.ts';
import { startWebServer } from '../../main/hosts/webServer.ts';
import { type Context, connect, MediaStore } from '../../sdk/index.ts';
import { box, locatedPicture, TRACES } from '../mediaextractor/locatedMedia.ts';
import { clip } from '../support/clip.ts';
import { GALLERY, openFile, pickerIds, picks, rowsOf, type TestSystem, testSystem } from '../testSystem.ts';

const READ = FLAG_GRANT_READ_URI_PERMISSION;
const { READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_MEDIA_AUDIO, ACCESS_MEDIA_LOCATION } = permission;
const PICK: Intent = { action: ACTION_PICK_IMAGES };
const getContent = (type: string): Intent => ({ action: ACTION_GET_CONTENT, type, categories: [CATEGORY_OPENABLE] });
const documentOf = (path: string) => buildDocumentUri(EXTERNAL_STORAGE_AUTHORITY, `primary:${path}`);
const getContentUri = (id: number) => parseUri(pickerUri(id).replace('/picker/', '/picker_get_content/'));

/** The user picks one item in the photo picker. */
async function pickOne(device: TestSystem, app: Context, intent: Intent, id: number): Promise<Uri> {
  device.user(picks(id));
  const { data } = await app.startActivityForResult(intent, 1);
  return data?.data ?? parseUri('');
}

/** The user picks a document in DocumentsUI. */
async function pickDocument(device: TestSystem, app: Context, intent: Intent, path: string): Promise<Uri> {
  device.user({ uris: [documentOf(path)], stack: null });
  const { data } = await app.startActivityForResult(intent, 1);
  return data?.data ?? parseUri('');
}

const PLACED: AndroidManifest = {
  packageName: 'com.example.places',
  label: 'Places',
  targetSdk: 34,
  usesPermissions: [READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_MEDIA_AUDIO, ACCESS_MEDIA_LOCATION].map((name) => ({
    name,
  })),
};
const PLACES = ['DCIM/Camera/place.jpg', 'DCIM/Camera/place.mp4'];

/** A film with pictures, and the place it was taken at the end of its moov. */
function locatedClip(): Buffer {
  const film = clip();
  const place = box('udta', box('\xa9xyz', Buffer.from([0, 18, 0x15, 0xc7]), '+51.5034-000.1246/'));
  const moov = film.indexOf('moov') - 4;
  const end = moov + film.readUInt32BE(moov);
  const located = Buffer.concat([film.subarray(0, end), place, film.subarray(end)]);
  located.writeUInt32BE(end - moov + place.length, moov);
  return located;
}

/** A device with a photo and a film that tell where they were taken, and the app by a host that carries bytes. */
async function placed(granted: Readonly<{ media: boolean; location: boolean }>) {
  const files = { 'DCIM/Camera/place.jpg': await locatedPicture('jpeg'), 'DCIM/Camera/place.mp4': locatedClip() };
  const device = await testSystem({ photos: [], files, apps: [PLACED] });
  for (const name of [READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_MEDIA_AUDIO])
    device.system.apps.setPermission(PLACED.packageName, name, granted.media);
  device.system.apps.setPermission(PLACED.packageName, ACCESS_MEDIA_LOCATION, granted.location);
  const server = await startWebServer({ system: device.system, port: 0, rendererFolder: device.home });
  const token = server.tokens.of(PLACED.packageName);
  const app = await connect({ url: server.origin, token, packageName: PLACED.packageName });
  const close = async () => {
    app.close();
    await server.close();
    await device[Symbol.asyncDispose]();
  };
  return { device, app, [Symbol.asyncDispose]: close };
}

const read = async (app: Context, uri: Uri) =>
  Buffer.from(await new Response(await app.contentResolver.openInputStream(uri)).arrayBuffer());

/** What an app's bytes are beside the file's: the same, or as many with zeros for every byte that differs. */
function compared(original: Buffer, bytes: Buffer) {
  if (bytes.equals(original)) return 'original';
  const changed = [...original.keys()].filter((index) => original[index] !== bytes[index]);
  const isZeroed = bytes.length === original.length && changed.every((index) => bytes[index] === 0);
  return isZeroed && !TRACES.some((trace) => bytes.includes(trace)) ? 'redacted' : 'damaged';
}

describe('S19 the original of a picked item', () => {
  // https://github.com/bumptech/glide/issues/5154
  // https://github.com/react-native-image-picker/react-native-image-picker/issues/2405
  test('is refused by name, for the app that may have the location too', async () => {
    await using scene = await placed({ media: true, location: true });
    const { device, app } = scene;
    const [id = 0] = await pickerIds(device, ['image/*']);
    const original = MediaStore.setRequireOriginal(await pickOne(device, app, PICK, id));
    await expect(app.contentResolver.openInputStream(original)).rejects.toMatchObject({
      name: 'UnsupportedOperationException',
      message: `Require Original is not supported for Picker URI ${pickerUri(id)}?requireOriginal=1`,
    });
    const taken = MediaStore.setRequireOriginal(await pickOne(device, app, getContent('image/*'), id));
    expect(compared(readFileSync(join(device.folder, 'DCIM/Camera/place.jpg')), await read(app, taken))).toBe(
      'original',
    );
  });

  test('the first modules say that the app may not have it at all', async () => {
    await using device = await testSystem({ sdk: 33 });
    const app = device.launch(GALLERY.packageName);
    const [id = 0] = await pickerIds(device);
    const uri = await pickOne(device, app, PICK, id);
    const original = MediaStore.setRequireOriginal(uri);
    await expect(openFile(device, GALLERY.packageName, original)).rejects.toMatchObject({
      name: 'SecurityException',
      message: expect.stringMatching(/does not have permission to access picker uri: .*\?requireOriginal=1$/),
    });
    expect((await openFile(device, GALLERY.packageName, uri)).mimeType).toBe('image/jpeg');
  });

  test('of GET_CONTENT is refused to who may not have the location', async () => {
    await using scene = await placed({ media: false, location: false });
    const { device, app } = scene;
    const [id = 0] = await pickerIds(device, ['image/*']);
    const original = MediaStore.setRequireOriginal(await pickOne(device, app, getContent('image/*'), id));
    await expect(app.contentResolver.openInputStream(original)).rejects.toMatchObject({
      name: 'UnsupportedOperationException',
      message: expect.stringContaining('does not have ACCESS_MEDIA_LOCATION permission for requesting original file'),
    });
  });
});

describe('S20 where the place went', () => {
  // https://github.com/getodk/docs/issues/1851
  // https://github.com/expo/expo/issues/24652
  // https://github.com/ismoy/ImagePickerKMP/issues/77
  // https://github.com/GrapheneOS/os-issue-tracker/issues/7106
  // https://github.com/ivpusic/react-native-image-crop-picker/issues/2016
  test.each([
    ['without ACCESS_MEDIA_LOCATION', false, ['redacted', 'redacted', 'redacted', 'original']],
    ['with it', true, ['original', 'redacted', 'original', 'original']],
  ] as const)('%s: MediaStore, PICK_IMAGES, GET_CONTENT, a document', async (_, location, expected) => {
    await using scene = await placed({ media: true, location });
    const { device, app } = scene;
    for (const path of PLACES) {
      const original = readFileSync(join(device.folder, path));
      const [row] = await rowsOf(
        await app.contentResolver.query(filesContentUri('external'), ['_id'], {
          'android:query-arg-sql-selection': '_data LIKE ?',
          'android:query-arg-sql-selection-args': [`%/${path}`],
        }),
      );
      const id = Number(row?._id);
      const type = path.endsWith('jpg') ? 'image/*' : 'video/*';
      const columns = [withAppendedId(filesContentUri('external'), id)];
      columns.push(await pickOne(device, app, PICK, id));
      columns.push(await pickOne(device, app, getContent(type), id));
      columns.push(await pickDocument(device, app, { action: ACTION_OPEN_DOCUMENT, type: '*/*' }, path));
      const got = await Promise.all(columns.map(async (uri) => compared(original, await read(app, uri))));
      expect([path, TRACES.some((trace) => original.includes(trace)), got]).toEqual([path, true, expected]);
    }
  });
});

describe('S21 a URI that is kept for later', () => {
  // https://github.com/android/codelab-android-workmanager/issues/179
  // https://github.com/AbedElazizShe/LightCompressor/issues/189
  test.each([
    [false, 'is closed to the worker'],
    [true, 'opens, and after a reboot too'],
  ])('taken: %s – it %s', async (isTaken) => {
    await using device = await testSystem();
    const app = device.launch(GALLERY.packageName);
    const [id = 0] = await pickerIds(device);
    const uri = await pickOne(device, app, PICK, id);
    expect(await rowsOf(await app.contentResolver.query(uri, null, null))).toHaveLength(1);
    if (isTaken) await app.contentResolver.takePersistableUriPermission(uri, READ);
    // Swiped out of Recents: the task and its process are gone, and work starts the process again.
    device.system.apps.finishActivity(GALLERY.packageName);
    device.system.apps.kill(GALLERY.packageName, 'remove task');
    const opened = openFile(device, GALLERY.packageName, uri);
    if (isTaken) expect((await opened).mimeType).toBe('image/jpeg');
    else {
      await expect(opened).rejects.toMatchObject({
        name: 'SecurityException',
        message: expect.stringMatching(/^Calling uid \( \d+ \) does not have permission to access picker uri: content/),
      });
    }
    if (!isTaken) return;
    device.system.reboot();
    const later = device.launch(GALLERY.packageName);
    expect(await rowsOf(await later.contentResolver.query(uri, ['mime_type'], null))).toEqual([
      { mime_type: 'image/jpeg' },
    ]);
    expect(await later.contentResolver.getType(uri)).toBe('image/jpeg');
  });

  test('the death of the process alone ends nothing: the activity is still there', async () => {
    await using device = await testSystem();
    const app = device.launch(GALLERY.packageName);
    const [id = 0] = await pickerIds(device);
    const uri = await pickOne(device, app, PICK, id);
    device.system.apps.kill(GALLERY.packageName, 'low memory');
    expect((await openFile(device, GALLERY.packageName, uri)).mimeType).toBe('image/jpeg');
  });
});

const VIEWER: AndroidManifest = {
  packageName: 'com.example.viewer',
  label: 'Viewer',
  targetSdk: 34,
  usesPermissions: [],
  activities: [
    { name: 'ViewActivity', exported: true, intentActions: ['android.intent.action.VIEW'], mimeTypes: ['image/*'] },
  ],
};

describe('S22 what can be taken for good', () => {
  // https://github.com/Dhaval2404/ImagePicker/issues/294
  // https://github.com/android/socialite/issues/12
  // https://github.com/kontalk/androidclient/issues/734
  // https://github.com/hpoul/file_picker_writable/issues/1
  const refused = (uid: number, uri: Uri) => ({
    name: 'SecurityException',
    message: `No persistable permission grants found for UID ${uid} and Uri ${uri}`,
  });
  const uidOf = (device: TestSystem, packageName: string) => device.system.packages.find(packageName)?.uid ?? 0;

  test('not what DocumentsUI gave for GET_CONTENT, nor a file', async () => {
    await using device = await testSystem({ photos: ['DCIM/a.jpg'] });
    const app = device.launch(GALLERY.packageName);
    const uid = uidOf(device, GALLERY.packageName);
    const document = await pickDocument(device, app, getContent('*/*'), 'DCIM/a.jpg');
    for (const uri of [document, parseUri('file:///storage/emulated/0/DCIM/a.jpg')]) {
      await expect(app.contentResolver.takePersistableUriPermission(uri, READ)).rejects.toMatchObject(
        refused(uid, uri),
      );
    }
    expect(await rowsOf(await app.contentResolver.query(document, null, null))).toHaveLength(1);
  });

  test('nor what another app had it view', async () => {
    await using device = await testSystem({ photos: ['DCIM/a.jpg'], apps: [GALLERY, VIEWER] });
    const gallery = device.launch(GALLERY.packageName);
    const [id = 0] = await pickerIds(device);
    const data = await pickOne(device, gallery, PICK, id);
    device.system.processes.ensure(VIEWER.packageName);
    const viewer = device.connect(VIEWER.packageName);
    const { promise: viewed, resolve } = Promise.withResolvers<Uri>();
    viewer.onIntent((intent) => resolve(intent.data ?? parseUri('')));
    const view = { action: 'android.intent.action.VIEW', type: 'image/*', data, flags: READ };
    void gallery.startActivityForResult(view, 1).catch(() => undefined);
    expect(await viewed).toBe(data);
    await expect(viewer.contentResolver.takePersistableUriPermission(data, READ)).rejects.toMatchObject(
      refused(uidOf(device, VIEWER.packageName), data),
    );
  });

  test.each([
    ['PICK_IMAGES', PICK, pickerUri],
    ['GET_CONTENT', getContent('image/*'), getContentUri],
  ] as const)('but what the photo picker gave for %s', async (_, intent, handedOut) => {
    await using device = await testSystem();
    const app = device.launch(GALLERY.packageName);
    const [id = 0] = await pickerIds(device);
    const uri = await pickOne(device, app, intent, id);
    expect(uri).toBe(handedOut(id));
    await app.contentResolver.takePersistableUriPermission(uri, READ);
    expect(await app.contentResolver.getPersistedUriPermissions()).toMatchObject([{ uri, modeFlags: READ }]);
  });
});
