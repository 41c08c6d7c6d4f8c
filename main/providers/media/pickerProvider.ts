// Mirrors PickerUriResolver and PickerDbFacade: what the photo picker sees, and the items it handed out.
import type { Bundle, CursorValue, Projection } from '../../../contract/android/cursor.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import { type Uri, uriParts } from '../../../contract/android/uri.ts';
import type { BinderCall } from '../../content/binderCall.ts';
import { memoryResult, type OpenedFile, type ResultSet, type ThumbnailSize } from '../../content/contentProvider.ts';
import { isSelf } from './callerAccess.ts';
import type { MediaDatabase, SqlValue } from './db/mediaDatabase.ts';
import type { ItemRow, MediaItems } from './mediaItems.ts';
import {
  PICKER_ALBUM_COLUMNS,
  PICKER_MEDIA_COLUMNS,
  type PickerQuery,
  pickerAlbumStatements,
  pickerMediaStatement,
  pickerRowName,
  unwrapPickerUri,
} from './pickerMedia.ts';

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
  /** Whether a URI grant lets the package read this URI. */
  mayRead(packageName: string, uri: Uri): boolean;
  mountedVolumes(): readonly string[];
}>;

export class PickerProvider {
  readonly #services: PickerProviderServices;

  constructor(services: PickerProviderServices) {
    this.#services = services;
  }

  /** content://media/picker_internal/media/local */
  queryMedia(queryArgs: Bundle): ResultSet {
    const { database } = this.#services;
    const { sql, countSql, args } = pickerMediaStatement(this.#pickerQuery(queryArgs));
    const values = args as readonly SqlValue[];
    return {
      columns: PICKER_MEDIA_COLUMNS,
      count: database.get<{ count: number }>(countSql, ...values)?.count ?? 0,
      window: (start, length) => {
        const rows = database.all<Record<string, CursorValue>>(`${sql} LIMIT ? OFFSET ?`, ...values, length, start);
        return rows.map((row) => PICKER_MEDIA_COLUMNS.map((column) => row[column] ?? null));
      },
    };
  }

  /** content://media/picker_internal/albums/local: albums without items are left out, as the legacy picker does. */
  queryAlbums(queryArgs: Bundle): ResultSet {
    const rows = pickerAlbumStatements(this.#pickerQuery(queryArgs)).flatMap(({ id, statement }) => {
      const album = this.#services.database.get<Record<string, CursorValue>>(
        statement.sql,
        ...(statement.args as SqlValue[]),
      );
      if (album === null || album.album_media_count === 0) return [];
      return [
        [id, id, album.album_media_cover_id ?? null, album.album_media_count ?? 0, album.date_taken_millis ?? null],
      ];
    });
    return memoryResult(PICKER_ALBUM_COLUMNS, rows);
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

  async openItem(call: BinderCall, uri: Uri): Promise<OpenedFile> {
    this.#enforce(call, uri);
    return this.#services.items.bytes(this.#rowOrThrow(uri), uri);
  }

  async openThumbnail(call: BinderCall, uri: Uri, size: ThumbnailSize): Promise<OpenedFile> {
    this.#enforce(call, uri);
    return this.#services.items.thumbnailOf(this.#rowOrThrow(uri), size);
  }

  #enforce(call: BinderCall, uri: Uri): void {
    const { packageName, uid } = call.caller;
    if (isSelf(call) || this.#services.mayRead(packageName, uri)) return;
    const sentence = `Calling uid ( ${uid} ) does not have permission to access picker uri: ${uri}`;
    throw new Throwable('SecurityException', sentence);
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

  #pickerQuery({ mime_types, album_id }: Bundle): PickerQuery {
    const mimeTypes = Array.isArray(mime_types) ? mime_types.filter((type) => typeof type === 'string') : [];
    const albumId = typeof album_id === 'string' ? album_id : null;
    return { mimeTypes, albumId, volumeNames: this.#services.mountedVolumes() };
  }
}
