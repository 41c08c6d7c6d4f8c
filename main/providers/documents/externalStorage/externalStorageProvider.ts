// Mirrors ExternalStorageProvider and the FileSystemProvider below it: the volumes as documents.
import { posix } from 'node:path';
import type { Bundle, Projection } from '../../../../contract/android/cursor.ts';
import {
  buildChildDocumentsUri,
  buildDocumentUri,
  type DocumentPath,
  EXTERNAL_STORAGE_AUTHORITY,
} from '../../../../contract/android/documentsContract.ts';
import type { Point } from '../../../../contract/android/documentsProvider.ts';
import { getHandledQueryArguments } from '../../../../contract/android/documentsSearch.ts';
import { Throwable } from '../../../../contract/android/errors.ts';
import type { OpenMode } from '../../../../contract/android/files.ts';
import { EXTRA_HONORED_ARGS } from '../../../../contract/android/mediaStore.ts';
import type { Uri } from '../../../../contract/android/uri.ts';
import type { BinderCall } from '../../../content/binderCall.ts';
import type { OpenedFile, ProviderInfo, ResultSet } from '../../../content/contentProvider.ts';
import type { Store } from '../../../device/jsonFile.ts';
import type { DirectoryView } from '../../../device/union.ts';
import { isWithin } from '../../../device/volumePath.ts';
import type { Volumes } from '../../../device/volumes.ts';
import type {
  DeviceDocumentsProvider,
  DocumentMove,
  NewDocument,
  ProviderServices,
} from '../deviceDocumentsProvider.ts';
import { inOrder, matrixCursor } from '../matrixCursor.ts';
import { DocumentEdits } from './documentEdits.ts';
import { childPlaces, DocumentLookup, type DocumentPlace, isDocumentWithin } from './documentLookup.ts';
import { type ExifTexts, exifMetadata, sizesBelow, treeMetadata } from './documentMetadata.ts';
import { typeOfDocument } from './documentNames.ts';
import { DEFAULT_DOCUMENT_PROJECTION, documentRow } from './documentRow.ts';
import { searchDocuments } from './documentSearch.ts';
import { InterruptedWrites } from './interruptedWrites.ts';
import { openedDocument } from './openedDocuments.ts';
import { isExifType } from './storageFlags.ts';
import { announceStorage } from './storageNotices.ts';
import { DEFAULT_ROOT_PROJECTION, rootRow } from './storageRoots.ts';
import { isHidden, mayHideIn, type StoragePlatform } from './treeRules.ts';

export type ExternalStorageOptions = Readonly<{
  info: ProviderInfo;
  volumes: Volumes;
  services: Pick<ProviderServices, 'notifyChange'>;
  platform(): StoragePlatform;
  /** Counts up at each boot. */
  bootCount(): number;
  /** Context.revokeUriPermission: every mode of everybody on the URI and what is below it. */
  revokeUriPermission(uri: Uri): void;
  /** What MediaStore does for the files of the volumes, by their paths on the device. */
  media: Readonly<{
    scanFile(path: string): Promise<void>;
    /** Null when it has no row of the file. @throws {Throwable} when there is no picture to be had */
    openThumbnail(path: string, size: Point, signal: AbortSignal): Promise<OpenedFile | null>;
  }>;
  /** EXIF of a file on this computer, by ExifInterface's names; null when it cannot be read. */
  readExif(realPath: string): Promise<ExifTexts | null>;
  /** Takes a volume out in order. @throws {Error} */
  unmount(volumeId: string): Promise<void>;
  /** Where it is remembered what was being written when a volume went. */
  store: Pick<Store, 'load' | 'save'>;
}>;

export class ExternalStorageProvider implements DeviceDocumentsProvider {
  readonly info: ProviderInfo;
  readonly #options: ExternalStorageOptions;
  readonly #lookup: DocumentLookup;
  readonly #edits: DocumentEdits;
  readonly #interrupted: InterruptedWrites;

  constructor(options: ExternalStorageOptions) {
    const { info, volumes, services, media } = options;
    this.info = info;
    this.#options = options;
    this.#lookup = new DocumentLookup(volumes, () => options.platform());
    this.#interrupted = new InterruptedWrites(volumes, options.store);
    this.#edits = new DocumentEdits({
      lookup: this.#lookup,
      scanFile: (path) => media.scanFile(path),
      revoke: (documentId) => options.revokeUriPermission(buildDocumentUri(info.authority, documentId)),
    });
    announceStorage({ volumes, sdk: () => options.platform().sdk, notifyChange: (uri) => services.notifyChange(uri) });
  }

  async queryRoots(_call: BinderCall, projection: Projection): Promise<ResultSet> {
    const { sdk } = this.#lookup.platform;
    const rows = this.#lookup.roots().map((root) => rootRow(root, sdk));
    return matrixCursor({ projection, defaults: DEFAULT_ROOT_PROJECTION }, rows);
  }

  async queryDocument(_call: BinderCall, documentId: string, projection: Projection): Promise<ResultSet> {
    return this.#documents(projection, [this.#lookup.found(documentId)]);
  }

  queryChildDocuments(call: BinderCall, parentDocumentId: string, projection: Projection): Promise<ResultSet> {
    return this.#children(parentDocumentId, { projection, includeHidden: false }, call.signal);
  }

  queryChildDocumentsForManage(call: BinderCall, parentDocumentId: string, projection: Projection): Promise<ResultSet> {
    return this.#children(parentDocumentId, { projection, includeHidden: true }, call.signal);
  }

  async querySearchDocuments(
    call: BinderCall,
    rootId: string,
    projection: Projection,
    queryArgs: Bundle,
  ): Promise<ResultSet> {
    const top = this.#lookup.found(`${rootId}:`);
    const found = await searchDocuments(this.#lookup, top, queryArgs, call.signal);
    const honored = getHandledQueryArguments(queryArgs);
    const result = this.#documents(projection, found);
    return honored.length === 0 ? result : { ...result, extras: { [EXTRA_HONORED_ARGS]: honored } };
  }

  async getDocumentType(_call: BinderCall, documentId: string): Promise<string> {
    return typeOfDocument(documentId, this.#lookup.found(documentId).entry.isDirectory);
  }

  async isChildDocument(_call: BinderCall, parentDocumentId: string, documentId: string): Promise<boolean> {
    try {
      const parent = this.#lookup.found(parentDocumentId);
      return isDocumentWithin(this.#lookup.found(documentId), parent);
    } catch (error) {
      if (!(error instanceof Throwable) || error.name !== 'FileNotFoundException') throw error;
      const question = `Failed to determine if ${documentId} is child of ${parentDocumentId}`;
      throw new Throwable('IllegalArgumentException', `${question}: java.io.FileNotFoundException: ${error.message}`);
    }
  }

  async findDocumentPath(
    _call: BinderCall,
    parentDocumentId: string | null,
    childDocumentId: string,
  ): Promise<DocumentPath> {
    const child = this.#lookup.found(childDocumentId);
    const parent = parentDocumentId === null ? child.root.path : this.#lookup.found(parentDocumentId).path;
    if (!isWithin(child.path, parent))
      throw new Throwable('FileNotFoundException', `${child.path} is not found under ${parent}`);
    const path: string[] = [];
    for (let at = child.path; isWithin(at, parent); at = posix.dirname(at)) path.unshift(this.#lookup.idOf(at));
    return { rootId: parentDocumentId === null ? child.root.rootId : null, path };
  }

  createDocument(_call: BinderCall, document: NewDocument): Promise<string> {
    return this.#edits.create(document);
  }

  async renameDocument(_call: BinderCall, documentId: string, displayName: string): Promise<string | null> {
    const renamed = await this.#edits.rename(documentId, displayName);
    return renamed === documentId ? null : renamed;
  }

  moveDocument(_call: BinderCall, move: DocumentMove): Promise<string> {
    return this.#edits.move(move);
  }

  deleteDocument(_call: BinderCall, documentId: string): Promise<void> {
    return this.#edits.delete(documentId);
  }

  async openDocument(_call: BinderCall, documentId: string, mode: OpenMode): Promise<OpenedFile> {
    const { media, volumes } = this.#options;
    const services = {
      interrupted: this.#interrupted,
      bootCount: this.#options.bootCount,
      scanFile: (path: string) => media.scanFile(path),
      changed: (path: string) => volumes.fileChanges.call([path]),
    };
    return openedDocument(services, this.#lookup.found(documentId), mode);
  }

  /** MediaStore's picture of the file; where it has none the file itself, as DocumentsContract.openImageThumbnail answers. */
  async openDocumentThumbnail(call: BinderCall, documentId: string, sizeHint: Point): Promise<OpenedFile> {
    const { path } = this.#lookup.found(documentId);
    const thumbnail = await this.#options.media.openThumbnail(path, sizeHint, call.signal).catch(() => null);
    return thumbnail ?? this.openDocument(call, documentId, 'r');
  }

  async getDocumentMetadata(call: BinderCall, documentId: string): Promise<Bundle | null> {
    const { root, relative, entry } = this.#lookup.place(documentId);
    if (entry === null)
      throw new Throwable('FileNotFoundException', `Can't find the file for documentId: ${documentId}`);
    const { files } = root.volume;
    if (entry.isDirectory) return treeMetadata(await sizesBelow(files, files.spelled(relative), call.signal));
    if (!isExifType(typeOfDocument(documentId, false))) return null;
    const exif = await this.#options.readExif(entry.realPath);
    return exif === null ? null : exifMetadata(exif);
  }

  /** An unknown root is nobody's business. Differs from Android, where what is built in can be asked to be unmounted, too. */
  async ejectRoot(_call: BinderCall, rootId: string): Promise<void> {
    const root = this.#lookup.roots().find((each) => each.rootId === rootId);
    if (root === undefined) return;
    try {
      if (root.kind === 'primary' || root.kind === 'home') throw new Error(`${rootId} cannot be taken out`);
      await this.#options.unmount(root.volume.id);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new Throwable('IllegalStateException', `java.lang.RuntimeException: ${why}`, { cause });
    }
  }

  #documents(projection: Projection, places: readonly DocumentPlace[]): ResultSet {
    const rows = places.map((place) => documentRow(this.#lookup.platform, this.#lookup.listed(place)));
    return matrixCursor({ projection, defaults: DEFAULT_DOCUMENT_PROJECTION }, rows);
  }

  /** A file has no children, and what cannot be listed seems empty. */
  async #children(
    parentDocumentId: string,
    { projection, includeHidden }: Readonly<{ projection: Projection; includeHidden: boolean }>,
    signal: AbortSignal,
  ): Promise<ResultSet> {
    const parent = this.#lookup.found(parentDocumentId);
    const { files } = parent.root.volume;
    const nothing: Pick<DirectoryView, 'names' | 'entry'> = { names: [], entry: () => null };
    const directory = files.spelled(parent.relative);
    const view = parent.entry.isDirectory ? await files.openDirectory(directory).catch(() => nothing) : nothing;
    signal.throwIfAborted();
    // Taken out while it was listed: what there is of the listing says nothing.
    if (parent.root.volume.isDetached()) this.#lookup.found(parentDocumentId);
    const columns = projection ?? DEFAULT_DOCUMENT_PROJECTION;
    const { platform } = this.#lookup;
    const placeOf = childPlaces(this.#lookup, parent);
    const isUsb = parent.root.kind === 'usb';
    const isShown = (name: string) => !isHidden(platform, { path: `${parent.relative}/${name}`, isUsb });
    const names = includeHidden || !mayHideIn(parent.relative) ? view.names : view.names.filter(isShown);
    const rowOf = (name: string) =>
      inOrder(documentRow(platform, this.#lookup.listed(placeOf(name, view.entry(name)))), columns);
    return {
      columns,
      count: names.length,
      notificationUri: buildChildDocumentsUri(EXTERNAL_STORAGE_AUTHORITY, parentDocumentId),
      window: (start, length) => names.slice(start, start + length).map(rowOf),
    };
  }
}
