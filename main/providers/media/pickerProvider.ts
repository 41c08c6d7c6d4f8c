// Mirrors PickerUriResolver and PickerDbFacade: what the photo picker sees, and the items it handed out.
import type { Bundle, CursorValue, Projection } from '../../../contract/android/cursor.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import type { OpenMode } from '../../../contract/android/files.ts';
import { PICKER_LOCAL_AUTHORITY } from '../../../contract/android/mediaStore.ts';
import { parseId, parseUri, type Uri, uriParts } from '../../../contract/android/uri.ts';
import type { BinderCall } from '../../content/binderCall.ts';
import { type LocalFile, memoryResult, type ResultSet, type ThumbnailSize } from '../../content/contentProvider.ts';
import { isSelf } from './callerAccess.ts';
import type { MediaDatabase } from './db/mediaDatabase.ts';
import { type ItemRow, type MediaItems, SCHEMA_VERSION } from './mediaItems.ts';
import { composeAlbums, legacyAlbums, PICKER_ALBUM_COLUMNS, PINNED_ALBUMS } from './pickerAlbums.ts';
import { PICKER_MEDIA_COLUMNS, type PickerQuery, pickerRowName, unwrapPickerUri } from './pickerMedia.ts';
import { checkPickerOpen, checkUriPermission } from './pickerOpen.ts';
import { type PickerAlbum, PickerOrders } from './pickerOrder.ts';
import { readPickerPage } from './pickerPage.ts';
import type { Redaction } from './redaction.ts';

/** Rows of a page of the Compose picker that does not say how many it wants. */
const PAGE_SIZE = 100;

/** Not yet: a provider of cloud media. */
const NO_CLOUD = { cloudProvider: false } as const;

type PickerRow = Readonly<Record<string, CursorValue>>;

/** A quarter of an hour as a number since 1970 UTC, and how many items were taken in it. */
const PICKER_TIMELINE_COLUMNS = ['quarter_hour', 'count'] as const;

/** PickerMediaColumns, in the order of a null projection. */
const ITEM_COLUMNS = [
  '_data',
  '_size',
  '_display_name',
  'datetaken',
  'mime_type',
  'duration',
  'width',
  'height',
  'orientation',
];

export type PickerProviderServices = Readonly<{
  database: MediaDatabase;
  items: MediaItems;
  redaction: Redaction;
  /** Whether a URI grant lets the package read this URI. */
  mayRead(packageName: string, uri: Uri): boolean;
  mountedVolumes(): readonly string[];
}>;

export class PickerProvider {
  readonly #services: PickerProviderServices;
  readonly #orders: PickerOrders;

  constructor(services: PickerProviderServices) {
    this.#services = services;
    this.#orders = new PickerOrders(services.database);
  }

  /** content://media/picker_internal/media/local and …/all: items, newest first. */
  async queryMedia(queryArgs: Bundle): Promise<ResultSet> {
    const order = await this.#orders.of(this.#pickerQuery(queryArgs));
    return {
      columns: PICKER_MEDIA_COLUMNS,
      count: order.count,
      extras: this.#collectionInfo(),
      window: (start, length) => order.window(start, length).map((row) => valuesOf(row, PICKER_MEDIA_COLUMNS)),
    };
  }

  /** content://media/picker_internal/timeline/local and …/all: how many items each quarter of an hour has, newest first. */
  async queryTimeline(queryArgs: Bundle): Promise<ResultSet> {
    const { timeline } = await this.#orders.of(this.#pickerQuery(queryArgs));
    return {
      columns: PICKER_TIMELINE_COLUMNS,
      count: timeline.length,
      extras: this.#collectionInfo(),
      window: (start, length) =>
        timeline.slice(start, start + length).map(({ quarterHour, count }) => [quarterHour, count]),
    };
  }

  /** content://media/picker_internal/albums/local and …/all: albums that the XML picker shows. */
  async queryAlbums(queryArgs: Bundle, localOnly: boolean): Promise<ResultSet> {
    const query = this.#pickerQuery(queryArgs);
    const albums = await this.#orders.albums(query, PINNED_ALBUMS);
    const { mimeTypes } = query;
    return this.#albumResult(albums, legacyAlbums(countsOf(albums), { mimeTypes, localOnly, ...NO_CLOUD }));
  }

  /**
   * content://media/picker_internal/v2/media, v2/album and v2/album/<id>: what the Compose picker asks.
   * @throws {Throwable} UnsupportedOperationException for what it asks of other providers
   */
  async queryV2(uri: Uri, queryArgs: Bundle): Promise<ResultSet> {
    const [, , collection, albumId, ...rest] = uriParts(uri).segments;
    if (rest.length === 0 && collection === 'media' && albumId === undefined) return this.#queryPage(queryArgs);
    if (rest.length === 0 && collection === 'album') {
      return albumId === undefined
        ? this.#queryAlbumsV2(queryArgs)
        : this.#queryPage({ ...queryArgs, album_id: albumId });
    }
    throw new Throwable('UnsupportedOperationException', `Could not recognize content URI ${uri}`);
  }

  #queryPage(queryArgs: Bundle): ResultSet {
    const { rows, extras } = readPickerPage(this.#services.database, this.#pickerQuery(queryArgs), {
      pageSize: numberArg(queryArgs.page_size) ?? PAGE_SIZE,
      pickerId: numberArg(queryArgs.picker_id),
      dateTakenMillis: numberArg(queryArgs.date_taken_millis),
    });
    const page = memoryResult(
      PICKER_MEDIA_COLUMNS,
      rows.map((row) => valuesOf(row, PICKER_MEDIA_COLUMNS)),
    );
    return { ...page, extras: { ...extras, ...this.#collectionInfo() } };
  }

  async #queryAlbumsV2(queryArgs: Bundle): Promise<ResultSet> {
    const query = this.#pickerQuery(queryArgs);
    const albums = await this.#orders.albums(query, PINNED_ALBUMS);
    const { mimeTypes } = query;
    return this.#albumResult(albums, composeAlbums(countsOf(albums), { mimeTypes, cloudAlbums: [], ...NO_CLOUD }));
  }

  #albumResult(albums: ReadonlyMap<string, PickerAlbum>, shown: readonly string[]): ResultSet {
    const rows = shown.map((id) => valuesOf(albumRow(id, albums.get(id)), PICKER_ALBUM_COLUMNS));
    return { ...memoryResult(PICKER_ALBUM_COLUMNS, rows), extras: this.#collectionInfo() };
  }

  /** CloudMediaProviderContract.MediaCollectionInfo of the device's own photos: another id, and nothing read before counts. */
  #collectionInfo(): Bundle {
    const { database, mountedVolumes } = this.#services;
    const volumes = [...mountedVolumes()].sort().join(':');
    return {
      media_collection_id: `${SCHEMA_VERSION}:${database.uuid()}:${volumes}`,
      last_media_sync_generation: database.generation(),
    };
  }

  /** A picked item as its receiver sees it: nine columns, unknown ones NULL, selection and order of no effect. */
  queryItem(call: BinderCall, uri: Uri, projection: Projection): ResultSet {
    this.#enforce(call, uri);
    const columns = projection === null || projection.length === 0 ? ITEM_COLUMNS : projection;
    const { segment, ...unwrapped } = this.#unwrap(uri);
    const sql = 'SELECT _size, datetaken, mime_type, duration, width, height, orientation FROM files WHERE _id = ?';
    const row = this.#services.database.get<Record<string, CursorValue>>(sql, Number(unwrapped.mediaId));
    if (row === null) return memoryResult(columns, []);
    const { userId, host, mediaId } = unwrapped;
    const named = pickerRowName({ segment, userId, authority: host, mediaId, mimeType: String(row.mime_type) });
    const values: Record<string, CursorValue | undefined> = { ...row, ...named };
    return memoryResult(columns, [columns.map((column) => values[column] ?? null)]);
  }

  typeOf(call: BinderCall, uri: Uri): string | null {
    this.#enforce(call, uri);
    return this.#row(uri)?.mime_type ?? null;
  }

  /** @throws {Throwable} SecurityException, UnsupportedOperationException, FileNotFoundException */
  async openItem(call: BinderCall, uri: Uri, mode: OpenMode): Promise<LocalFile> {
    const { packageName, uid } = call.caller;
    const { items, redaction, mayRead } = this.#services;
    const redacted = checkPickerOpen({
      uri,
      mode,
      uid,
      mayRead: (granted) => isSelf(call) || mayRead(packageName, granted),
      locationHidden: redaction.isHiddenFrom(packageName),
    });
    return items.picked(this.#rowOrThrow(uri), uri, redacted);
  }

  async openThumbnail(call: BinderCall, uri: Uri, size: ThumbnailSize): Promise<LocalFile> {
    this.#enforce(call, uri);
    return this.#services.items.thumbnailOf(this.#rowOrThrow(uri), size);
  }

  #enforce(call: BinderCall, uri: Uri): void {
    const { packageName, uid } = call.caller;
    const mayRead = (granted: Uri) => isSelf(call) || this.#services.mayRead(packageName, granted);
    checkUriPermission({ uri, uid, mayRead });
  }

  #row(uri: Uri): ItemRow | null {
    return this.#services.items.byId(Number(this.#unwrap(uri).mediaId));
  }

  #rowOrThrow(uri: Uri): ItemRow {
    const row = this.#row(uri);
    if (row === null) throw new Throwable('FileNotFoundException', `File not found for uri: ${uri}`);
    return row;
  }

  #unwrap(uri: Uri) {
    return { ...unwrapPickerUri(uri), segment: uriParts(uri).segments[0] ?? '' };
  }

  #pickerQuery({ mime_types, album_id, pre_selection_uris, user_id }: Bundle): PickerQuery {
    const albumId = typeof album_id === 'string' ? album_id : null;
    const ids = Array.isArray(pre_selection_uris)
      ? texts(pre_selection_uris).map((uri) => parseId(parseUri(uri)))
      : null;
    // The volumes are those of the device's user; what another one has is on none of them.
    const volumeNames = (numberArg(user_id) ?? 0) === 0 ? this.#services.mountedVolumes() : [];
    return { mimeTypes: texts(mime_types), albumId, ids, volumeNames };
  }
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

function numberArg(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
}

function valuesOf(row: PickerRow, columns: readonly string[]): readonly CursorValue[] {
  return columns.map((column) => row[column] ?? null);
}

function albumRow(id: string, album: PickerAlbum | undefined): PickerRow {
  const { id: coverId = null, authority = null, date_taken_millis = null } = album?.cover ?? {};
  const cover = { album_media_cover_id: coverId, cover_authority: authority, date_taken_millis };
  const own = { album_id: id, display_name: id, authority: PICKER_LOCAL_AUTHORITY };
  return { ...own, ...cover, album_media_count: album?.count ?? 0 };
}

function countsOf(albums: ReadonlyMap<string, PickerAlbum>): ReadonlyMap<string, number> {
  return new Map([...albums].map(([id, { count }]) => [id, count]));
}
