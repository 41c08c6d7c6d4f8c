// Mirrors DownloadStorageProvider: what apps have downloaded, and every other file of the directory of downloads.
import { posix } from 'node:path';
import type { Bundle, Projection } from '../../../../contract/android/cursor.ts';
import {
  buildChildDocumentsUri,
  DOWNLOADS_AUTHORITY,
  type DocumentPath,
  MIME_TYPE_DIR,
} from '../../../../contract/android/documentsContract.ts';
import type { Point } from '../../../../contract/android/documentsProvider.ts';
import { getHandledQueryArguments } from '../../../../contract/android/documentsSearch.ts';
import { Throwable } from '../../../../contract/android/errors.ts';
import type { OpenMode } from '../../../../contract/android/files.ts';
import { EXTRA_HONORED_ARGS } from '../../../../contract/android/mediaStore.ts';
import { parseId } from '../../../../contract/android/uri.ts';
import type { BinderCall } from '../../../content/binderCall.ts';
import type { OpenedFile, ProviderInfo, ResultSet } from '../../../content/contentProvider.ts';
import { buildValidFatFilename } from '../../../content/fatFilename.ts';
import { type ContentObservers, NOTIFY } from '../../../content/observers.ts';
import type { Store } from '../../../device/jsonFile.ts';
import { isWithin } from '../../../device/volumePath.ts';
import type { Volumes } from '../../../device/volumes.ts';
import type {
  DeviceDocumentsProvider,
  DocumentMove,
  NewDocument,
  ProviderServices,
} from '../deviceDocumentsProvider.ts';
import type { ExternalStorageProvider } from '../externalStorage/externalStorageProvider.ts';
import type { StoragePlatform } from '../externalStorage/treeRules.ts';
import { inOrder, matrixCursor } from '../matrixCursor.ts';
import { DOWNLOADS_RECENTS, recentsLimit } from '../recentsLimit.ts';
import type { SystemResolver } from '../systemResolver.ts';
import { CompletedDownloads } from './completedDownloads.ts';
import { DOWNLOADS_PATH, DownloadFiles } from './downloadFiles.ts';
import { DownloadListing, type LazyRow, noFile } from './downloadListing.ts';
import { DEFAULT_DOCUMENT_PROJECTION, DEFAULT_ROOT_PROJECTION, ROOT_ROW } from './downloadRows.ts';
import { changeableIdentOf, DOWNLOADS_ROOT_ID, downloadIdentOf } from './ids.ts';
import { MediaStoreDownloads } from './mediaStoreDownloads.ts';

export type DownloadStorageOptions = Readonly<{
  info: ProviderInfo;
  volumes: Volumes;
  /** The same files: both are a FileSystemProvider. */
  storage: ExternalStorageProvider;
  /** As a package that sees every row. */
  resolver: SystemResolver;
  observers: ContentObservers;
  services: ProviderServices;
  platform(): StoragePlatform;
  store: Pick<Store, 'load' | 'save'>;
}>;

export class DownloadStorageProvider implements DeviceDocumentsProvider {
  readonly info: ProviderInfo;
  readonly #storage: ExternalStorageProvider;
  readonly #resolver: SystemResolver;
  readonly #files: DownloadFiles;
  readonly #media: MediaStoreDownloads;
  readonly #completed: CompletedDownloads;
  readonly #listing: DownloadListing;

  constructor(options: DownloadStorageOptions) {
    const { info, volumes, storage, resolver, observers, services } = options;
    this.info = info;
    this.#storage = storage;
    this.#resolver = resolver;
    this.#files = new DownloadFiles(volumes, () => options.platform());
    this.#media = new MediaStoreDownloads(resolver);
    this.#completed = new CompletedDownloads(options.store);
    this.#listing = new DownloadListing({ files: this.#files, media: this.#media, completed: this.#completed });
    this.#files.onChange((directories) => {
      for (const path of directories) services.notifyChange(childrenUri(path));
    });
    observers.register(MediaStoreDownloads.collection, true, (uris, flags) => {
      if ((flags & NOTIFY.DELETE) === 0) return;
      for (const id of uris.map(parseId).filter((each) => each > 0))
        services.revokeDocumentPermission(DOWNLOADS_AUTHORITY, `msf:${id}`);
    });
  }

  async queryRoots(_call: BinderCall, projection: Projection): Promise<ResultSet> {
    return matrixCursor({ projection, defaults: DEFAULT_ROOT_PROJECTION }, [ROOT_ROW]);
  }

  async queryDocument(call: BinderCall, documentId: string, projection: Projection): Promise<ResultSet> {
    return documents(projection, await this.#listing.rowsOf(documentId, call.signal));
  }

  async queryChildDocuments(call: BinderCall, parentDocumentId: string, projection: Projection): Promise<ResultSet> {
    const ident = downloadIdentOf(parentDocumentId);
    const path = await this.#listing.pathOf(ident, call.signal);
    const notificationUri = childrenUri(path);
    const rows = await this.#listing.below(ident, path, call.signal);
    return { ...documents(projection, rows), notificationUri };
  }

  async queryRecentDocuments(
    call: BinderCall,
    _rootId: string,
    projection: Projection,
    queryArgs: Bundle,
  ): Promise<ResultSet> {
    const { limit, honoredArgs } = recentsLimit(queryArgs, DOWNLOADS_RECENTS);
    const rows = await this.#listing.recent(limit, call.signal);
    const result = documents(projection, rows);
    return honoredArgs === null ? result : { ...result, extras: { [EXTRA_HONORED_ARGS]: honoredArgs } };
  }

  async querySearchDocuments(
    call: BinderCall,
    _rootId: string,
    projection: Projection,
    queryArgs: Bundle,
  ): Promise<ResultSet> {
    const rows = await this.#listing.search(queryArgs, call.signal);
    return { ...documents(projection, rows), extras: { [EXTRA_HONORED_ARGS]: getHandledQueryArguments(queryArgs) } };
  }

  async getDocumentType(call: BinderCall, documentId: string): Promise<string> {
    const ident = downloadIdentOf(documentId);
    if (ident.kind === 'root') return MIME_TYPE_DIR;
    const [row] = await this.#listing.rowsOf(documentId, call.signal);
    if (row === undefined) throw noFile();
    return String(row().mime_type);
  }

  async isChildDocument(call: BinderCall, parentDocumentId: string, documentId: string): Promise<boolean> {
    const parent = await this.#listing.pathOf(downloadIdentOf(parentDocumentId), call.signal);
    return isWithin(await this.#listing.pathOf(downloadIdentOf(documentId), call.signal), parent);
  }

  async findDocumentPath(
    call: BinderCall,
    parentDocumentId: string | null,
    childDocumentId: string,
  ): Promise<DocumentPath> {
    const parent = await this.#listing.pathOf(downloadIdentOf(parentDocumentId ?? DOWNLOADS_ROOT_ID), call.signal);
    const child = await this.#listing.pathOf(downloadIdentOf(childDocumentId), call.signal);
    if (!isWithin(child, parent)) throw new Throwable('FileNotFoundException', `${child} is not found under ${parent}`);
    const path: string[] = [];
    // The directory of all has itself above it.
    for (let at = child, last = ''; at !== last && isWithin(at, parent); last = at, at = posix.dirname(at))
      path.unshift(at === DOWNLOADS_PATH ? DOWNLOADS_ROOT_ID : `raw:${at}`);
    return { rootId: parentDocumentId === null ? DOWNLOADS_ROOT_ID : null, path };
  }

  async createDocument(call: BinderCall, document: NewDocument): Promise<string> {
    const ident = downloadIdentOf(document.parentDocumentId);
    if (ident.kind === 'root') this.#files.makeDirectory();
    const created = await this.#onStorage(call, document.parentDocumentId, (parentDocumentId) =>
      this.#storage.createDocument(call, { ...document, parentDocumentId }),
    );
    const path = this.#files.pathOf(created);
    const isDownload = ident.kind === 'root' && document.mimeType !== MIME_TYPE_DIR;
    return isDownload ? String(this.#completed.add({ path, mimeType: document.mimeType })) : `raw:${path}`;
  }

  async renameDocument(call: BinderCall, documentId: string, displayName: string): Promise<string | null> {
    const ident = changeableIdentOf(documentId);
    if (ident.kind === 'downloadManager') return this.#renameDownload(call, documentId, displayName);
    const renamed = await this.#onStorage(call, documentId, (id) =>
      this.#storage.renameDocument(call, id, displayName),
    );
    return renamed === null ? null : `raw:${this.#files.pathOf(renamed)}`;
  }

  async moveDocument(call: BinderCall, move: DocumentMove): Promise<string> {
    const targetParentDocumentId = await this.#storageIdOf(call, move.targetParentDocumentId);
    const sourceParentDocumentId = await this.#storageIdOf(call, move.sourceParentDocumentId);
    const moved = await this.#onStorage(call, move.sourceDocumentId, (sourceDocumentId) =>
      this.#storage.moveDocument(call, { sourceDocumentId, sourceParentDocumentId, targetParentDocumentId }),
    );
    return `raw:${this.#files.pathOf(moved)}`;
  }

  async deleteDocument(call: BinderCall, documentId: string): Promise<void> {
    const ident = changeableIdentOf(documentId);
    const remove = () => this.#onStorage(call, documentId, (id) => this.#storage.deleteDocument(call, id));
    if (ident.kind !== 'downloadManager') return remove();
    try {
      await remove();
    } catch (cause) {
      throw new Throwable('IllegalStateException', `Failed to delete ${documentId}`, { cause });
    }
    this.#completed.remove(ident.id);
  }

  async openDocument(call: BinderCall, documentId: string, mode: OpenMode): Promise<OpenedFile> {
    const ident = downloadIdentOf(documentId);
    if (ident.kind === 'mediaStoreFile') return this.#resolver.openFile(this.#media.uriOf(ident.id), mode, call.signal);
    return this.#onStorage(call, documentId, (id) => this.#storage.openDocument(call, id, mode));
  }

  openDocumentThumbnail(call: BinderCall, documentId: string, sizeHint: Point): Promise<OpenedFile> {
    return this.#onStorage(call, documentId, (id) => this.#storage.openDocumentThumbnail(call, id, sizeHint));
  }

  getDocumentMetadata(call: BinderCall, documentId: string): Promise<Bundle | null> {
    return this.#onStorage(call, documentId, (id) => this.#storage.getDocumentMetadata(call, id));
  }

  /** DownloadManager.rename: the id stays, and no other name is looked for. */
  async #renameDownload(call: BinderCall, documentId: string, displayName: string): Promise<null> {
    const ident = downloadIdentOf(documentId);
    const before = await this.#listing.pathOf(ident, call.signal);
    const after = posix.join(posix.dirname(before), buildValidFatFilename(displayName));
    if (this.#files.find(after) !== null) throw new Throwable('IllegalStateException', `File already exists: ${after}`);
    await this.#onStorage(call, documentId, (id) => this.#storage.renameDocument(call, id, displayName));
    if (ident.kind === 'downloadManager') this.#completed.moved(ident.id, after);
    return null;
  }

  async #storageIdOf(call: BinderCall, documentId: string): Promise<string> {
    return this.#files.storageIdOf(await this.#listing.pathOf(downloadIdentOf(documentId), call.signal));
  }

  /** What FileSystemProvider does for both; its words tell the id that was asked for. */
  async #onStorage<Result>(
    call: BinderCall,
    documentId: string,
    run: (storageId: string) => Promise<Result>,
  ): Promise<Result> {
    const storageId = await this.#storageIdOf(call, documentId);
    try {
      return await run(storageId);
    } catch (error) {
      if (!(error instanceof Throwable) || !error.message.includes(storageId)) throw error;
      throw new Throwable(error.name, error.message.replaceAll(storageId, documentId), { cause: error });
    }
  }
}

function documents(projection: Projection, rows: readonly LazyRow[]): ResultSet {
  const columns = projection ?? DEFAULT_DOCUMENT_PROJECTION;
  return {
    columns,
    count: rows.length,
    window: (start, length) => rows.slice(start, start + length).map((row) => inOrder(row(), columns)),
  };
}

/** The listing of a directory, by whatever id it was asked for. */
function childrenUri(path: string) {
  return buildChildDocumentsUri(DOWNLOADS_AUTHORITY, path === DOWNLOADS_PATH ? DOWNLOADS_ROOT_ID : `raw:${path}`);
}
