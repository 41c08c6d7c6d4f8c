// Mirrors ExternalStorageProvider's volume callbacks and FileSystemProvider.DirectoryObserver.
import { posix } from 'node:path';
import { buildChildDocumentsUri, EXTERNAL_STORAGE_AUTHORITY } from '../../../../contract/android/documentsContract.ts';
import { contentUri, type Uri } from '../../../../contract/android/uri.ts';
import type { Volumes } from '../../../device/volumes.ts';
import { docIdForPath } from './storageIds.ts';
import { type StorageRoot, storageRoots } from './storageRoots.ts';

type Services = Readonly<{ volumes: Volumes; sdk(): number; notifyChange(uri: Uri): void }>;

/** Tells of every change of a directory that anybody may have listed, and of roots that come, go, or change. */
export function announceStorage({ volumes, sdk, notifyChange }: Services): void {
  let before = '';
  volumes.onChange(() => {
    const now = JSON.stringify(storageRoots(volumes, sdk()).map(identityOf));
    if (now === before) return;
    before = now;
    // The authority alone: the roots are told, and with them every directory of every volume.
    notifyChange(contentUri(EXTERNAL_STORAGE_AUTHORITY, []));
  });
  volumes.fileChanges.add((paths) => {
    for (const uri of childrenUris(storageRoots(volumes, sdk()), paths)) notifyChange(uri);
  });
}

/** The listings that a change of these paths of the device makes old: of what is above each, and of each itself. */
export function childrenUris(roots: readonly StorageRoot[], paths: readonly string[]): readonly Uri[] {
  const directories = new Set(paths.flatMap((path) => [posix.dirname(path), path]));
  return [...directories].flatMap((path) => {
    if (!roots.some((root) => path === root.path || path.startsWith(`${root.path}/`))) return [];
    return [buildChildDocumentsUri(EXTERNAL_STORAGE_AUTHORITY, docIdForPath(roots, path))];
  });
}

function identityOf({ rootId, title, writable, volume }: StorageRoot): readonly unknown[] {
  return [rootId, title, writable, volume.folder];
}
