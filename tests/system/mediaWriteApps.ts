// The two apps of the writing tests, and their operations through the resolver.
import type { ContentProviderOperation } from '../../contract/android/contentProviderOperation.ts';
import { Throwable } from '../../contract/android/errors.ts';
import { type AndroidManifest, permission } from '../../contract/android/manifest.ts';
import {
  AUTHORITY,
  downloadsContentUri,
  filesContentUri,
  imagesContentUri,
  pickerUri,
  videoContentUri,
} from '../../contract/android/mediaStore.ts';
import { parseId, type Uri, withAppendedId } from '../../contract/android/uri.ts';
import { callAs } from '../../main/activity/systemCaller.ts';
import type { BinderCall } from '../../main/content/binderCall.ts';
import { FileDescriptors } from '../../main/content/fileDescriptors.ts';
import { SYSTEM_PACKAGES } from '../../main/packages/packageManager.ts';
import type { System } from '../../main/system.ts';
import { PHOTOS } from '../testSystem.ts';
import {
  bytesOf,
  type Collection,
  type Model,
  type Operation,
  PACKAGES,
  type Part,
  type Step,
} from './mediaWriteModel.ts';

const { MANAGE_EXTERNAL_STORAGE, ACCESS_MEDIA_LOCATION, READ_MEDIA_AUDIO } = permission;

const MANAGER: AndroidManifest = {
  packageName: PACKAGES.manager,
  label: 'Manager',
  targetSdk: 34,
  usesPermissions: [...PHOTOS, READ_MEDIA_AUDIO, ACCESS_MEDIA_LOCATION, MANAGE_EXTERNAL_STORAGE].map((name) => ({
    name,
  })),
};
const LIMITED: AndroidManifest = {
  packageName: PACKAGES.limited,
  label: 'Limited',
  targetSdk: 34,
  usesPermissions: PHOTOS.map((name) => ({ name })),
};

export const APPS = [MANAGER, LIMITED];

/** Full access with all files for one, the selected items alone for the other. */
export async function grantAccess(system: System, selected: readonly number[]): Promise<void> {
  await system.apps.setPhotoAccess(MANAGER.packageName, 'full', []);
  system.settings.setSpecialAccess(MANAGER.packageName, MANAGE_EXTERNAL_STORAGE, true);
  await system.apps.setPhotoAccess(LIMITED.packageName, 'limited', selected);
}

const COLLECTIONS: Readonly<Record<Collection, Uri>> = {
  images: imagesContentUri('external'),
  video: videoContentUri('external'),
  downloads: downloadsContentUri('external'),
  files: filesContentUri('external'),
};

export type Performer = Readonly<{
  system: System;
  /** The items as they are; one that the model does not know is named by the collection of files. */
  model: Model;
  /** Id of the row at a path of the device. */
  idAt(path: string): number | null;
}>;

/** @returns the ids it made, and the class of what it threw. @throws {Error} what is no exception of Android */
export async function perform(performer: Performer, { lane, operation }: Step) {
  const call = callAs(performer.system, PACKAGES[lane], new AbortController().signal);
  const inserted: number[] = [];
  try {
    await run(performer, call, operation, inserted);
    return { inserted, thrown: null };
  } catch (error) {
    if (error instanceof Throwable) return { inserted, thrown: error.name };
    throw error;
  }
}

async function run(performer: Performer, call: BinderCall, operation: Operation, inserted: number[]): Promise<void> {
  const { resolver } = performer.system;
  switch (operation.kind) {
    case 'insert':
    case 'update':
    case 'delete':
      inserted.push(...(await runPart(performer, call, operation)));
      break;
    case 'write':
      await write(performer, call, operation);
      break;
    case 'batch':
      inserted.push(...(await runBatch(performer, call, operation)));
      break;
    case 'deleteDirectory': {
      const id = performer.idAt(operation.path.slice(0, -1));
      if (id !== null) await resolver.delete(call, withAppendedId(COLLECTIONS.files, id), null);
      break;
    }
    case 'grant':
    case 'revoke':
      await select(performer.system, operation);
      break;
    case 'thumbnail':
      await resolver.openThumbnail(call, uriOf(performer.model, operation.id), { width: 64, height: 64 });
      break;
    case 'refused':
      await refused(performer, call, operation);
  }
}

async function runPart(performer: Performer, call: BinderCall, part: Part): Promise<readonly number[]> {
  const { resolver } = performer.system;
  if (part.kind === 'insert') {
    const uri = await resolver.insert(call, COLLECTIONS[part.collection], part.values, null);
    return uri === null ? [] : [parseId(uri)];
  }
  const uri = uriOf(performer.model, part.id);
  const count =
    part.kind === 'delete'
      ? await resolver.delete(call, uri, null)
      : await resolver.update(call, uri, part.values, null);
  if (count !== 1) throw new Error(`${JSON.stringify(part)} of ${uri} changed ${count} rows.`);
  return [];
}

async function runBatch(
  { system, model }: Performer,
  call: BinderCall,
  { parts, fails }: Operation & { kind: 'batch' },
): Promise<readonly number[]> {
  const operations = parts.map(
    (part): ContentProviderOperation =>
      part.kind === 'insert'
        ? { type: 'insert', uri: COLLECTIONS[part.collection], values: part.values }
        : { type: part.kind, uri: uriOf(model, part.id), ...(part.kind === 'update' ? { values: part.values } : {}) },
  );
  const failing: ContentProviderOperation = {
    type: 'delete',
    uri: withAppendedId(COLLECTIONS.files, 0),
    expectedCount: 9,
  };
  const results = await system.resolver.applyBatch(call, AUTHORITY, fails ? [...operations, failing] : operations);
  return results.flatMap((result) => ('uri' in result ? [parseId(result.uri)] : []));
}

/** In two steps, as apps do. */
async function write(
  { system, model }: Performer,
  call: BinderCall,
  { id, mode, seed }: Operation & { kind: 'write' },
): Promise<void> {
  const descriptors = new FileDescriptors();
  const { fd } = await descriptors.open(await system.resolver.openFile(call, uriOf(model, id), mode), mode);
  const bytes = bytesOf(seed);
  const half = bytes.length >> 1;
  await descriptors.write(fd, 0, bytes.subarray(0, half));
  await descriptors.write(fd, half, bytes.subarray(half));
  await descriptors.close(fd);
}

/** What the photo picker does when the user has chosen. */
async function select(system: System, { kind, ids }: Operation & { kind: 'grant' | 'revoke' }): Promise<void> {
  const call = callAs(system, SYSTEM_PACKAGES.photoPicker, new AbortController().signal);
  const uid = system.packages.find(PACKAGES.limited)?.uid ?? 0;
  const extras = { 'android.intent.extra.UID': uid, uri_list: ids.map((id) => pickerUri(id)) };
  await system.resolver.call(call, AUTHORITY, { method: `${kind}_media_read_for_package`, arg: null, extras });
}

async function refused(
  { system, model }: Performer,
  call: BinderCall,
  { what, id }: Operation & { kind: 'refused' },
): Promise<void> {
  const { resolver } = system;
  const uri = uriOf(model, id);
  if (what === 'write') await resolver.openFile(call, uri, 'wt');
  const count =
    what === 'delete'
      ? await resolver.delete(call, uri, null)
      : await resolver.update(call, uri, { is_favorite: 1 }, null);
  if (count !== 0) throw new Error(`${call.caller.packageName} could ${what} ${uri}.`);
}

function uriOf(model: Model, id: number): Uri {
  return withAppendedId(COLLECTIONS[model.get(id)?.collection ?? 'files'], id);
}
