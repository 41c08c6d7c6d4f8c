// The media of the work profile: a MediaProvider of its own on a phone, a small library that is always the same here.
import type { Bundle, CursorValue } from '../../../contract/android/cursor.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import { PICKER_LOCAL_AUTHORITY } from '../../../contract/android/mediaStore.ts';
import { parseUri, type Uri, uriParts } from '../../../contract/android/uri.ts';
import { type LocalFile, memoryResult, type ResultSet, type ThumbnailSize } from '../../content/contentProvider.ts';
import { type Device, WORK_USER_ID } from '../../device/device.ts';
import { CloudMediaFiles } from './cloud/cloudMediaFiles.ts';
import { type CloudMediaItem, factsOf, firstItem, numberOf } from './cloud/cloudMediaItem.ts';
import { composeAlbums, legacyAlbums, PICKER_ALBUM_COLUMNS } from './pickerAlbums.ts';
import { PICKER_MEDIA_COLUMNS } from './pickerMedia.ts';
import type { PickerProvider, PickerQuestion } from './pickerProvider.ts';
import { unwrapPickerUri } from './pickerUri.ts';

/** What the photo picker asks of one user's media. */
export type PickerQueries = Pick<PickerProvider, 'queryMedia' | 'queryTimeline' | 'queryAlbums' | 'queryV2'>;

const ITEMS = 24;
/** Numbers of the drawings: others than those of a cloud's first photos. */
const FIRST_DRAWING = 1_001;
const TAKEN_UNTIL = Date.UTC(2024, 4, 31, 12);
const QUARTER_HOUR = 900_000;
/** The bytes are on the device. */
const NO_NETWORK = { request: async () => undefined, transfer: async () => undefined };

type Row = Readonly<Record<string, CursorValue>>;

export class WorkProfileMedia implements PickerQueries {
  readonly #device: Pick<Device, 'workProfile'>;
  readonly #files: CloudMediaFiles;
  readonly #items: readonly CloudMediaItem[] = Array.from({ length: ITEMS }, (_, index) =>
    firstItem(FIRST_DRAWING + index, TAKEN_UNTIL),
  ).toSorted((a, b) => b.dateTakenMillis - a.dateTakenMillis);

  /** @param folder where bytes are written when they are asked for */
  constructor(folder: string, device: Pick<Device, 'workProfile'>) {
    this.#device = device;
    this.#files = new CloudMediaFiles(folder, NO_NETWORK);
  }

  async queryMedia({ args }: Pick<PickerQuestion, 'args'>): Promise<ResultSet> {
    return this.#result(PICKER_MEDIA_COLUMNS, this.#rows(args));
  }

  async queryTimeline({ args }: Pick<PickerQuestion, 'args'>): Promise<ResultSet> {
    const counts = new Map<number, number>();
    for (const { date_taken_millis } of this.#rows(args)) {
      const quarterHour = Math.floor(Number(date_taken_millis) / QUARTER_HOUR);
      counts.set(quarterHour, (counts.get(quarterHour) ?? 0) + 1);
    }
    const rows = [...counts].map(([quarter_hour, count]) => ({ quarter_hour, count }));
    return this.#result(['quarter_hour', 'count'], rows);
  }

  async queryAlbums({ args, localOnly }: PickerQuestion): Promise<ResultSet> {
    const { counts, mimeTypes } = this.#albumCounts(args);
    return this.#albums(args, legacyAlbums(counts, { mimeTypes, localOnly, cloudProvider: false }));
  }

  /** @throws {Throwable} UnsupportedOperationException for what the Compose picker asks of other providers */
  async queryV2(uri: Uri, args: Bundle): Promise<ResultSet> {
    const [, , collection, albumId] = uriParts(uri).segments;
    if (collection === 'media') return this.queryMedia({ args });
    if (collection !== 'album') {
      throw new Throwable('UnsupportedOperationException', `Could not recognize content URI ${uri}`);
    }
    if (albumId !== undefined) return this.queryMedia({ args: { ...args, album_id: albumId } });
    const { counts, mimeTypes } = this.#albumCounts(args);
    return this.#albums(args, composeAlbums(counts, { mimeTypes, cloudProvider: false, cloudAlbums: [] }));
  }

  /** PickerMediaColumns of an item; null for one that is not there, and when the profile does not run. */
  find(mediaId: string): Row | null {
    const item = this.#isRunning() ? this.#item(mediaId) : null;
    if (item === null) return null;
    const { mimeType, width, height, sizeBytes, durationMillis } = factsOf(item);
    return {
      ...{ _size: sizeBytes, datetaken: item.dateTakenMillis, mime_type: mimeType, duration: durationMillis },
      ...{ width, height, orientation: 0 },
    };
  }

  /** @throws {Throwable} FileNotFoundException, as for a user that there is not */
  open(uri: Uri, mediaId: string, signal: AbortSignal): Promise<LocalFile> {
    return this.#files.file(this.#itemOrThrow(uri, mediaId), { signal, isCut: false });
  }

  /** @throws {Throwable} FileNotFoundException */
  openThumbnail(uri: Uri, { mediaId, size }: Readonly<{ mediaId: string; size: ThumbnailSize }>, signal: AbortSignal) {
    return this.#files.thumbnail(this.#itemOrThrow(uri, mediaId), size, signal);
  }

  #itemOrThrow(uri: Uri, mediaId: string): CloudMediaItem {
    if (!this.#isRunning()) throw new Throwable('FileNotFoundException', `No item at ${uri}`);
    const item = this.#item(mediaId);
    if (item === null) throw new Throwable('FileNotFoundException', `File not found for uri: ${uri}`);
    return item;
  }

  /** A profile that an administrator keeps apart runs, and what was handed out of it is still there. */
  #isRunning(): boolean {
    return this.#device.workProfile === 'ready' || this.#device.workProfile === 'blocked';
  }

  #item(mediaId: string): CloudMediaItem | null {
    return this.#items.find((item) => String(idOf(item)) === mediaId) ?? null;
  }

  #rows({ mime_types, album_id, pre_selection_uris }: Bundle): readonly Row[] {
    if (this.#device.workProfile !== 'ready') return [];
    const patterns = texts(mime_types) ?? [];
    const ids = texts(pre_selection_uris)?.map((uri) => unwrapPickerUri(parseUri(uri)).mediaId) ?? null;
    return this.#items
      .map(mediaRow)
      .filter(({ mime_type }) => patterns.length === 0 || patterns.some((each) => isLike(String(mime_type), each)))
      .filter(({ id }) => ids === null || ids.includes(String(id)))
      .filter((row) => typeof album_id !== 'string' || isInAlbum(row, album_id));
  }

  #albumCounts(args: Bundle) {
    const rows = this.#rows({ ...args, album_id: null });
    const counts = new Map(ALBUMS.map((id) => [id, rows.filter((row) => isInAlbum(row, id)).length]));
    return { counts, mimeTypes: texts(args.mime_types) ?? [] };
  }

  #albums(args: Bundle, shown: readonly string[]): ResultSet {
    const rows = this.#rows({ ...args, album_id: null });
    const albums = shown.map((id): Row => {
      const members = rows.filter((row) => isInAlbum(row, id));
      const { id: cover = null, authority = null, date_taken_millis = null } = members[0] ?? {};
      return {
        ...{ album_id: id, display_name: id, authority: PICKER_LOCAL_AUTHORITY },
        ...{ album_media_cover_id: cover, cover_authority: authority, date_taken_millis },
        album_media_count: members.length,
      };
    });
    return this.#result(PICKER_ALBUM_COLUMNS, albums);
  }

  #result(columns: readonly string[], rows: readonly Row[]): ResultSet {
    const extras = { media_collection_id: `user ${WORK_USER_ID}: ${this.#device.workProfile}` };
    const values = rows.map((row) => columns.map((column) => row[column] ?? null));
    return { ...memoryResult(columns, values), extras: { ...extras, last_media_sync_generation: 0 } };
  }
}

const ALBUMS = ['Favorites', 'Camera', 'Videos'];

/** files._id in the profile's own database. */
function idOf({ id }: CloudMediaItem): number {
  return numberOf(id) - FIRST_DRAWING + 1;
}

function mediaRow(item: CloudMediaItem): Row {
  const { mimeType, extension, durationMillis, width, height } = factsOf(item);
  return {
    ...{ id: idOf(item), authority: PICKER_LOCAL_AUTHORITY, date_taken_millis: item.dateTakenMillis },
    ...{ mime_type: mimeType, standard_mime_type_extension: extension, duration_millis: durationMillis },
    ...{ width, height, is_favorite: item.isFavorite ? 1 : 0 },
  };
}

function isInAlbum({ mime_type, is_favorite }: Row, albumId: string): boolean {
  if (albumId === 'Camera') return true;
  if (albumId === 'Favorites') return is_favorite === 1;
  return albumId === 'Videos' && String(mime_type).startsWith('video/');
}

/** A filter such as image/*, in any case of letters. */
function isLike(mimeType: string, filter: string): boolean {
  const [before = '', after] = filter.toLowerCase().split('*', 2);
  return after === undefined ? mimeType === before : mimeType.startsWith(before) && mimeType.endsWith(after);
}

function texts(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : null;
}
