// Mirrors ExternalDbFacade, PickerDbFacade and PickerUriResolver: the picker's view of the device's own photos.
import type { CursorValue } from '../../../contract/android/cursor.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import { type Uri, uriParts } from '../../../contract/android/uri.ts';
import { getExtensionFromMimeType } from './scan/mimeTypes.ts';

/** Columns of content://media/picker_internal/media/local. */
export const PICKER_MEDIA_COLUMNS = [
  'id',
  'date_taken_millis',
  'mime_type',
  'standard_mime_type_extension',
  'duration_millis',
  'width',
  'height',
  'is_favorite',
] as const;

/** Columns of content://media/picker_internal/albums/local. */
export const PICKER_ALBUM_COLUMNS = [
  'album_id',
  'display_name',
  'album_media_cover_id',
  'album_media_count',
  'date_taken_millis',
] as const;

/** When an item counts as taken. inferred_date is not used here, as on Android. */
const DATE_TAKEN = 'COALESCE(datetaken, date_modified * 1000)';

const VISIBLE = `media_type IN (1, 3) AND is_trashed = 0 AND is_pending = 0 AND ${DATE_TAKEN} IS NOT NULL`;

// Left to itself, the planner takes an index on media_type and sorts the whole library for every page.
const IN_ORDER = 'files INDEXED BY files_picker';

/** Albums of the device's own items; there are none for other folders. LIKE ignores the case of ASCII letters. */
export const LOCAL_ALBUMS: readonly Readonly<{ id: string; where: string }>[] = [
  { id: 'Camera', where: "relative_path LIKE 'DCIM/Camera/%'" },
  { id: 'Screenshots', where: "relative_path LIKE '%/Screenshots/%' OR relative_path LIKE 'Screenshots/%'" },
  { id: 'Downloads', where: 'is_download = 1' },
];

/** Albums that the picker merges from every provider: by what an item is, not where it lies. */
const MERGED_ALBUMS: readonly Readonly<{ id: string; where: string }>[] = [
  { id: 'Favorites', where: 'is_favorite = 1' },
  { id: 'Videos', where: "mime_type LIKE 'video/%'" },
];

/** CategoryOrganiserUtils: the legacy picker's order. */
const ALBUM_ORDER = ['Favorites', 'Camera', 'Videos', 'Screenshots', 'Downloads'];

const ALBUMS = [...LOCAL_ALBUMS, ...MERGED_ALBUMS].sort(
  (a, b) => ALBUM_ORDER.indexOf(a.id) - ALBUM_ORDER.indexOf(b.id),
);

export type PickerQuery = Readonly<{
  /** Such as image/*; empty for everything. */
  mimeTypes: readonly string[];
  /** One of the album ids, or null for all photos. */
  albumId: string | null;
  /** Volumes that are mounted. */
  volumeNames: readonly string[];
}>;

/** A statement without its window, and the same as a count. */
export type Statement = Readonly<{ sql: string; countSql: string; args: readonly CursorValue[] }>;

/** Items newest first; of two with the same date, the later row first. */
export function pickerMediaStatement(query: PickerQuery): Statement {
  const { where, args } = conditions(query);
  const columns = `_id AS id, ${DATE_TAKEN} AS date_taken_millis, mime_type,
    COALESCE(_special_format, 0) AS standard_mime_type_extension, duration AS duration_millis, width, height, is_favorite`;
  return {
    sql: `SELECT ${columns} FROM ${IN_ORDER} WHERE ${where} ORDER BY ${DATE_TAKEN} DESC, _id DESC`,
    countSql: `SELECT COUNT(*) AS count FROM ${IN_ORDER} WHERE ${where}`,
    args,
  };
}

/** One statement per album of the legacy picker: album_media_count, date_taken_millis and album_media_cover_id of its items. */
export function pickerAlbumStatements(
  query: PickerQuery,
): readonly Readonly<{ id: string; statement: Omit<Statement, 'countSql'> }>[] {
  return ALBUMS.map(({ id }) => {
    const { where, args } = conditions({ ...query, albumId: id });
    const newest = `SELECT _id FROM ${IN_ORDER} WHERE ${where} ORDER BY ${DATE_TAKEN} DESC, _id DESC LIMIT 1`;
    const sql = `SELECT (${newest}) AS album_media_cover_id, COUNT(*) AS album_media_count,
      MAX(${DATE_TAKEN}) AS date_taken_millis FROM files WHERE ${where}`;
    return { id, statement: { sql, args: [...args, ...args] } };
  });
}

function conditions({ mimeTypes, albumId, volumeNames }: PickerQuery) {
  const volumes = `volume_name IN (${volumeNames.map(() => '?').join(', ')})`;
  const parts = [VISIBLE, volumes];
  if (mimeTypes.length > 0) parts.push(`(${mimeTypes.map(() => 'mime_type LIKE ?').join(' OR ')})`);
  const album = ALBUMS.find(({ id }) => id === albumId);
  if (albumId !== null) parts.push(album === undefined ? '0' : `(${album.where})`);
  const args = [...volumeNames, ...mimeTypes.map((filter) => filter.replaceAll('*', '%'))];
  return { where: parts.join(' AND '), args };
}

/** What a picker URI is made of. */
export type PickerUriParts = Readonly<{ uri: Uri; userId: number; host: string; mediaId: string }>;

/**
 * PickerUriResolver.unwrapProviderUri: content://media/picker/<user>/<authority>/media/<id>, or picker_get_content.
 * @throws {Throwable} IllegalArgumentException for any other shape
 */
export function unwrapPickerUri(uri: Uri): PickerUriParts {
  const [, userId, host, media, mediaId] = uriParts(uri).segments;
  if (userId === undefined || host === undefined || media !== 'media' || mediaId === undefined) {
    throw new Throwable('IllegalArgumentException', `Unexpected picker provider URI: ${uri}`);
  }
  const unwrapped = `content://${userId}@${host}/media/${mediaId}` as Uri;
  return { uri: unwrapped, userId: Number(userId), host, mediaId };
}

export type PickerRow = Readonly<{
  segment: string;
  userId: number;
  authority: string;
  mediaId: string;
  mimeType: string;
}>;

/** The name and path apps see of a picked item: never the file's own. */
export function pickerRowName(row: PickerRow): Readonly<{ _display_name: string; _data: string }> {
  const fallback = row.mimeType.startsWith('video/') ? 'mp4' : 'jpg';
  const name = `${row.mediaId}.${getExtensionFromMimeType(row.mimeType) ?? fallback}`;
  const folder = `/sdcard/.transforms/synthetic/${row.segment}/${row.userId}/${row.authority}/media`;
  return { _display_name: name, _data: `${folder}/${name}` };
}
