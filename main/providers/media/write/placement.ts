// Mirrors MediaProvider.ensureFileColumns: where an inserted or changed item lies, and what its name and type are.
import { posix } from 'node:path';
import { VERSION_CODES } from '../../../../contract/android/build.ts';
import type { ContentValues } from '../../../../contract/android/cursor.ts';
import { Throwable } from '../../../../contract/android/errors.ts';
import { MEDIA_TYPE, VOLUME_INTERNAL } from '../../../../contract/android/mediaStore.ts';
import type { Uri } from '../../../../contract/android/uri.ts';
import { getExtensionFromMimeType } from '../../../content/mimeTypeMap.ts';
import {
  computeValuesFromData,
  contains,
  extractPathOwnerPackageName,
  extractRelativePath,
  isDataOrObbRelativePath,
} from '../scan/fileUtils.ts';
import { resolveMediaType, resolveMimeType } from '../scan/mimeUtils.ts';
import type { Match } from '../uriMatcher.ts';
import { type CollectionDefaults, collectionDefaults, withOwnDirectories } from './collectionDefaults.ts';
import { isEmpty, longOf, textOf } from './contentValues.ts';
import { computeDataFromValues } from './dataFromValues.ts';
import { sanitizeValues } from './fileNames.ts';
import { checkMovement } from './movement.ts';
import { buildNonUniqueFile, buildUniqueFile } from './uniqueFile.ts';

/** MtpConstants.FORMAT_ASSOCIATION: a directory. */
export const FORMAT_ASSOCIATION = 0x3001;

export type PlacementRequest = Readonly<{
  kind: 'insert' | 'update';
  match: Match;
  /** As error messages name it: an update's own volume in place of `external`. */
  uri: Uri;
  /** Where the item belongs; `path` is the root of the volume without a slash at its end. */
  volume: Readonly<{ name: string; path: string }>;
  targetSdk: number;
  callerPackage: string;
  /** Values of the caller, after what it may not set was dropped. */
  values: ContentValues;
  /** The row an update changes, with the columns of PLACEMENT_COLUMNS at least. */
  current?: PlacedRow;
  /** The item of QUERY_ARG_RELATED_URI; null when there is none, or it was not found. Of no effect in updates. */
  related?: RelatedItem | null;
  isManager: boolean;
  isSystemGallery: boolean;
  /** Milliseconds since 1970 UTC. */
  nowMs: number;
  /** Whether a path of the device is taken, by a file or a directory. */
  exists(path: string): boolean;
  /** A directory of the device in the letters it has there; absent where none is. */
  spelled?(directory: string): string;
}>;

export type PlacedRow = ContentValues & Readonly<{ _data: string }>;

export type RelatedItem = Readonly<{ mime_type: string | null; relative_path: string | null }>;

/** The caller's values with every column that follows from the place. */
export type PlacedValues = ContentValues & Readonly<{ _data: string; mime_type: string | null }>;

/** MediaProvider.sPlacementColumns: what changes the place of an item. */
export const PLACEMENT_COLUMNS = [
  '_data',
  'relative_path',
  '_display_name',
  'mime_type',
  'is_pending',
  'is_trashed',
  'date_expires',
] as const;

/**
 * Works out type, name and path of an item, and every column that follows from them. Nothing on disk is touched: the
 * caller makes the directory of `_data`, and moves an updated file when `_data` is not the one of `current`.
 * @throws {Throwable} IllegalArgumentException, IllegalStateException or UnsupportedOperationException with Android's
 *   words for what may not lie where it is asked to
 */
export function ensureFileColumns(request: PlacementRequest): PlacedValues {
  if (request.kind === 'insert' || request.current === undefined) return place(request, request.values, true);
  const { current } = request;
  const probe = place(request, { ...blended(request.values, current), _data: null }, false);
  // The directories of this computer may tell cases apart; a path that differs only by case stays as it is.
  if (probe._data.toLowerCase() === current._data.toLowerCase())
    return { ...probe, ...computeValuesFromData(current._data) };
  checkMovement(current._data, probe._data, request);
  return place(request, { ...probe, _data: null }, true);
}

function blended(values: ContentValues, current: PlacedRow): ContentValues {
  const missing = PLACEMENT_COLUMNS.filter((column) => !(column in values) && column in current);
  return { ...values, ...Object.fromEntries(missing.map((column) => [column, current[column] ?? null])) };
}

function place(request: PlacementRequest, given: ContentValues, makeUnique: boolean): PlacedValues {
  const path = textOf(given._data) ?? '';
  if (path === '' && request.volume.name === VOLUME_INTERNAL)
    throw new Throwable('UnsupportedOperationException', 'Writing to internal storage is not supported.');
  const named = path === '' ? given : { ...given, ...computeValuesFromData(path) };
  const { values, defaults } = withType(request, named);
  const complete = isEmpty(values.relative_path) ? { ...values, relative_path: `${defaults.primary}/` } : values;
  const placed = path === '' ? withPath(request, complete, { defaults, makeUnique }) : complete;
  enforcePath(request, textOf(placed._data) ?? '');
  return { ...placed, _data: textOf(placed._data) ?? '', mime_type: textOf(placed.mime_type) };
}

/** The MIME type of the item, and a name when it has none. */
function withType(
  request: PlacementRequest,
  given: ContentValues,
): Readonly<{ values: ContentValues; defaults: CollectionDefaults }> {
  const defaults = collectionDefaults(request.match.code);
  const displayName = textOf(given._display_name) ?? '';
  const mimeTypeFromExt = displayName === '' ? null : resolveMimeType(displayName);
  const isDirectory = longOf(given.format) === FORMAT_ASSOCIATION;
  const asked = isEmpty(given.mime_type)
    ? missingMimeType(request.targetSdk, defaults, mimeTypeFromExt)
    : textOf(given.mime_type);
  const supported = supportedMimeType(asked, mimeTypeFromExt, { defaults, targetSdk: request.targetSdk });
  const mime_type = isDirectory ? null : supported;
  const values = { ...given, _display_name: displayName === '' ? String(request.nowMs) : displayName, mime_type };
  if (mime_type === null) return { values, defaults };
  const mediaType = resolveMediaType(mime_type);
  if (defaults.mediaType !== MEDIA_TYPE.NONE && defaults.mediaType !== mediaType) {
    throw new Throwable(
      'IllegalArgumentException',
      `MIME type ${mime_type} cannot be inserted into ${request.uri}; expected MIME type under ${primaryType(defaults.mimeType)}/*`,
    );
  }
  return { values, defaults: withOwnDirectories(defaults, mediaType) };
}

function missingMimeType(targetSdk: number, defaults: CollectionDefaults, fromExt: string | null): string | null {
  if (targetSdk >= VERSION_CODES.R) return fromExt ?? defaults.mimeType;
  // Before R a typed collection does not look at the name, and another one has no default.
  return defaults.mediaType === MEDIA_TYPE.NONE ? fromExt : defaults.mimeType;
}

function supportedMimeType(
  mimeType: string | null,
  fromExt: string | null,
  { defaults, targetSdk }: Readonly<{ defaults: CollectionDefaults; targetSdk: number }>,
): string | null {
  if (defaults.mediaType === MEDIA_TYPE.NONE || mimeType === null) return mimeType;
  if (getExtensionFromMimeType(mimeType) !== null) return mimeType;
  if (fromExt !== null && resolveMediaType(fromExt) === defaults.mediaType) return fromExt;
  if (targetSdk < VERSION_CODES.R) return defaults.mimeType;
  throw new Throwable('IllegalArgumentException', `Unsupported MIME type ${mimeType}`);
}

/** MimeUtils.extractPrimaryType. */
function primaryType(mimeType: string | null): string {
  const slash = mimeType?.indexOf('/') ?? -1;
  if (mimeType === null || slash === -1) throw new Throwable('IllegalArgumentException', '');
  return mimeType.slice(0, slash);
}

function withPath(
  request: PlacementRequest,
  given: ContentValues,
  { defaults, makeUnique }: Readonly<{ defaults: CollectionDefaults; makeUnique: boolean }>,
): ContentValues {
  const values = sanitizeValues(given, true);
  const asked = computeDataFromValues(values, request.volume.path, request.nowMs);
  const mimeType = textOf(values.mime_type) ?? '';
  const directory = request.spelled?.(posix.dirname(asked)) ?? posix.dirname(asked);
  const wanted = posix.join(directory, posix.basename(asked));
  const path = makeUnique
    ? uniquePath(request, wanted, { ...values, _data: wanted })
    : buildNonUniqueFile(directory, mimeType, posix.basename(wanted));
  enforceVolume(request, path);
  checkDirectory(request, defaults, { ...values, _data: path });
  return { ...values, ...computeValuesFromData(path) };
}

function uniquePath({ exists }: PlacementRequest, wanted: string, values: ContentValues): string {
  try {
    const mimeType = textOf(values.mime_type) ?? '';
    return buildUniqueFile(posix.dirname(wanted), mimeType, posix.basename(wanted), exists);
  } catch (cause) {
    const told = Object.entries(values).map(([name, value]) => `${name}=${textOf(value)}`);
    const message = `Failed to build unique file: ${wanted} ${told.join(' ')}`;
    throw new Throwable('IllegalStateException', message, { cause });
  }
}

function checkDirectory(request: PlacementRequest, defaults: CollectionDefaults, values: ContentValues): void {
  const path = textOf(values._data) ?? '';
  // Taken from the path, not from relative_path as in Android: a name can hold slashes after a leading dot.
  const [first = ''] = (extractRelativePath(path) ?? '').split('/');
  const primary = first === '' ? null : first;
  if (posix.dirname(path) === posix.dirname(request.current?._data ?? '')) return;
  const { allowedPrimary } = defaults;
  if (primary !== null && allowedPrimary.some((name) => name.toLowerCase() === primary.toLowerCase())) return;
  if (request.kind === 'insert' && isRelated(request.related ?? null, values)) return;
  if (isOwnMediaDirectory(path, request.callerPackage) || request.isManager) return;
  if (request.isSystemGallery && isGalleryItem(values) && mayHold(request, primary)) return;
  throw new Throwable(
    'IllegalArgumentException',
    `Primary directory ${primary} not allowed for ${request.uri}; allowed directories are [${allowedPrimary.join(', ')}]`,
  );
}

function isRelated(related: RelatedItem | null, values: ContentValues): boolean {
  if (related === null) return false;
  const types = [primaryType(textOf(values.mime_type)), primaryType(related.mime_type)] as const;
  const paths = [textOf(values.relative_path), related.relative_path] as const;
  const different = [types, paths].find(([actual, expected]) => actual !== expected);
  if (different === undefined) return true;
  const [actual, expected] = different;
  throw new Throwable(
    'IllegalArgumentException',
    `Placement of ${actual} item not allowed in relation to ${expected} item`,
  );
}

function isOwnMediaDirectory(path: string, callerPackage: string): boolean {
  const inMedia = /^Android\/media/i.test(extractRelativePath(path) ?? '');
  return inMedia && extractPathOwnerPackageName(path) === callerPackage;
}

function isGalleryItem(values: ContentValues): boolean {
  const mediaType = resolveMediaType(textOf(values.mime_type));
  return mediaType === MEDIA_TYPE.IMAGE || mediaType === MEDIA_TYPE.VIDEO;
}

/** A gallery may make directories, but none at the root of the volume. */
function mayHold({ volume, exists }: PlacementRequest, primary: string | null): boolean {
  return primary === null || exists(posix.join(volume.path, primary));
}

/**
 * What holds for every path, given or worked out: it is on the volume, and not among private files.
 * @throws {Throwable} IllegalArgumentException
 */
export function enforcePath(place: PathRules, path: string): void {
  enforceVolume(place, path);
  enforcePublic(place, path);
}

export type PathRules = Pick<PlacementRequest, 'volume' | 'targetSdk' | 'callerPackage'>;

/** MediaProvider.assertFileColumnsConsistent. */
function enforceVolume({ volume }: PathRules, path: string): void {
  if (path !== volume.path && contains(volume.path, path)) return;
  throw new Throwable('IllegalArgumentException', `Requested path ${path} doesn't appear under [${volume.path}]`);
}

/** MediaProvider.assertPrivatePathNotInValues: nobody's private files become media, from S on not even one's own. */
function enforcePublic({ targetSdk, callerPackage }: PathRules, path: string): void {
  const relativePath = extractRelativePath(path);
  if (relativePath === null || !isDataOrObbRelativePath(relativePath)) return;
  if (targetSdk < VERSION_CODES.S && extractPathOwnerPackageName(path) === callerPackage) return;
  throw new Throwable('IllegalArgumentException', `Inserting private file: ${relativePath} is not allowed.`);
}
