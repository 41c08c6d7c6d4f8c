// Backups that lost the places of their photos: who reads them, over the road that every app's bytes take.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ACTION_PICK_IMAGES } from '../../contract/android/intent.ts';
import { type AndroidManifest, permission } from '../../contract/android/manifest.ts';
import { filesContentUri, imagesContentUri, pickerUri, videoContentUri } from '../../contract/android/mediaStore.ts';
import { parseUri, type Uri, withAppendedId } from '../../contract/android/uri.ts';
import { startWebServer, type WebServer } from '../../main/hosts/webServer.ts';
import { SYSTEM_PACKAGES } from '../../main/packages/packageManager.ts';
import { type Context, connect } from '../../sdk/index.ts';
import { MediaStore } from '../../sdk/mediaStore.ts';
import { heic, locatedMovies, locatedPicture, TRACES } from '../mediaextractor/locatedMedia.ts';
import { openFile, picks, rowsOf, type TestSystem, testSystem, writeInto } from '../testSystem.ts';

const { READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_MEDIA_VISUAL_USER_SELECTED, ACCESS_MEDIA_LOCATION } = permission;
/** An MP4 that has no pictures counts as sound. */
const MEDIA = [READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, permission.READ_MEDIA_AUDIO];

const BACKUP: AndroidManifest = {
  packageName: 'com.example.backup',
  label: 'Backup',
  targetSdk: 34,
  usesPermissions: [...MEDIA, READ_MEDIA_VISUAL_USER_SELECTED, ACCESS_MEDIA_LOCATION].map((name) => ({ name })),
};

const PATHS = ['jpg', 'png', 'webp', 'avif', 'heic', 'mp4', 'mov', '3gp'].map((type) => `DCIM/Camera/place.${type}`);

async function located(): Promise<Readonly<Record<string, Uint8Array>>> {
  const movies = locatedMovies();
  const bytes = [
    ...(await Promise.all((['jpeg', 'png', 'webp', 'avif'] as const).map(locatedPicture))),
    heic(),
    movies['©xyz of iTunes'] ?? new Uint8Array(),
    movies['Apple’s keys, as QuickTime writes them'] ?? new Uint8Array(),
    movies['loci of 3GPP'] ?? new Uint8Array(),
  ];
  return Object.fromEntries(PATHS.map((path, index) => [path, bytes[index] ?? new Uint8Array()]));
}

/** A device with a photo of every kind, the app with full access to photos, and a host it comes in by. */
async function backup(granted: boolean) {
  const device = await testSystem({ photos: [], files: await located(), apps: [BACKUP] });
  for (const name of MEDIA) device.system.apps.setPermission(BACKUP.packageName, name, true);
  device.system.apps.setPermission(BACKUP.packageName, ACCESS_MEDIA_LOCATION, granted);
  const server = await startWebServer({ system: device.system, port: 0, rendererFolder: device.home });
  const token = server.tokens.of(BACKUP.packageName);
  const app = await connect({ url: server.origin, token, packageName: BACKUP.packageName });
  const close = async () => {
    app.close();
    await server.close();
    await device[Symbol.asyncDispose]();
  };
  return { device, server, app, [Symbol.asyncDispose]: close };
}

async function uriOf(app: Context, path: string): Promise<Uri> {
  const files = filesContentUri('external');
  const rows = await rowsOf(await app.contentResolver.query(files, ['_id', '_data'], null));
  const row = rows.find(({ _data }) => _data?.endsWith(path));
  return withAppendedId(files, Number(row?._id));
}

async function read(app: Context, uri: Uri): Promise<Buffer> {
  return Buffer.from(await new Response(await app.contentResolver.openInputStream(uri)).arrayBuffer());
}

const onDisk = (device: TestSystem, path: string) => readFileSync(join(device.folder, path));
const tellsPlace = (bytes: Buffer) => TRACES.some((trace) => bytes.includes(trace));

/** Bytes that are not the original's, and whether each of them is zero. */
function changed(original: Buffer, bytes: Buffer) {
  const at = [...original.keys()].filter((index) => original[index] !== bytes[index]);
  return { some: at.length > 0, zero: at.every((index) => bytes[index] === 0), few: at.length < 400 };
}

function rangeOf(server: WebServer, uri: Uri, range: string) {
  const address = `${server.origin}/content/${BACKUP.packageName}/open?uri=${encodeURIComponent(uri)}`;
  return fetch(address, { headers: { authorization: `Bearer ${server.tokens.of(BACKUP.packageName)}`, range } });
}

describe('without ACCESS_MEDIA_LOCATION', () => {
  test('S29 every kind of file comes whole, with zeros for its place', async () => {
    await using scene = await backup(false);
    for (const path of PATHS) {
      const original = onDisk(scene.device, path);
      const bytes = await read(scene.app, await uriOf(scene.app, path));
      expect([path, bytes.length, tellsPlace(original), tellsPlace(bytes)]).toEqual([
        path,
        original.length,
        true,
        false,
      ]);
      expect(changed(original, bytes)).toEqual({ some: true, zero: true, few: true });
      expect(onDisk(scene.device, path)).toEqual(original);
    }
  });

  test('S29 the original is refused', async () => {
    await using scene = await backup(false);
    const uri = MediaStore.setRequireOriginal(await uriOf(scene.app, 'place.jpg'));
    await expect(scene.app.contentResolver.openInputStream(uri)).rejects.toMatchObject({
      name: 'UnsupportedOperationException',
      message: 'Caller must hold ACCESS_MEDIA_LOCATION permission to access original',
    });
  });

  test('a part that begins or ends within the place is zeros there too', async () => {
    await using scene = await backup(false);
    const uri = await uriOf(scene.app, 'place.jpg');
    const bytes = await read(scene.app, uri);
    const original = onDisk(scene.device, 'DCIM/Camera/place.jpg');
    const [place = 0] = TRACES.map((trace) => original.indexOf(trace)).filter((index) => index >= 0);
    for (const [start, end] of [
      [place - 5, place + 3],
      [place + 1, place + 2],
      [place + 6, original.length - 1],
    ] as const) {
      const response = await rangeOf(scene.server, uri, `bytes=${start}-${end}`);
      expect(response.status).toBe(206);
      expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes.subarray(start, end + 1));
    }
  });

  test('a file descriptor reads the same', async () => {
    await using scene = await backup(false);
    const uri = await uriOf(scene.app, 'place.jpg');
    const descriptor = await scene.app.contentResolver.openFileDescriptor(uri, 'r');
    const input = descriptor.createInputStream();
    expect(Buffer.from(await new Response(input).arrayBuffer())).toEqual(await read(scene.app, uri));
  });

  test('a file that changes is looked at again', async () => {
    await using scene = await backup(false);
    const uri = await uriOf(scene.app, 'place.jpg');
    await read(scene.app, uri);
    writeInto(join(scene.device.folder, 'DCIM/Camera/place.jpg'), await locatedPicture('webp'));
    expect(tellsPlace(await read(scene.app, uri))).toBe(false);
  });
});

describe('with ACCESS_MEDIA_LOCATION', () => {
  test('S29 every kind of file comes as it is, asked for the original or not', async () => {
    await using scene = await backup(true);
    for (const path of PATHS) {
      const uri = await uriOf(scene.app, path);
      const original = onDisk(scene.device, path);
      expect([path, await read(scene.app, uri)]).toEqual([path, original]);
      expect(await read(scene.app, MediaStore.setRequireOriginal(uri))).toEqual(original);
    }
  });
});

test('what the photo picker handed out has no place, whatever the app holds', async () => {
  await using scene = await backup(true);
  const { device, app } = scene;
  const id = Number((await uriOf(app, 'place.jpg')).split('/').at(-1));
  device.user(picks(id));
  const { data } = await app.startActivityForResult({ action: ACTION_PICK_IMAGES }, 1);
  const uri = parseUri(String(data?.data));
  expect(uri).toBe(pickerUri(id));
  expect(tellsPlace(await read(app, uri))).toBe(false);
  const original = MediaStore.setRequireOriginal(uri);
  await expect(app.contentResolver.openInputStream(original)).rejects.toMatchObject({
    name: 'UnsupportedOperationException',
    message: `Require Original is not supported for Picker URI ${original}`,
  });
  await expect(app.contentResolver.openFileDescriptor(uri, 'rw')).rejects.toMatchObject({
    name: 'SecurityException',
    message: `PhotoPicker Uris can only be accessed to read. Uri: ${uri}`,
  });
});

test('the columns of a place are empty for everybody', async () => {
  await using scene = await backup(true);
  for (const collection of [imagesContentUri('external'), videoContentUri('external')]) {
    const rows = await rowsOf(await scene.app.contentResolver.query(collection, ['latitude', 'longitude'], null));
    expect(rows.length).toBeGreaterThan(1);
    expect(new Set(rows.flatMap((row) => Object.values(row)))).toEqual(new Set([null]));
  }
});

test('the shell and the picker itself read everything', async () => {
  await using scene = await backup(false);
  const uri = await uriOf(scene.app, 'place.jpg');
  for (const packageName of [SYSTEM_PACKAGES.shell, SYSTEM_PACKAGES.photoPicker])
    expect((await openFile(scene.device, packageName, uri)).redactedRanges).toEqual([]);
});
