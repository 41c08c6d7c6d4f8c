// What the tests of writing share: an app that saves photos, and the user's folder as it must stay.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Bundle, ContentValues } from '../../../contract/android/cursor.ts';
import type { AndroidManifest } from '../../../contract/android/manifest.ts';
import type { Uri } from '../../../contract/android/uri.ts';
import type { Context } from '../../../sdk/context.ts';
import { PHOTOS, rowsOf, type TestSystem } from '../../testSystem.ts';

/** Has no permission. */
export const CAMERA: AndroidManifest = {
  packageName: 'com.example.camera',
  label: 'Camera',
  targetSdk: 34,
  usesPermissions: [],
};

/** May be given access to photos. */
export const EDITOR: AndroidManifest = {
  packageName: 'com.example.editor',
  label: 'Editor',
  targetSdk: 34,
  usesPermissions: PHOTOS.map((name) => ({ name })),
};

/** A JPEG of these pixels without any metadata. */
export function picture(width: number, height: number): Promise<Uint8Array> {
  return sharp({ create: { width, height, channels: 3, background: '#c87a90' } })
    .jpeg()
    .toBuffer();
}

/** insert(), which must answer a URI. */
export async function insert(app: Context, uri: Uri, values: ContentValues, extras: Bundle | null = null) {
  const inserted = await app.contentResolver.insert(uri, values, extras);
  if (inserted === null) throw new Error('Nothing was inserted.');
  return inserted;
}

export async function write(app: Context, uri: Uri, bytes: Uint8Array): Promise<void> {
  await using file = await app.contentResolver.openFileDescriptor(uri, 'wt');
  await file.write(0, bytes);
}

/** insert() and write(). */
export async function save(app: Context, collection: Uri, values: ContentValues, bytes: Uint8Array): Promise<Uri> {
  const uri = await insert(app, collection, values);
  await write(app, uri, bytes);
  return uri;
}

/** Some columns of one row, as text; null when the app sees none. */
export async function row(app: Context, uri: Uri, ...columns: readonly string[]) {
  const [found = null] = await rowsOf(await app.contentResolver.query(uri, columns, null));
  return found;
}

/** Where a path of the volume lies on this computer; null when there is nothing. */
export function onDisk(device: TestSystem, path: string): string | null {
  return device.system.volumes.realPath(`/storage/emulated/0/${path}`);
}

/** Every file of a folder with its bytes and times, as one text. */
export function snapshot(folder: string): string {
  if (!existsSync(folder)) return '';
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return names.map((name) => `${name} ${stateOf(join(folder, name))}`).join('\n');
}

function stateOf(path: string): string {
  const stats = statSync(path);
  const hash = stats.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'directory';
  return `${stats.mtimeMs} ${stats.size} ${hash}`;
}
