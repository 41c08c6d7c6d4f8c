// Mirrors ExternalDbFacade and PickerDbFacade: the picker's view of the device's own photos and of a provider's.
import type { CursorValue } from '../../../contract/android/cursor.ts';
import { PICKER_LOCAL_AUTHORITY } from '../../../contract/android/mediaStore.ts';
import { albumCondition, isDeviceAlbum, mergedAlbumCondition } from './pickerAlbums.ts';

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

export type PickerQuery = Readonly<{
  /** Such as image/*; empty for everything. */
  mimeTypes: readonly string[];
  /** One of the album ids, or null for all photos. */
  albumId: string | null;
  /** Only these items of the device, or null for all. */
  ids: readonly number[] | null;
  /** Volumes that are mounted. */
  volumeNames: readonly string[];
  /** Items of the cloud provider, too: only these, or null for all. Without it there are none. */
  cloud?: Readonly<{ ids: readonly string[] | null }> | null;
}>;

/** A place in the order of items: that of an item with this date and id, whether it is there or not. */
export type PickerKey = Readonly<{ dateTakenMillis: number; pickerId: number }>;

/** Items from the place `from` on, up to the one before `to`; null for the newest, and for the end. */
export type PickerRange = Readonly<{ from: PickerKey | null; to: PickerKey | null }>;

export type Statement = Readonly<{ sql: string; args: readonly CursorValue[] }>;

const EVERYTHING: PickerRange = { from: null, to: null };

/** What is read: the device's own rows, or the provider's. */
type Source = Readonly<{ from: string; dateTaken: string; columns: string }>;

/** inferred_date is not used here, as on Android. */
const DATE_TAKEN = 'COALESCE(datetaken, date_modified * 1000)';

const LOCAL: Source = {
  // Left to itself, the planner takes an index on media_type and sorts the whole library for every page.
  from: 'files INDEXED BY files_picker',
  dateTaken: DATE_TAKEN,
  columns: `_id AS picker_id, ${DATE_TAKEN} AS date_taken_millis, _id AS id, '${PICKER_LOCAL_AUTHORITY}' AS authority,
    mime_type, COALESCE(_special_format, 0) AS standard_mime_type_extension, duration AS duration_millis,
    width, height, is_favorite`,
};

const CLOUD: Source = {
  from: 'cloud_media INDEXED BY cloud_media_order',
  dateTaken: 'date_taken_ms',
  columns: `_id AS picker_id, date_taken_ms AS date_taken_millis, cloud_id AS id, authority, mime_type,
    standard_mime_type_extension, duration_ms AS duration_millis, width, height, is_favorite`,
};

// As the index of the order says it, word for word.
const IS_VISIBLE = 'media_type IN (1, 3) AND is_trashed = 0 AND is_pending = 0 AND _size > 0';

const NEWEST_FIRST = 'ORDER BY date_taken_millis DESC, picker_id DESC';

/** Items newest first, each with its picker_id; of two with the same date, the later row first. */
export function pickerMediaStatement(
  query: PickerQuery,
  range = EVERYTHING,
): Statement & Readonly<{ countSql: string }> {
  const { sql, args } = ofAll(query, range, ({ columns }) => columns);
  const counted = ofAll(query, range, ({ dateTaken }) => `${dateTaken} AS date_taken_millis`);
  return { sql: `${sql} ${NEWEST_FIRST}`, countSql: `SELECT COUNT(*) AS count FROM (${counted.sql})`, args };
}

/** The items before a place, the nearest of them first. */
export function pickerItemsBefore(query: PickerQuery, to: PickerKey): Statement {
  const { sql, args } = ofAll(query, { from: null, to }, ({ columns }) => columns);
  return { sql: `${sql} ORDER BY date_taken_millis, picker_id`, args };
}

/** date_taken_millis of every item, in any order. */
export function pickerDatesStatement(query: PickerQuery, range: PickerRange): Statement {
  return ofAll(query, range, ({ dateTaken }) => dateTaken);
}

/** The place that is some items further than `from`, whatever is filtered. The last argument is how many. */
export function pickerKeyStatement(from: PickerKey | null, hasCloud: boolean): Statement {
  const arms = (hasCloud ? [LOCAL, CLOUD] : [LOCAL]).map((source) => {
    const { parts, args } = rangeConditions(source, { from, to: null });
    const where = [source === LOCAL ? `${IS_VISIBLE} AND ${DATE_TAKEN} IS NOT NULL` : '1', ...parts].join(' AND ');
    const sql = `SELECT ${source.dateTaken} AS dateTakenMillis, _id AS pickerId FROM ${source.from} WHERE ${where}`;
    return { sql, args };
  });
  const { sql, args } = union(arms);
  return { sql: `${sql} ORDER BY dateTakenMillis DESC, pickerId DESC LIMIT 1 OFFSET ?`, args };
}

/** How many items each of these albums has, as columns named by their ids; one row of the device and one of the provider. */
export function pickerAlbumCountsStatement(
  query: PickerQuery,
  albumIds: readonly string[],
  range: PickerRange,
): Statement {
  return ofAll(query, range, (source) => {
    const condition = source === LOCAL ? albumCondition : mergedAlbumCondition;
    return albumIds.map((id) => `COUNT(*) FILTER (WHERE ${condition(id)}) AS ${id}`).join(', ');
  });
}

/** One SELECT, or two that SQLite merges by their order. */
function ofAll(query: PickerQuery, range: PickerRange, columnsOf: (source: Source) => string): Statement {
  const cloud = query.cloud ?? null;
  const arms = [{ source: LOCAL, ...localConditions(query, range) }];
  if (cloud !== null) arms.push({ source: CLOUD, ...cloudConditions(query, cloud.ids, range) });
  return union(
    arms.map(({ source, where, args }) => {
      return { sql: `SELECT ${columnsOf(source)} FROM ${source.from} WHERE ${where}`, args };
    }),
  );
}

function union(arms: readonly Statement[]): Statement {
  return { sql: arms.map(({ sql }) => sql).join(' UNION ALL '), args: arms.flatMap(({ args }) => args) };
}

function localConditions(query: PickerQuery, range: PickerRange) {
  const { albumId, ids, volumeNames } = query;
  const parts = [`${IS_VISIBLE} AND ${DATE_TAKEN} IS NOT NULL`, `volume_name IN (${places(volumeNames)})`];
  const filter = mimeTypeConditions(query);
  parts.push(...filter.parts);
  if (ids !== null) parts.push(`_id IN (${places(ids)})`);
  if (albumId !== null) parts.push(albumCondition(albumId));
  const within = rangeConditions(LOCAL, range);
  const args: readonly CursorValue[] = [...volumeNames, ...filter.args, ...(ids ?? []), ...within.args];
  return { where: [...parts, ...within.parts].join(' AND '), args };
}

/** A copy of an item that the device has, and shows, is not shown. */
function cloudConditions(query: PickerQuery, ids: readonly string[] | null, range: PickerRange) {
  const { albumId, volumeNames } = query;
  const original = `SELECT 1 FROM files WHERE files._id = cloud_media.local_id AND ${IS_VISIBLE}
    AND volume_name IN (${places(volumeNames)})`;
  const parts = [`(local_id IS NULL OR NOT EXISTS (${original}))`];
  const args: CursorValue[] = [...volumeNames];
  const filter = mimeTypeConditions(query);
  parts.push(...filter.parts);
  args.push(...filter.args);
  if (ids !== null) parts.push(`cloud_id IN (${places(ids)})`);
  args.push(...(ids ?? []));
  if (albumId !== null && isDeviceAlbum(albumId)) parts.push(mergedAlbumCondition(albumId));
  else if (albumId !== null) {
    parts.push('cloud_id IN (SELECT cloud_id FROM cloud_album_media WHERE album_id = ?)');
    args.push(albumId);
  }
  const within = rangeConditions(CLOUD, range);
  return { where: [...parts, ...within.parts].join(' AND '), args: [...args, ...within.args] };
}

function mimeTypeConditions({ mimeTypes }: PickerQuery): { parts: readonly string[]; args: readonly string[] } {
  if (mimeTypes.length === 0) return { parts: [], args: [] };
  const parts = [`(${mimeTypes.map(() => 'mime_type LIKE ?').join(' OR ')})`];
  return { parts, args: mimeTypes.map((filter) => filter.replaceAll('*', '%')) };
}

/** MediaQuery.addDateTakenClause. The date alone comes first: it is what the index can look for. */
function rangeConditions({ dateTaken }: Source, { from, to }: PickerRange) {
  const parts: string[] = [];
  if (from !== null) parts.push(`${dateTaken} <= ? AND (${dateTaken} < ? OR _id <= ?)`);
  if (to !== null) parts.push(`${dateTaken} >= ? AND (${dateTaken} > ? OR _id > ?)`);
  const args = [from, to].flatMap((key) =>
    key === null ? [] : [key.dateTakenMillis, key.dateTakenMillis, key.pickerId],
  );
  return { parts, args };
}

function places(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
