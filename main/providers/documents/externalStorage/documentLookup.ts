// Mirrors ExternalStorageProvider.getFileForDocId: from an id to a place on a volume, and back.
import { posix, sep } from 'node:path';
import { Throwable } from '../../../../contract/android/errors.ts';
import { realpathOr } from '../../../device/layer.ts';
import type { VolumeEntry } from '../../../device/union.ts';
import { devicePath, isWithin, parentOf } from '../../../device/volumePath.ts';
import type { Volumes } from '../../../device/volumes.ts';
import type { ListedDocument } from './documentRow.ts';
import { docIdForPath, pathFromDocId, rootIdOf } from './storageIds.ts';
import { type StorageRoot, storageRoots } from './storageRoots.ts';
import type { StoragePlatform } from './treeRules.ts';

/** Where an id leads, whether something is there or not. */
export type DocumentPlace = Readonly<{
  documentId: string;
  root: StorageRoot;
  /** On the root's volume; '' for its top. */
  relative: string;
  /** On the device. */
  path: string;
  entry: VolumeEntry | null;
}>;

/** A document that is there. */
export type FoundDocument = DocumentPlace & Readonly<{ entry: VolumeEntry }>;

export class DocumentLookup {
  readonly #volumes: Volumes;
  readonly #platform: () => StoragePlatform;

  constructor(volumes: Volumes, platform: () => StoragePlatform) {
    this.#volumes = volumes;
    this.#platform = platform;
  }

  get platform(): StoragePlatform {
    return this.#platform();
  }

  roots(): readonly StorageRoot[] {
    return storageRoots(this.#volumes, this.platform.sdk);
  }

  /** @throws {Throwable} FileNotFoundException `No root for …`; StringIndexOutOfBoundsException for an id without a colon */
  place(documentId: string): DocumentPlace {
    const rootId = rootIdOf(documentId);
    const root = this.roots().find((each) => each.rootId === rootId);
    if (root === undefined) throw new Throwable('FileNotFoundException', `No root for ${rootId}`);
    makeDirectoryOf(root);
    // Before Android 13 the dots are left to the file system; here nothing leaves the volume by them.
    const joined = posix.join('/', root.relative, pathFromDocId(this.platform, documentId));
    const asked = posix.join(root.relative, pathFromDocId(this.platform, documentId));
    const isOutside = asked === '..' || asked.startsWith('../');
    const relative = joined.replace(/^\/|\/$/g, '');
    const path = isOutside ? posix.join(root.volume.path, asked) : devicePath(root.volume, relative);
    return { documentId, root, relative, path, entry: isOutside ? null : this.entryAt(root, relative) };
  }

  /** @throws {Throwable} FileNotFoundException `Missing file for …`, and as place() does */
  found(documentId: string): FoundDocument {
    const place = this.place(documentId);
    const { entry } = place;
    if (entry !== null) return { ...place, entry };
    throw new Throwable('FileNotFoundException', `Missing file for ${documentId} at ${place.path}`);
  }

  /** What is at a place of a volume, in whatever letters. */
  entryAt({ volume: { files } }: StorageRoot, relative: string): VolumeEntry | null {
    return files.stat(relative) ?? files.stat(files.spelled(relative));
  }

  /** @throws {Throwable} FileNotFoundException for a path in no root */
  idOf(path: string): string {
    return docIdForPath(this.roots(), path);
  }

  listed({ documentId, root, relative, path, entry }: DocumentPlace): ListedDocument {
    const place = { path: relative, isUsb: root.kind === 'usb', writable: root.writable };
    return { documentId, displayName: posix.basename(path), place, entry };
  }
}

/** Whether a document is another one or below it, by its path and, as File.getCanonicalPath() has it, behind any link. */
export function isDocumentWithin(document: FoundDocument, parent: FoundDocument): boolean {
  return isWithin(document.path, parent.path) && isWithin(canonical(document), canonical(parent));
}

/** Where it is on its volume, or in the layer above it, once the folder's links are followed. */
function canonical({ root, relative, entry }: FoundDocument): string {
  const { lower, upper } = root.volume.layers();
  const layer = [upper.files, lower].map(realpathOr).find((each) => `${entry.realPath}${sep}`.startsWith(each + sep));
  return layer === undefined ? relative : entry.realPath.slice(layer.length).split(sep).filter(Boolean).join('/');
}

/** The documents in a directory, by its names. */
export function childPlaces(
  lookup: DocumentLookup,
  { root, path, relative }: DocumentPlace,
): (name: string, entry: VolumeEntry | null) => DocumentPlace {
  const roots = lookup.roots();
  return (name, entry) => {
    const child = `${path}/${name}`;
    const below = relative === '' ? name : `${relative}/${name}`;
    return { documentId: docIdForPath(roots, child), root, relative: below, path: child, entry };
  };
}

/** Where the directory above a document is; null for the top of a volume. */
export function parentPlace({ root, relative }: DocumentPlace): Readonly<{ relative: string; path: string }> | null {
  if (relative === '') return null;
  const parent = parentOf(relative);
  return { relative: parent, path: devicePath(root.volume, parent) };
}

/** Differs from Android: what is written through is the user's own folder, and no directory is made in it unasked. */
function makeDirectoryOf({ relative, volume: { files, writeThrough } }: StorageRoot): void {
  if (relative === '' || writeThrough || files.stat(relative) !== null) return;
  try {
    files.mkdirs(relative);
  } catch {
    // Then there is none, as Android's mkdirs() leaves it.
  }
}
