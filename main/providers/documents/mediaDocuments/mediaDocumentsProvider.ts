// Mirrors MediaDocumentsProvider: what MediaStore has, as images, videos, audio and documents to pick from.
import type { Bundle, CursorValue, Projection } from '../../../../contract/android/cursor.ts';
import {
  buildRootsUri,
  Document,
  MEDIA_DOCUMENTS_AUTHORITY,
  PROVIDER_INTERFACE,
} from '../../../../contract/android/documentsContract.ts';
import type { Point } from '../../../../contract/android/documentsProvider.ts';
import { Throwable } from '../../../../contract/android/errors.ts';
import type { OpenMode } from '../../../../contract/android/files.ts';
import { EXTRA_HONORED_ARGS, QUERY_ARG } from '../../../../contract/android/mediaStore.ts';
import { parseId, type Uri, withAppendedId } from '../../../../contract/android/uri.ts';
import type { BinderCall } from '../../../content/binderCall.ts';
import type { OpenedFile, ResultSet } from '../../../content/contentProvider.ts';
import { type ContentObservers, NOTIFY } from '../../../content/observers.ts';
import type { DeviceDocumentsProvider, ProviderServices } from '../deviceDocumentsProvider.ts';
import { type ExifTexts, exifMetadata } from '../externalStorage/documentMetadata.ts';
import { isExifType } from '../externalStorage/storageFlags.ts';
import { mappedCursor, matrixCursor, type NamedRow } from '../matrixCursor.ts';
import { MEDIA_RECENTS, recentsLimit } from '../recentsLimit.ts';
import type { SystemResolver } from '../systemResolver.ts';
import {
  audioDirectory,
  bucketDocument,
  DEFAULT_DOCUMENT_PROJECTION,
  DEFAULT_ROOT_PROJECTION,
  itemColumns,
  itemDocument,
  rootDocument,
  rootRow,
} from './documentRows.ts';
import { documentIdOf, identOf } from './ids.ts';
import { AUDIO, IMAGES, kindOfBucket, kindOfItem, kindOfRoot, MEDIA_KINDS, type MediaKind } from './kinds.ts';
import { metadataBundle, metadataColumns } from './metadata.ts';
import { buildSearchSelection, searchedFor, searchedTypes } from './searchSelection.ts';

export type MediaDocumentsServices = Readonly<{
  /** As the media provider's own package, which sees every row. */
  resolver: SystemResolver;
  observers: ContentObservers;
  services: ProviderServices;
  sdk(): number;
  packageName: string;
  /** EXIF of a file on this computer, by ExifInterface's names; null when it cannot be read. */
  readExif(realPath: string): Promise<ExifTexts | null>;
}>;

type Rows = Readonly<{
  columns: readonly string[];
  selection?: string;
  args?: readonly (string | number)[];
  order?: string;
  limit?: number;
  groupBy?: string;
}>;

export class MediaDocumentsProvider implements DeviceDocumentsProvider {
  readonly info;
  readonly #services: MediaDocumentsServices;
  /** Kinds whose root was answered as empty: the first item of theirs is news. */
  readonly #returnedEmpty = new Set<MediaKind>();
  #isWatching = false;

  constructor(services: MediaDocumentsServices) {
    this.#services = services;
    this.info = {
      ...{ authority: MEDIA_DOCUMENTS_AUTHORITY, packageName: services.packageName, exported: true },
      ...{ grantUriPermissions: true, permission: 'android.permission.MANAGE_DOCUMENTS' },
      intentActions: [PROVIDER_INTERFACE],
      ...{ label: 'Media Storage', name: 'com.android.providers.media.MediaDocumentsProvider' },
    };
  }

  async queryRoots(call: BinderCall, projection: Projection): Promise<ResultSet> {
    this.#watch();
    const rows: NamedRow[] = [];
    for (const kind of MEDIA_KINDS.filter(({ since }) => since <= this.#services.sdk())) {
      const isEmpty = (await this.#rows(call, kind, { columns: ['_id'], limit: 1 })).count === 0;
      if (isEmpty) this.#returnedEmpty.add(kind);
      rows.push(rootRow(kind, isEmpty));
    }
    return matrixCursor({ projection, defaults: DEFAULT_ROOT_PROJECTION }, rows);
  }

  async queryDocument(call: BinderCall, documentId: string, projection: Projection): Promise<ResultSet> {
    this.#watch();
    const sdk = this.#services.sdk();
    const { type, id } = identOf(documentId);
    const root = kindOfRoot(type, sdk);
    if (root !== null) return this.#documents(root, projection, [rootDocument(root)]);
    const bucket = kindOfBucket(type, sdk);
    if (bucket !== null)
      return this.#documents(bucket, projection, (await this.#buckets(call, bucket, id)).slice(0, 1));
    if (type === 'artist' || type === 'album') {
      const rows = await this.#audioDirectories(call, type, { column: `${type}_id`, id });
      return this.#documents(AUDIO, projection, rows.slice(0, 1));
    }
    const item = kindOfItem(type, sdk);
    if (item === null) throw unsupportedDocument(documentId);
    return this.#items(call, item, projection, { selection: '_id = ?', args: [id] });
  }

  async queryChildDocuments(call: BinderCall, documentId: string, projection: Projection): Promise<ResultSet> {
    this.#watch();
    const sdk = this.#services.sdk();
    const { type, id } = identOf(documentId);
    const root = kindOfRoot(type, sdk);
    if (root !== null && root.bucket === null)
      return this.#documents(AUDIO, projection, await this.#audioDirectories(call, 'artist', null));
    if (root !== null) return this.#documents(root, projection, await this.#buckets(call, root, null));
    const bucket = kindOfBucket(type, sdk);
    if (bucket !== null)
      return this.#items(call, bucket, projection, { selection: 'bucket_id = ?', args: [String(id)] });
    if (type === 'artist')
      return this.#documents(
        AUDIO,
        projection,
        await this.#audioDirectories(call, 'album', { column: 'artist_id', id }),
      );
    if (type === 'album') return this.#items(call, AUDIO, projection, { selection: 'album_id = ?', args: [id] });
    throw unsupportedDocument(documentId);
  }

  async queryRecentDocuments(
    call: BinderCall,
    rootId: string,
    projection: Projection,
    queryArgs: Bundle,
  ): Promise<ResultSet> {
    const kind = kindOfRoot(rootId, this.#services.sdk());
    if (kind === null || kind === AUDIO) throw unsupportedRoot(rootId);
    const { limit, honoredArgs } = recentsLimit(queryArgs, MEDIA_RECENTS);
    const found = await this.#items(call, kind, projection, { order: 'date_modified DESC', limit });
    return honoredArgs === null ? found : { ...found, extras: { [EXTRA_HONORED_ARGS]: honoredArgs } };
  }

  async querySearchDocuments(
    call: BinderCall,
    rootId: string,
    projection: Projection,
    queryArgs: Bundle,
  ): Promise<ResultSet> {
    const kind = kindOfRoot(rootId, this.#services.sdk());
    if (kind === null) throw unsupportedRoot(rootId);
    const asked = searchedFor(queryArgs);
    const types = searchedTypes(kind, asked.mimeTypes);
    const extras = { [EXTRA_HONORED_ARGS]: honoredSearchArgs(queryArgs) };
    if (!types.query) return { ...this.#documents(kind, projection, []), extras };
    const columns = {
      displayName: kind.nameColumn,
      mimeType: 'mime_type',
      lastModified: 'date_modified',
      size: '_size',
    };
    const where = buildSearchSelection({ ...asked, mimeTypes: types.mimeTypes }, columns);
    return { ...(await this.#items(call, kind, projection, { ...where, order: 'date_modified DESC' })), extras };
  }

  async openDocument(call: BinderCall, documentId: string, mode: OpenMode): Promise<OpenedFile> {
    return this.#services.resolver.openFile(this.#uriOf(documentId), mode, call.signal);
  }

  async deleteDocument(_call: BinderCall, documentId: string): Promise<void> {
    await this.#services.resolver.delete(this.#uriOf(documentId));
  }

  async openDocumentThumbnail(call: BinderCall, documentId: string, sizeHint: Point): Promise<OpenedFile> {
    const { type, id } = identOf(documentId);
    const kinds = MEDIA_KINDS.filter(({ nameColumn, bucket }) => nameColumn === '_display_name' && bucket !== null);
    const visual = kinds.filter(({ item }) => item === 'image' || item === 'video');
    const bucket = visual.find((kind) => kind.bucket === type);
    const kind = bucket ?? visual.find(({ item }) => item === type);
    if (kind === undefined) throw unsupportedDocument(documentId);
    const shown = bucket === undefined ? id : await this.#newestOf(call, bucket, id);
    return this.#services.resolver.openThumbnail(withAppendedId(kind.collection, shown), sizeHint, call.signal);
  }

  async getDocumentMetadata(call: BinderCall, documentId: string): Promise<Bundle> {
    const { type, id } = identOf(documentId);
    const kind = kindOfItem(type, this.#services.sdk());
    if (kind === IMAGES && isExifType(await this.#typeOf(call, documentId))) {
      const file = await this.openDocument(call, documentId, 'r');
      return exifMetadata(('path' in file ? await this.#services.readExif(file.path) : null) ?? {});
    }
    const columns = kind === null ? null : metadataColumns(kind);
    if (kind === null || columns === null)
      throw new Throwable('FileNotFoundException', `Metadata request for unsupported file type: ${type}`);
    const [row] = (await this.#rows(call, kind, { columns, selection: '_id = ?', args: [id] })).window(0, 1);
    if (row === undefined) throw new Throwable('FileNotFoundException', `Can't find document id: ${documentId}`);
    return metadataBundle(kind, row);
  }

  /** '' for an item that is not there. */
  async #typeOf(call: BinderCall, documentId: string): Promise<string> {
    const rows = await this.queryDocument(call, documentId, [Document.COLUMN_MIME_TYPE]);
    return String(rows.window(0, 1)[0]?.[0] ?? '');
  }

  /** @throws {Throwable} UnsupportedOperationException for what is no item */
  #uriOf(documentId: string): Uri {
    const { type, id } = identOf(documentId);
    const kind = kindOfItem(type, this.#services.sdk());
    if (kind === null || id === -1) throw unsupportedDocument(documentId);
    return withAppendedId(kind.collection, id);
  }

  async #newestOf(call: BinderCall, kind: MediaKind, bucketId: number): Promise<number> {
    const rows: Rows = { columns: ['_id'], selection: 'bucket_id = ?', args: [String(bucketId)] };
    const found = await this.#rows(call, kind, { ...rows, order: 'date_modified DESC', limit: 1 });
    const [id] = found.window(0, 1)[0] ?? [];
    if (id === undefined) throw new Throwable('FileNotFoundException', 'No video found for bucket');
    return Number(id);
  }

  /** One row per directory, or the one with this id. */
  async #buckets(call: BinderCall, kind: MediaKind, id: number | null): Promise<readonly NamedRow[]> {
    const found = await this.#rows(call, kind, {
      columns: ['bucket_id', 'bucket_display_name', 'volume_name', 'max(date_modified)'],
      ...(id !== null && { selection: 'bucket_id = ?', args: [String(id)] }),
      ...{ groupBy: 'bucket_id', order: 'bucket_id' },
    });
    return all(found).map(([bucketId = null, displayName = null, volumeName = null, dateModified = null]) =>
      bucketDocument(kind, { id: bucketId, displayName, volumeName, dateModified }),
    );
  }

  async #audioDirectories(
    call: BinderCall,
    type: 'artist' | 'album',
    of: Readonly<{ column: string; id: number }> | null,
  ): Promise<readonly NamedRow[]> {
    const found = await this.#rows(call, AUDIO, {
      columns: [`${type}_id`, type],
      ...(of !== null && { selection: `${of.column} = ?`, args: [of.id] }),
      ...{ groupBy: `${type}_id`, order: type },
    });
    return all(found).map(([id = null, name = null]) => audioDirectory(type, id, name));
  }

  async #items(
    call: BinderCall,
    kind: MediaKind,
    projection: Projection,
    which: Omit<Rows, 'columns'>,
  ): Promise<ResultSet> {
    const found = await this.#rows(call, kind, { ...which, columns: itemColumns(kind) });
    return mappedCursor(this.#columns(kind, projection), found, (row) => itemDocument(kind, row));
  }

  #documents(kind: MediaKind, projection: Projection, rows: readonly NamedRow[]): ResultSet {
    return matrixCursor(this.#columns(kind, projection), rows);
  }

  /** Cursors tell of changes on the MediaStore collection they come from. */
  #columns(kind: MediaKind, projection: Projection) {
    return { projection, defaults: DEFAULT_DOCUMENT_PROJECTION, notificationUri: kind.collection };
  }

  async #rows(call: BinderCall, kind: MediaKind, rows: Rows): Promise<ResultSet> {
    const selection = [kind.selection, rows.selection ?? ''].filter((clause) => clause !== '').join(' AND ');
    const queryArgs: Bundle = {
      ...(selection !== '' && { [QUERY_ARG.SQL_SELECTION]: selection }),
      ...(rows.args !== undefined && { [QUERY_ARG.SQL_SELECTION_ARGS]: rows.args.map(String) }),
      ...(rows.order !== undefined && { [QUERY_ARG.SQL_SORT_ORDER]: rows.order }),
      ...(rows.groupBy !== undefined && { [QUERY_ARG.SQL_GROUP_BY]: rows.groupBy }),
      ...(rows.limit !== undefined && { [QUERY_ARG.LIMIT]: rows.limit }),
    };
    const found = await this.#services.resolver.query(kind.collection, queryArgs, rows.columns, call.signal);
    return found ?? matrixCursor({ projection: rows.columns, defaults: [] }, []);
  }

  /** onMediaStoreInsert and onMediaStoreDelete, from the first question on: before it nobody has anything of ours. */
  #watch(): void {
    if (this.#isWatching) return;
    this.#isWatching = true;
    for (const kind of MEDIA_KINDS) {
      this.#services.observers.register(kind.collection, true, (uris, flags) => this.#changed(kind, uris, flags));
    }
  }

  #changed(kind: MediaKind, uris: readonly Uri[], flags: number): void {
    const { services } = this.#services;
    const roots = buildRootsUri(MEDIA_DOCUMENTS_AUTHORITY);
    if ((flags & NOTIFY.DELETE) !== 0) {
      for (const id of uris.map(parseId).filter((id) => id > 0)) {
        services.revokeDocumentPermission(MEDIA_DOCUMENTS_AUTHORITY, documentIdOf(kind.item, id));
      }
      services.notifyChange(roots);
    } else if ((flags & NOTIFY.INSERT) !== 0 && this.#returnedEmpty.delete(kind)) services.notifyChange(roots);
  }
}

/** Rows of a result that is small by nature: directories. */
function all(result: ResultSet): readonly (readonly CursorValue[])[] {
  return result.window(0, result.count);
}

/** What of a search is looked at; the limit is not. */
function honoredSearchArgs(queryArgs: Bundle): readonly string[] {
  return [
    'android:query-arg-exclude-media',
    'android:query-arg-display-name',
    'android:query-arg-file-size-over',
    'android:query-arg-last-modified-after',
    'android:query-arg-mime-types',
  ].filter((key) => key in queryArgs);
}

function unsupportedDocument(documentId: string): Throwable {
  return new Throwable('UnsupportedOperationException', `Unsupported document ${documentId}`);
}

function unsupportedRoot(rootId: string): Throwable {
  return new Throwable('UnsupportedOperationException', `Unsupported root ${rootId}`);
}
