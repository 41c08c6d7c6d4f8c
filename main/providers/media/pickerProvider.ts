// Mirrors PickerDataLayer, PickerDataLayerV2 and PickerDbFacade: what the photo picker is told of what there is to pick.
import type { Bundle, CursorValue } from '../../../contract/android/cursor.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import { PICKER_LOCAL_AUTHORITY } from '../../../contract/android/mediaStore.ts';
import { parseUri, type Uri, uriParts } from '../../../contract/android/uri.ts';
import { memoryResult, type ResultSet } from '../../content/contentProvider.ts';
import type { CloudAlbumRow, CloudMirror } from './cloud/cloudMirror.ts';
import type { PickerSyncController } from './cloud/pickerSyncController.ts';
import type { MediaDatabase } from './db/mediaDatabase.ts';
import { SCHEMA_VERSION } from './mediaItems.ts';
import { composeAlbums, isDeviceAlbum, legacyAlbums, PICKER_ALBUM_COLUMNS, PINNED_ALBUMS } from './pickerAlbums.ts';
import { PICKER_MEDIA_COLUMNS, type PickerQuery } from './pickerMedia.ts';
import type { PickerAlbum, PickerOrders } from './pickerOrder.ts';
import { readPickerPage } from './pickerPage.ts';
import { unwrapPickerUri } from './pickerUri.ts';

/** Rows of a page of the Compose picker that does not say how many it wants. */
const PAGE_SIZE = 100;

/** Rows that cross the wire at once: more would cost a page that scrolls a frame, for photos that it flies past. */
const WINDOW_ROWS = 100;

type PickerRow = Readonly<Record<string, CursorValue>>;

/** A quarter of an hour as a number since 1970 UTC, and how many items were taken in it. */
const PICKER_TIMELINE_COLUMNS = ['quarter_hour', 'count'] as const;

export type PickerProviderServices = Readonly<{
  database: MediaDatabase;
  mirror: CloudMirror;
  sync: PickerSyncController;
  orders: PickerOrders;
  mountedVolumes(): readonly string[];
}>;

/** What the picker asks, and whether it may be told of cloud media at all. */
export type PickerQuestion = Readonly<{ args: Bundle; localOnly: boolean }>;

export class PickerProvider {
  readonly #services: PickerProviderServices;

  constructor(services: PickerProviderServices) {
    this.#services = services;
  }

  /** content://media/picker_internal/media/local and …/all: items, newest first. */
  async queryMedia(question: PickerQuestion): Promise<ResultSet> {
    const query = await this.#query(question);
    const order = await this.#services.orders.of(query);
    return {
      columns: PICKER_MEDIA_COLUMNS,
      count: order.count,
      extras: this.#collectionInfo(query),
      windowRows: WINDOW_ROWS,
      window: (start, length) => order.window(start, length).map((row) => valuesOf(row, PICKER_MEDIA_COLUMNS)),
    };
  }

  /** content://media/picker_internal/timeline/local and …/all: how many items each quarter of an hour has, newest first. */
  async queryTimeline(question: PickerQuestion): Promise<ResultSet> {
    const query = await this.#query(question);
    const { timeline } = await this.#services.orders.of(query);
    return {
      columns: PICKER_TIMELINE_COLUMNS,
      count: timeline.length,
      extras: this.#collectionInfo(query),
      window: (start, length) =>
        timeline.slice(start, start + length).map(({ quarterHour, count }) => [quarterHour, count]),
    };
  }

  /** content://media/picker_internal/albums/local and …/all: albums that the XML picker shows. */
  async queryAlbums({ args, localOnly }: PickerQuestion): Promise<ResultSet> {
    const query = await this.#query({ args: { ...args, album_id: null }, localOnly });
    const albums = await this.#services.orders.albums(query, PINNED_ALBUMS);
    const { mimeTypes } = query;
    const cloudProvider = hasCloud(query);
    const shown = legacyAlbums(countsOf(albums), { mimeTypes, localOnly, cloudProvider });
    return this.#albumResult(query, albums, [...shown, ...this.#cloudAlbums(query).keys()]);
  }

  /**
   * content://media/picker_internal/v2/media, v2/album and v2/album/<id>: what the Compose picker asks. Without the
   * authority of the cloud provider among its `providers` it is told of the device's own items.
   * @throws {Throwable} UnsupportedOperationException for what it asks of other providers
   */
  async queryV2(uri: Uri, args: Bundle): Promise<ResultSet> {
    const [, , collection, albumId, ...rest] = uriParts(uri).segments;
    const { cloudProvider } = this.#services.sync;
    const localOnly = Array.isArray(args.providers) && !args.providers.includes(cloudProvider);
    if (rest.length === 0 && collection === 'media' && albumId === undefined)
      return this.#queryPage({ args, localOnly });
    if (rest.length === 0 && collection === 'album') {
      return albumId === undefined
        ? this.#queryAlbumsV2({ args, localOnly })
        : this.#queryPage({ args: { ...args, album_id: albumId }, localOnly });
    }
    throw new Throwable('UnsupportedOperationException', `Could not recognize content URI ${uri}`);
  }

  async #queryPage(question: PickerQuestion): Promise<ResultSet> {
    const query = await this.#query(question);
    const { args } = question;
    const { rows, extras } = readPickerPage(this.#services.database, query, {
      pageSize: numberArg(args.page_size) ?? PAGE_SIZE,
      pickerId: numberArg(args.picker_id),
      dateTakenMillis: numberArg(args.date_taken_millis),
    });
    const page = memoryResult(
      PICKER_MEDIA_COLUMNS,
      rows.map((row) => valuesOf(row, PICKER_MEDIA_COLUMNS)),
    );
    return { ...page, extras: { ...extras, ...this.#collectionInfo(query) } };
  }

  async #queryAlbumsV2(question: PickerQuestion): Promise<ResultSet> {
    const query = await this.#query(question);
    const albums = await this.#services.orders.albums(query, PINNED_ALBUMS);
    const { mimeTypes } = query;
    const cloudAlbums = [...this.#cloudAlbums(query).keys()];
    const shown = composeAlbums(countsOf(albums), { mimeTypes, cloudAlbums, cloudProvider: hasCloud(query) });
    return this.#albumResult(query, albums, shown);
  }

  #cloudAlbums(query: PickerQuery): ReadonlyMap<string, CloudAlbumRow> {
    const albums = hasCloud(query) ? this.#services.mirror.albums() : [];
    return new Map(albums.map((album) => [album.album_id, album]));
  }

  #albumResult(query: PickerQuery, albums: ReadonlyMap<string, PickerAlbum>, shown: readonly string[]): ResultSet {
    const cloud = this.#cloudAlbums(query);
    const rows = shown.map((id) => valuesOf(cloud.get(id) ?? albumRow(id, albums.get(id)), PICKER_ALBUM_COLUMNS));
    return { ...memoryResult(PICKER_ALBUM_COLUMNS, rows), extras: this.#collectionInfo(query) };
  }

  /** CloudMediaProviderContract.MediaCollectionInfo of what is shown: another id, and nothing read before counts. */
  #collectionInfo(query: PickerQuery): Bundle {
    const { database, mountedVolumes, orders, sync } = this.#services;
    const volumes = [...mountedVolumes()].sort().join(':');
    const own = `${SCHEMA_VERSION}:${database.uuid()}:${volumes}`;
    if (!hasCloud(query)) return { media_collection_id: own, last_media_sync_generation: database.generation() };
    const generation = database.generation() + orders.cloudRevision;
    return { media_collection_id: `${own}+${sync.shown}`, last_media_sync_generation: generation };
  }

  /** Waits for a sync as long as the picker does, and says what there is then. */
  async #query({ args, localOnly }: PickerQuestion): Promise<PickerQuery> {
    const albumId = typeof args.album_id === 'string' ? args.album_id : null;
    // The volumes are those of the device's user, and so is the cloud provider; another user has neither.
    const isOwner = (numberArg(args.user_id) ?? 0) === 0;
    const authority = isOwner && !localOnly ? await this.#cloudAuthority(albumId) : null;
    const { ids, cloudIds } = selectedIds(args.pre_selection_uris, authority);
    return {
      ...{ mimeTypes: texts(args.mime_types), albumId, ids },
      volumeNames: isOwner ? this.#services.mountedVolumes() : [],
      cloud: authority === null ? null : { ids: cloudIds },
    };
  }

  async #cloudAuthority(albumId: string | null): Promise<string | null> {
    const { sync } = this.#services;
    await sync.settled();
    if (albumId !== null && !isDeviceAlbum(albumId)) await sync.syncAlbum(albumId);
    return sync.shown;
  }
}

/** The items that are asked for by their picker URIs, the device's and the provider's; nulls for all. */
function selectedIds(uris: unknown, authority: string | null) {
  if (!Array.isArray(uris)) return { ids: null, cloudIds: null };
  const items = texts(uris).map((uri) => unwrapPickerUri(parseUri(uri)));
  const idsOf = (host: string) => items.flatMap((item) => (item.host === host ? [item.mediaId] : []));
  const ids = idsOf(PICKER_LOCAL_AUTHORITY).map(Number);
  return { ids: ids.filter(Number.isSafeInteger), cloudIds: authority === null ? [] : idsOf(authority) };
}

function hasCloud({ cloud = null }: PickerQuery): boolean {
  return cloud !== null;
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
