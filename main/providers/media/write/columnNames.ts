// Mirrors SQLiteQueryBuilder.enforceStrictColumns: which columns values may name.
import type { ContentValues } from '../../../../contract/android/cursor.ts';
import { Throwable } from '../../../../contract/android/errors.ts';
import { columnsOf } from '../columns.ts';
import type { Collection } from '../uriMatcher.ts';

/**
 * Lets through the columns of the collection and those of files, in exactly this case.
 * @throws {Throwable} IllegalArgumentException for the first other one
 */
export function enforceColumns(values: ContentValues, collection: Collection, deviceSdk: number): void {
  const known = new Set([...columnsOf(collection, deviceSdk), ...columnsOf('files', deviceSdk)]);
  const invalid = Object.keys(values).find((column) => !known.has(column));
  if (invalid !== undefined) throw new Throwable('IllegalArgumentException', `Invalid column ${invalid}`);
}
