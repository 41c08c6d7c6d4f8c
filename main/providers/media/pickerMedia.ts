// Mirrors ExternalDbFacade, PickerDbFacade and PickerUriResolver: the picker's view of the device's own photos.
import type { CursorValue } from '../../../contract/android/cursor.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import { type Uri, uriParts } from '../../../contract/android/uri.ts';
import { getExtensionFromMimeType } from '../../content/mimeTypeMap.ts';
import { albumCondition } from './pickerAlbums.ts';

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

/** When an item counts as taken. inferred_date is not used here, as on Android. */
const DATE_TAKEN = 'COALESCE(datetaken, date_modified * 1000)';

const VISIBLE = `media_type IN (1, 3) AND is_trashed = 0 AND is_pending = 0 AND ${DATE_TAKEN} IS NOT NULL`;

// Left to itself, the planner takes an index on media_type and sorts the whole library for every page.
const IN_ORDER = 'files INDEXED BY files_picker';

export type PickerQuery = Readonly<{
  /** Such as image/*; empty for everything. */
  mimeTypes: readonly string[];
  /** One of the album ids, or null for all photos. */
  albumId: string | null;
  /** Only these items, or null for all. */
  ids: readonly number[] | null;
  /** Volumes that are mounted. */
  volumeNames: readonly string[];
}>;

/** A statement without its window, and the same as a count. */
export type Statement = Readonly<{ sql: string; countSql: string; args: readonly CursorValue[] }>;

const COLUMNS = `_id AS id, ${DATE_TAKEN} AS date_taken_millis, mime_type,
  COALESCE(_special_format, 0) AS standard_mime_type_extension, duration AS duration_millis, width, height, is_favorite`;

/** Items newest first; of two with the same date, the later row first. */
export function pickerMediaStatement(query: PickerQuery): Statement {
  const { where, args } = conditions(query);
  return {
    sql: `SELECT ${COLUMNS} FROM ${IN_ORDER} WHERE ${where} ORDER BY ${DATE_TAKEN} DESC, _id DESC`,
    countSql: `SELECT COUNT(*) AS count FROM ${IN_ORDER} WHERE ${where}`,
    args,
  };
}

/** album_media_count, date_taken_millis and album_media_cover_id of what passes the filters. */
export function pickerAlbumStatement(query: PickerQuery): Omit<Statement, 'countSql'> {
  const { where, args } = conditions(query);
  const newest = `SELECT _id FROM ${IN_ORDER} WHERE ${where} ORDER BY ${DATE_TAKEN} DESC, _id DESC LIMIT 1`;
  const sql = `SELECT (${newest}) AS album_media_cover_id, COUNT(*) AS album_media_count,
    MAX(${DATE_TAKEN}) AS date_taken_millis FROM files WHERE ${where}`;
  return { sql, args: [...args, ...args] };
}

/** A place in the order of items: that of an item with this date and id, whether it is there or not. */
export type PickerKey = Readonly<{ dateTakenMillis: number; pickerId: number }>;

/**
 * MediaQuery.addDateTakenClause: a page from its first item on, what is before it (nearest first), and how much that is.
 * `page` and `before` want a limit as their last argument.
 */
export function pickerPageStatements(query: PickerQuery, { dateTakenMillis, pickerId }: PickerKey) {
  const { where, args } = conditions(query);
  // The date alone comes first: it is what the index can look for.
  const from = `${where} AND ${DATE_TAKEN} <= ? AND (${DATE_TAKEN} < ? OR _id <= ?)`;
  const before = `${where} AND ${DATE_TAKEN} >= ? AND (${DATE_TAKEN} > ? OR _id > ?)`;
  return {
    page: `SELECT ${COLUMNS} FROM ${IN_ORDER} WHERE ${from} ORDER BY ${DATE_TAKEN} DESC, _id DESC LIMIT ?`,
    before: `SELECT ${COLUMNS} FROM ${IN_ORDER} WHERE ${before} ORDER BY ${DATE_TAKEN}, _id LIMIT ?`,
    countBefore: `SELECT COUNT(*) AS count FROM ${IN_ORDER} WHERE ${before}`,
    args: [...args, dateTakenMillis, dateTakenMillis, pickerId],
  };
}

function conditions({ mimeTypes, albumId, ids, volumeNames }: PickerQuery) {
  const parts = [VISIBLE, `volume_name IN (${places(volumeNames)})`];
  if (mimeTypes.length > 0) parts.push(`(${mimeTypes.map(() => 'mime_type LIKE ?').join(' OR ')})`);
  if (ids !== null) parts.push(`_id IN (${places(ids)})`);
  if (albumId !== null) parts.push(albumCondition(albumId));
  const args = [...volumeNames, ...mimeTypes.map((filter) => filter.replaceAll('*', '%')), ...(ids ?? [])];
  return { where: parts.join(' AND '), args };
}

function places(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
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
