// Mirrors MediaProvider.insertInternal and insertFile: what the row of a new item holds.
import { VERSION_CODES } from '../../../../contract/android/build.ts';
import type { ContentValues } from '../../../../contract/android/cursor.ts';
import { Throwable } from '../../../../contract/android/errors.ts';
import { filesContentUri } from '../../../../contract/android/mediaStore.ts';
import type { Uri } from '../../../../contract/android/uri.ts';
import type { SqlValue } from '../db/mediaDatabase.ts';
import { inferredDate } from '../db/scannedRow.ts';
import { extractFileName, extractPathOwnerPackageName, isDownload } from '../scan/fileUtils.ts';
import { resolveFormatCode, resolveMediaType, resolveMimeType } from '../scan/mimeUtils.ts';
import { type Match, URI_CODE } from '../uriMatcher.ts';
import { enforceColumns } from './columnNames.ts';
import { longOf, textOf } from './contentValues.ts';
import { dateExpires } from './dataFromValues.ts';
import { ensureFileColumns, FORMAT_ASSOCIATION, type RelatedItem } from './placement.ts';
import { enforceWritable } from './readOnlyViews.ts';
import type { WriteCaller } from './writeCaller.ts';

export type InsertRequest = Readonly<{
  match: Match;
  caller: WriteCaller;
  /** Where `external` leads: external_primary. */
  volume: Readonly<{ name: string; path: string }>;
  values: ContentValues;
  related: RelatedItem | null;
  /** Milliseconds since 1970 UTC. */
  nowMs: number;
  disk: InsertDisk;
}>;

/** What an insert asks about paths of the device. */
export type InsertDisk = Readonly<{
  exists(path: string): boolean;
  /** As in PlacementRequest. */
  spelled?(directory: string): string;
  /** A file that is there already; null when there is none. */
  stat(path: string): Readonly<{ mtimeMs: number; size: number; isDirectory: boolean }> | null;
  /** FileUtils.shouldFileBeHidden. */
  isHidden(path: string): boolean;
}>;

export type InsertedRow = Readonly<{
  /** Everything but _id, parent and the generations. The directory of `_data` is still to be made. */
  columns: Readonly<Record<string, SqlValue>> & Readonly<{ _data: string }>;
  /** The URI to append the new id to. */
  uri: Uri;
}>;

/** FileColumns._MODIFIER_CR: the row was written through ContentResolver. */
export const MODIFIER_CR = 2;

/** Columns with a raw path. */
export const DATA_COLUMNS = ['_data', 'album_art'] as const;

const NEVER_INSERTED = ['_id', '_user_id', 'generation_added', 'generation_modified', 'inferred_date'];

/**
 * The row an app's values become.
 * @throws {Throwable} what ensureFileColumns throws, IllegalArgumentException for a column that does not exist or, from
 *   target 34 on, for a raw path, UnsupportedOperationException for a URI nothing is inserted into
 */
export function insertColumns(request: InsertRequest): InsertedRow {
  const { match, caller, nowMs, disk } = request;
  enforceWritable(match.code);
  if (!INSERTABLE.has(match.code) || match.collection === null)
    throw new Throwable('UnsupportedOperationException', `Invalid URI ${match.uri}`);
  const allowed = allowedValues(request);
  const placed = ensureFileColumns({
    ...request,
    kind: 'insert',
    uri: match.uri,
    targetSdk: caller.targetSdk,
    callerPackage: caller.packageName,
    values: allowed,
    isManager: caller.isManager,
    isSystemGallery: caller.isSystemGallery,
    exists: disk.exists,
    ...(disk.spelled === undefined ? {} : { spelled: disk.spelled }),
  });
  enforceColumns(placed, match.collection, caller.deviceSdk);
  const file = disk.stat(placed._data);
  const columns: InsertedRow['columns'] = {
    ...sqlValues(placed),
    _data: placed._data,
    ...typeColumns(placed, file?.isDirectory ?? false),
    title: textOf(placed.title) ?? extractFileName(placed._data),
    date_added: Math.floor(nowMs / 1000),
    ...(file === null ? {} : { date_modified: Math.floor(file.mtimeMs / 1000) }),
    ...(file === null || '_size' in placed ? {} : { _size: file.size }),
    is_download: isDownloaded(request, allowed) ? 1 : (longOf(allowed.is_download) ?? 0),
    owner_package_name: owner(request, placed._data),
    _modifier: MODIFIER_CR,
  };
  const inferred_date = inferredDate(longOf(columns.datetaken), longOf(columns.date_modified));
  const uri = disk.isHidden(placed._data) ? filesContentUri(match.volumeName) : match.uri;
  return { columns: { ...columns, inferred_date }, uri };
}

const INSERTABLE: ReadonlySet<number> = new Set([
  URI_CODE.IMAGES_MEDIA,
  URI_CODE.VIDEO_MEDIA,
  URI_CODE.AUDIO_MEDIA,
  URI_CODE.FILES,
  URI_CODE.DOWNLOADS,
]);

/** The caller's values without what the provider decides itself. */
function allowedValues({ values, caller, nowMs }: InsertRequest): ContentValues {
  const allowed: Record<string, ContentValues[string]> = { ...dateExpires(values, nowMs) };
  for (const column of NEVER_INSERTED) delete allowed[column];
  for (const column of DATA_COLUMNS) if (column in allowed && !mayNamePath(caller)) refusePath(allowed, column, caller);
  if (!caller.isSelf) delete allowed.is_download;
  return withoutOldColumns(allowed, caller.targetSdk);
}

/** Location is not kept any more, and columns that R removed are dropped for those who may not know it. */
export function withoutOldColumns(values: ContentValues, targetSdk: number): ContentValues {
  const kept: Record<string, ContentValues[string]> = { ...values };
  for (const column of ['latitude', 'longitude']) if (column in kept) kept[column] = null;
  if (targetSdk > VERSION_CODES.Q) return kept;
  delete kept.primary_directory;
  delete kept.secondary_directory;
  return kept;
}

function mayNamePath({ isSelf, isLegacyWrite, isManager }: WriteCaller): boolean {
  return isSelf || isLegacyWrite || isManager;
}

function refusePath(values: Record<string, unknown>, column: string, { targetSdk }: WriteCaller): void {
  if (targetSdk >= VERSION_CODES.UPSIDE_DOWN_CAKE)
    throw new Throwable('IllegalArgumentException', `Mutation of ${column} is not allowed.`);
  delete values[column];
}

const FLAGS: ReadonlySet<string> = new Set(['is_pending', 'is_trashed', 'is_favorite', 'is_download', 'media_type']);

/** As SQLite stores them: it has no booleans, and our own flags are never null. */
export function sqlValues(values: ContentValues): Record<string, SqlValue> {
  const sqlValue = (name: string, value: ContentValues[string]) => {
    if (typeof value === 'boolean') return Number(value);
    return value === null && FLAGS.has(name) ? 0 : value;
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, sqlValue(name, value)]));
}

function typeColumns(placed: ContentValues & Readonly<{ _data: string }>, isDirectory: boolean) {
  const given = longOf(placed.format) ?? 0;
  if (isDirectory || given === FORMAT_ASSOCIATION)
    return { mime_type: null, media_type: 0, format: FORMAT_ASSOCIATION };
  const mime_type = textOf(placed.mime_type) ?? resolveMimeType(placed._data);
  return {
    mime_type,
    media_type: resolveMediaType(mime_type),
    format: given === 0 ? resolveFormatCode(mime_type) : given,
  };
}

/** By its collection, or by the path it was given; any other file below Download/ is found out by its first scan. */
function isDownloaded({ match }: InsertRequest, allowed: ContentValues): boolean {
  return match.code === URI_CODE.DOWNLOADS || isDownload(textOf(allowed._data) ?? '');
}

function owner({ caller, values }: InsertRequest, path: string): string | null {
  const asked = textOf(values.owner_package_name) ?? '';
  if (caller.isSelf || caller.isShell) return asked === '' ? extractPathOwnerPackageName(path) : asked;
  return caller.isDelegator && asked !== '' ? asked : caller.packageName;
}
