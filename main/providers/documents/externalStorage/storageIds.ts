// Mirrors ExternalStorageProvider.getPathFromDocId and getDocIdForFile: `<root id>:<path below it>`.
import { posix } from 'node:path';
import { Throwable } from '../../../../contract/android/errors.ts';
import { resolvesDots, type StoragePlatform } from './treeRules.ts';

/** A root by its id, and its directory on the device, without a slash at the end. */
export type RootPath = Readonly<{ rootId: string; path: string }>;

/**
 * The root that an id names: what stands before its first colon, which is not its first character.
 * @throws {Throwable} StringIndexOutOfBoundsException for an id without a colon
 */
export function rootIdOf(documentId: string): string {
  const split = documentId.indexOf(':', 1);
  if (split >= 0) return documentId.slice(0, split);
  throw new Throwable('StringIndexOutOfBoundsException', `begin 0, end -1, length ${documentId.length}`);
}

/** The path below the root, '' for the root itself. Before `..` was resolved one slash at the end was taken away. */
export function pathFromDocId(platform: StoragePlatform, documentId: string): string {
  const path = documentId.slice(documentId.indexOf(':', 1) + 1);
  if (!resolvesDots(platform)) return path.endsWith('/') ? path.slice(0, -1) : path;
  return posix.resolve('/', path).slice(1);
}

/**
 * The id of a place on the device, of the root that is nearest above it.
 * Differs from Android 10, where a directory whose name begins like the root's counts as below it.
 * @throws {Throwable} FileNotFoundException for what is in no root
 */
export function docIdForPath(roots: readonly RootPath[], path: string): string {
  const above = roots.filter((root) => path === root.path || path.startsWith(`${root.path}/`));
  const nearest = above.reduce<RootPath | null>(
    (best, root) => (best === null || root.path.length > best.path.length ? root : best),
    null,
  );
  if (nearest === null) throw new Throwable('FileNotFoundException', `Failed to find root that contains ${path}`);
  return `${nearest.rootId}:${path.slice(nearest.path.length + 1)}`;
}
