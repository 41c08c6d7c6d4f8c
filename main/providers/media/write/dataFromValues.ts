// Mirrors MediaProvider FileUtils.computeDataFromValues and computeDateExpires.
import { posix } from 'node:path';
import type { ContentValues } from '../../../../contract/android/cursor.ts';
import { Throwable } from '../../../../contract/android/errors.ts';
import { MAX_FILENAME_BYTES, trimFilename } from '../../../content/fatFilename.ts';
import { booleanOf, longOf, textOf } from './contentValues.ts';

const DAY_MS = 86_400_000;
/** FileUtils.DEFAULT_DURATION_PENDING, milliseconds. */
export const DEFAULT_DURATION_PENDING = 7 * DAY_MS;
/** FileUtils.DEFAULT_DURATION_TRASHED, milliseconds. */
export const DEFAULT_DURATION_TRASHED = 30 * DAY_MS;

/**
 * The canonical path that relative_path, _display_name, is_pending, is_trashed and date_expires give.
 * Nothing is checked: names that were not sanitised can lead out of the volume.
 * @param volumePath root of the volume without a slash at its end, such as /storage/emulated/0
 * @param nowMs milliseconds since 1970 UTC
 * @throws {Throwable} IllegalArgumentException when the values hold what no path can
 */
export function computeDataFromValues(values: ContentValues, volumePath: string, nowMs: number): string {
  const relativePath = textOf(values.relative_path) ?? '';
  const displayName = resolvedDisplayName(values, nowMs);
  if (relativePath.includes('\0') || displayName.includes('\0')) {
    throw new Throwable(
      'IllegalArgumentException',
      `Failure in conversion to canonical file path. Failure path: ${relativePath}${displayName}.`,
    );
  }
  return posix.resolve('/', posix.join(volumePath, relativePath, displayName));
}

function resolvedDisplayName(values: ContentValues, nowMs: number): string {
  const displayName = textOf(values._display_name) ?? '';
  const expiring = (prefix: string, duration: number) => {
    const expires = longOf(values.date_expires) ?? Math.floor((nowMs + duration) / 1000);
    // When the name had to be cut, it stays cut after the prefix is gone again.
    return trimFilename(`.${prefix}-${expires}-${displayName}`, MAX_FILENAME_BYTES);
  };
  if (booleanOf(values.is_pending)) return expiring('pending', DEFAULT_DURATION_PENDING);
  return booleanOf(values.is_trashed) ? expiring('trashed', DEFAULT_DURATION_TRASHED) : displayName;
}

/**
 * The values with the date_expires that follows from is_pending and is_trashed; what an app gave for it is dropped.
 * @param nowMs milliseconds since 1970 UTC; date_expires is in seconds
 */
export function dateExpires(values: ContentValues, nowMs: number): ContentValues {
  const { date_expires: _dropped, ...others } = values;
  const pending = booleanOf(others.is_pending);
  const trashed = booleanOf(others.is_trashed);
  if (pending === null && trashed === null) return others;
  const duration =
    (trashed ?? pending) ? (trashed === null ? DEFAULT_DURATION_PENDING : DEFAULT_DURATION_TRASHED) : null;
  return { ...others, date_expires: duration === null ? null : Math.floor((nowMs + duration) / 1000) };
}
