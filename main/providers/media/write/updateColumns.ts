// Mirrors MediaProvider.updateInternal: what an update may change, and what follows from it.
import type { Bundle, ContentValues } from '../../../../contract/android/cursor.ts';
import { Throwable } from '../../../../contract/android/errors.ts';
import { contentUri, type Uri, uriParts } from '../../../../contract/android/uri.ts';
import type { SqlValue } from '../db/mediaDatabase.ts';
import { computeValuesFromData, isDownload } from '../scan/fileUtils.ts';
import { type Match, URI_CODE } from '../uriMatcher.ts';
import { enforceColumns } from './columnNames.ts';
import { booleanOf, isEmpty, longOf, textOf } from './contentValues.ts';
import { dateExpires } from './dataFromValues.ts';
import { isScanDeferred, MODIFIER_CR_PENDING_METADATA } from './deferredScan.ts';
import { DATA_COLUMNS, sqlValues, withoutOldColumns } from './insertColumns.ts';
import { enforcePath, ensureFileColumns, PLACEMENT_COLUMNS, type PlacedRow } from './placement.ts';
import { enforceWritable } from './readOnlyViews.ts';
import type { WriteCaller } from './writeCaller.ts';

export type UpdateFilter = Readonly<{
  match: Match;
  caller: WriteCaller;
  values: ContentValues;
  /** Whether the URI names one row and that row is pending. */
  isPending: boolean;
  /** Milliseconds since 1970 UTC. */
  nowMs: number;
  /** MediaStore.QUERY_ARG_ALLOW_MOVEMENT; by default everybody but the provider itself moves files by their columns. */
  allowMovement?: boolean;
}>;

export type FilteredUpdate = Readonly<{
  /** What is left to change; nothing left means that no row is touched and 0 is returned. */
  values: ContentValues;
  /** Whether the file is scanned afterwards: something it alone decides was asked for, or it is published. */
  rescan: boolean;
  /** Whether the place of the file is worked out anew. */
  movement: boolean;
}>;

/** MediaProvider.sMutableColumns. date_expires is none: what is_trashed gave it is taken out again, and follows from the path. */
const MUTABLE_COLUMNS: ReadonlySet<string> = new Set([
  ...['_data', 'relative_path', '_display_name', 'is_pending', 'is_trashed', 'is_favorite', 'owner_package_name'],
  ...['bookmark', 'tags', 'category', 'name', 'audio_id', 'play_order', 'download_uri', 'referer_uri'],
  ...['mime_type', 'media_type'],
]);

/** What every write sets by itself, whatever the values say. */
const COMPUTED_COLUMNS = ['_user_id', 'generation_added', 'generation_modified', 'inferred_date'];

const MOVABLE: ReadonlySet<number> = new Set([
  URI_CODE.AUDIO_MEDIA_ID,
  URI_CODE.AUDIO_PLAYLISTS_ID,
  URI_CODE.VIDEO_MEDIA_ID,
  URI_CODE.IMAGES_MEDIA_ID,
  URI_CODE.DOWNLOADS_ID,
  URI_CODE.FILES_ID,
]);

/** Whether values name anything that changes the place of an item. */
export function touchesPlacement(values: ContentValues): boolean {
  return PLACEMENT_COLUMNS.some((column) => column in values);
}

/**
 * Takes out of the values what the caller may not change.
 * @throws {Throwable} IllegalArgumentException for a move of anything but one item
 */
export function filterUpdateColumns(filter: UpdateFilter): FilteredUpdate {
  const { match, caller, values, isPending, nowMs, allowMovement = !caller.isSelf } = filter;
  const asked: Record<string, ContentValues[string]> = { ...dateExpires(values, nowMs) };
  delete asked._id;
  if (!caller.isSelf && !caller.isLegacyWrite) for (const column of DATA_COLUMNS) delete asked[column];
  if (!caller.isSelf && !caller.isShell && !caller.isDelegator) delete asked.owner_package_name;
  let rescan = false;
  if (!caller.isSelf) {
    for (const column of Object.keys(asked)) {
      if (MUTABLE_COLUMNS.has(column) || isPending) continue;
      delete asked[column];
      rescan = true;
    }
    if ('is_pending' in asked) {
      rescan = true;
      // Without them the scan cannot take the file for one it knows.
      asked.date_modified = null;
      asked._size = null;
    }
  }
  const left = withoutOldColumns(asked, caller.targetSdk);
  const movement = allowMovement && touchesPlacement(left) && !('_data' in left);
  if (movement && !MOVABLE.has(match.code)) {
    throw new Throwable(
      'IllegalArgumentException',
      `Movement of ${match.uri} which isn't part of well-defined collection not allowed`,
    );
  }
  return { values: left, rescan, movement };
}

export type UpdateRequest = Omit<UpdateFilter, 'isPending'> &
  Readonly<{
    /** The row a URI with an id names, with PLACEMENT_COLUMNS, volume_name and is_pending; null for a whole collection. */
    current: PlacedRow | null;
    /** The volume the row is on, or for a collection the one of the URI. */
    volume: Readonly<{ name: string; path: string }>;
    /** Whether a path of the device is taken. */
    exists(path: string): boolean;
    /** As in PlacementRequest. */
    spelled?(directory: string): string;
    extras: Bundle;
  }>;

export type UpdatePlan = Readonly<{
  /** Columns to write, without the generation; empty when no row is touched. */
  columns: Readonly<Record<string, SqlValue>>;
  rescan: boolean;
  /** Whether the caller does not wait for that scan. */
  deferScan: boolean;
  /** The file to move before the row is written; null when it stays. The directory of `to` is still to be made. */
  move: Readonly<{ from: string; to: string }> | null;
}>;

/**
 * Everything an update changes.
 * @throws {Throwable} what filterUpdateColumns and ensureFileColumns throw, IllegalArgumentException for a column that
 *   does not exist
 */
export function updateColumns(request: UpdateRequest): UpdatePlan {
  const { match, caller, current, extras } = request;
  enforceWritable(match.code);
  const isPending = current !== null && booleanOf(current.is_pending) === true;
  const filtered = filterUpdateColumns({ ...request, isPending });
  if (Object.keys(filtered.values).length === 0) return NOTHING;
  const item = filtered.movement ? current : null;
  const values = item === null ? filtered.values : moved(request, filtered.values, item);
  const given = textOf(values._data) ?? '';
  const to = given === '' ? '' : computeValuesFromData(given)._data;
  if (to !== '') enforcePath({ ...request, targetSdk: caller.targetSdk, callerPackage: caller.packageName }, to);
  const move = item === null || to === item._data ? null : { from: item._data, to };
  const rescan = !caller.isSelf && (filtered.rescan || move !== null || (to !== '' && request.exists(to)));
  const deferScan = rescan && isScanDeferred(extras, caller);
  enforceColumns(values, match.collection ?? 'files', caller.deviceSdk);
  const columns = sqlValues(withPathColumns(values, match));
  for (const column of COMPUTED_COLUMNS) delete columns[column];
  if (deferScan && longOf(values.is_pending) === 1) columns._modifier = MODIFIER_CR_PENDING_METADATA;
  return { columns, rescan, deferScan, move };
}

const NOTHING: UpdatePlan = { columns: {}, rescan: false, deferScan: false, move: null };

function moved(request: UpdateRequest, values: ContentValues, current: PlacedRow): ContentValues {
  const { match, caller, volume, nowMs, exists, spelled } = request;
  return ensureFileColumns({
    kind: 'update',
    match,
    uri: narrowed(match, volume.name),
    volume,
    targetSdk: caller.targetSdk,
    callerPackage: caller.packageName,
    values,
    current,
    related: null,
    isManager: caller.isManager,
    isSystemGallery: caller.isSystemGallery,
    nowMs,
    exists,
    ...(spelled === undefined ? {} : { spelled }),
  });
}

/** The URI with the item's own volume in place of `external`. */
function narrowed({ uri, volumeName }: Match, ownVolume: string): Uri {
  if (volumeName !== 'external') return uri;
  const { authority, segments, query } = uriParts(uri);
  return contentUri(authority, [ownVolume, ...segments.slice(1)], Object.fromEntries(query));
}

const PATH_COLUMNS = [
  'volume_name',
  'relative_path',
  'is_trashed',
  '_display_name',
  'bucket_id',
  'bucket_display_name',
];

/** FileUtils.computeValuesFromData for one item: what follows from the path comes from the path, or is not written. */
function withPathColumns(values: ContentValues, match: Match): ContentValues {
  if (!MOVABLE.has(match.code)) return values;
  const path = textOf(values._data) ?? '';
  if (path !== '')
    return { ...values, ...computeValuesFromData(path), ...(isDownload(path) ? { is_download: 1 } : {}) };
  const others = Object.entries(values).filter(([name]) => !PATH_COLUMNS.includes(name) && name !== 'date_expires');
  return Object.fromEntries(others.filter(([name, value]) => name !== '_data' || !isEmpty(value)));
}
