// Mirrors ExternalDbFacade, PickerDbFacade and PickerUriResolver: the picker's view of the device's own photos.
import type { CursorValue } from '../../../contract/android/cursor.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import { PICKER_LOCAL_AUTHORITY } from '../../../contract/android/mediaStore.ts';
import { type Uri, uriParts } from '../../../contract/android/uri.ts';
import { getExtensionFromMimeType } from '../../content/mimeTypeMap.ts';
import { albumCondition } from './pickerAlbums.ts';

/** Columns of content://media/picker_internal/media/local and …/all. `id` is a text for items of a cloud provider. */
export const PICKER_MEDIA_COLUMNS = [
  'id',
  'authority',
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

/** A place in the order of items: that of an item with this date and id, whether it is there or not. */
export type PickerKey = Readonly<{ dateTakenMillis: number; pickerId: number }>;

/** Items from the place `from` on, up to the one before `to`; null for the newest, and for the end. */
export type PickerRange = Readonly<{ from: PickerKey | null; to: PickerKey | null }>;

export type Statement = Readonly<{ sql: string; args: readonly CursorValue[] }>;

const EVERYTHING: PickerRange = { from: null, to: null };

const COLUMNS = `_id AS picker_id, ${DATE_TAKEN} AS date_taken_millis, _id AS id,
  '${PICKER_LOCAL_AUTHORITY}' AS authority, mime_type, COALESCE(_special_format, 0) AS standard_mime_type_extension,
  duration AS duration_millis, width, height, is_favorite`;

/** Items newest first, each with its picker_id; of two with the same date, the later row first. */
export function pickerMediaStatement(
  query: PickerQuery,
  range = EVERYTHING,
): Statement & Readonly<{ countSql: string }> {
  const { where, args } = conditions(query, range);
  return {
    sql: `SELECT ${COLUMNS} FROM ${IN_ORDER} WHERE ${where} ORDER BY date_taken_millis DESC, picker_id DESC`,
    countSql: `SELECT COUNT(*) AS count FROM ${IN_ORDER} WHERE ${where}`,
    args,
  };
}

/** The items before a place, the nearest of them first. */
export function pickerItemsBefore(query: PickerQuery, to: PickerKey): Statement {
  const { where, args } = conditions(query, { from: null, to });
  const sql = `SELECT ${COLUMNS} FROM ${IN_ORDER} WHERE ${where} ORDER BY date_taken_millis, picker_id`;
  return { sql, args };
}

/** date_taken_millis of every item, in any order. */
export function pickerDatesStatement(query: PickerQuery, range: PickerRange): Statement {
  const { where, args } = conditions(query, range);
  return { sql: `SELECT ${DATE_TAKEN} FROM ${IN_ORDER} WHERE ${where}`, args };
}

/** The place that is `items` further than `from`, whatever is filtered. The last argument is `items`. */
export function pickerKeyStatement(from: PickerKey | null): Statement {
  const { parts, args } = rangeConditions({ from, to: null });
  const where = [VISIBLE, ...parts].join(' AND ');
  const sql = `SELECT ${DATE_TAKEN} AS dateTakenMillis, _id AS pickerId FROM ${IN_ORDER} WHERE ${where}
    ORDER BY dateTakenMillis DESC, pickerId DESC LIMIT 1 OFFSET ?`;
  return { sql, args };
}

/** How many items each of these albums has, as columns named by their ids. */
export function pickerAlbumCountsStatement(
  query: PickerQuery,
  albumIds: readonly string[],
  range: PickerRange,
): Statement {
  const { where, args } = conditions(query, range);
  const counts = albumIds.map((id) => `COUNT(*) FILTER (WHERE ${albumCondition(id)}) AS ${id}`);
  return { sql: `SELECT ${counts.join(', ')} FROM ${IN_ORDER} WHERE ${where}`, args };
}

function conditions({ mimeTypes, albumId, ids, volumeNames }: PickerQuery, range: PickerRange) {
  const parts = [VISIBLE, `volume_name IN (${places(volumeNames)})`];
  if (mimeTypes.length > 0) parts.push(`(${mimeTypes.map(() => 'mime_type LIKE ?').join(' OR ')})`);
  if (ids !== null) parts.push(`_id IN (${places(ids)})`);
  if (albumId !== null) parts.push(albumCondition(albumId));
  const within = rangeConditions(range);
  parts.push(...within.parts);
  const filters = mimeTypes.map((filter) => filter.replaceAll('*', '%'));
  return { where: parts.join(' AND '), args: [...volumeNames, ...filters, ...(ids ?? []), ...within.args] };
}

/** MediaQuery.addDateTakenClause. The date alone comes first: it is what the index can look for. */
function rangeConditions({ from, to }: PickerRange) {
  const parts: string[] = [];
  if (from !== null) parts.push(`${DATE_TAKEN} <= ? AND (${DATE_TAKEN} < ? OR _id <= ?)`);
  if (to !== null) parts.push(`${DATE_TAKEN} >= ? AND (${DATE_TAKEN} > ? OR _id > ?)`);
  const args = [from, to].flatMap((key) =>
    key === null ? [] : [key.dateTakenMillis, key.dateTakenMillis, key.pickerId],
  );
  return { parts, args };
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
