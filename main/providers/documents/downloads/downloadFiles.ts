// Mirrors RawDocumentsHelper and FileSystemProvider below DownloadStorageProvider: the directory of downloads, by paths.
import { posix } from 'node:path';
import type { Bundle } from '../../../../contract/android/cursor.ts';
import { Document } from '../../../../contract/android/documentsContract.ts';
import { Throwable } from '../../../../contract/android/errors.ts';
import { isWithin } from '../../../device/volumePath.ts';
import type { Volumes } from '../../../device/volumes.ts';
import { DocumentLookup, type FoundDocument } from '../externalStorage/documentLookup.ts';
import { documentRow } from '../externalStorage/documentRow.ts';
import { searchDocuments } from '../externalStorage/documentSearch.ts';
import type { StoragePlatform } from '../externalStorage/treeRules.ts';
import type { NamedRow } from '../matrixCursor.ts';

const DIRECTORY = 'Download';

/** Environment.getExternalStoragePublicDirectory(DIRECTORY_DOWNLOADS) */
export const DOWNLOADS_PATH = `/storage/emulated/0/${DIRECTORY}`;

/** Files by their paths on the device. ExternalStorageProvider has the same ones, by ids of its own. */
export class DownloadFiles {
  readonly #volumes: Volumes;
  readonly #lookup: DocumentLookup;

  constructor(volumes: Volumes, platform: () => StoragePlatform) {
    this.#volumes = volumes;
    this.#lookup = new DocumentLookup(volumes, platform);
  }

  get sdk(): number {
    return this.#lookup.platform.sdk;
  }

  /** ExternalStorageProvider's id. @throws {Throwable} FileNotFoundException for a path in no volume */
  storageIdOf(path: string): string {
    return this.#lookup.idOf(posix.normalize(path));
  }

  pathOf(storageId: string): string {
    return this.#lookup.place(storageId).path;
  }

  /** Null where nothing is, and for a path in no volume. */
  find(path: string): FoundDocument | null {
    try {
      return this.#lookup.found(this.storageIdOf(path));
    } catch (error) {
      if (error instanceof Throwable) return null;
      throw error;
    }
  }

  /** As a raw document: of what went meanwhile an empty file that nobody may change, as on Android. */
  row(path: string): NamedRow {
    const place = this.#lookup.place(this.storageIdOf(path));
    return {
      ...documentRow(this.#lookup.platform, this.#lookup.listed(place)),
      [Document.COLUMN_DOCUMENT_ID]: `raw:${place.path}`,
    };
  }

  /** Paths in the order of the file system; none of what cannot be listed. */
  async list(path: string): Promise<readonly string[]> {
    const found = this.find(path);
    if (found === null || !found.entry.isDirectory) return [];
    const { files } = found.root.volume;
    const names = (await files.openDirectory(files.spelled(found.relative)).catch(() => null))?.names ?? [];
    return names.map((name) => `${found.path}/${name}`);
  }

  /** Paths of what a search below the directory of downloads finds. */
  async search(queryArgs: Bundle, signal: AbortSignal): Promise<readonly string[]> {
    const top = this.find(DOWNLOADS_PATH);
    if (top === null) return [];
    return (await searchDocuments(this.#lookup, top, queryArgs, signal)).flatMap(({ path }) =>
      path === top.path ? [] : [path],
    );
  }

  /** mkdirs() of the directory of downloads. */
  makeDirectory(): void {
    if (this.find(DOWNLOADS_PATH) !== null) return;
    this.#volumes
      .all()
      .find(({ kind }) => kind === 'primary')
      ?.files.mkdirs(DIRECTORY);
  }

  /** Called with the directories in which files came, went or changed. */
  onChange(changed: (directories: ReadonlySet<string>) => void): void {
    this.#volumes.fileChanges.add((paths) => {
      const below = paths.filter((path) => isWithin(path, DOWNLOADS_PATH));
      if (below.length > 0) changed(new Set(below.flatMap((path) => [posix.dirname(path), path])));
    });
  }
}
