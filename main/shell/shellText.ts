// Mirrors what `content` prints: rows, Bundles and exceptions as Java's toString() has them.
import type { Bundle, CursorValue, Row } from '../../contract/android/cursor.ts';
import { Throwable, type ThrowableName } from '../../contract/android/errors.ts';

/** Content.QueryCommand: one row. `index` is counted from 0. */
export function rowText(index: number, columns: readonly string[], row: Row): string {
  const values = columns.map((column, position) => `${column}=${valueText(row[position] ?? null)}`);
  return `Row: ${index} ${values.join(', ')}`;
}

/** Content.QueryCommand: every row, or that there is none. */
export function rowsText(columns: readonly string[], rows: readonly Row[]): readonly string[] {
  return rows.length === 0 ? [NO_RESULT] : rows.map((row, index) => rowText(index, columns, row));
}

export const NO_RESULT = 'No result found.';

function valueText(value: CursorValue): string {
  if (value === null) return 'NULL';
  if (value instanceof Uint8Array) return 'BLOB';
  return typeof value === 'number' ? numberText(value) : value;
}

/** Cursor.getLong, or getFloat: the shortest text of the nearest float. */
function numberText(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const float = Math.fround(value);
  for (let digits = 1; digits < 9; digits++) {
    const text = String(Number(float.toPrecision(digits)));
    if (Math.fround(Number(text)) === float) return text;
  }
  return String(Number(float.toPrecision(9)));
}

/** Bundle.toString(), once it was unparceled. */
export function bundleText(bundle: Bundle | null): string {
  return bundle === null ? 'null' : `Bundle[${objectText(bundle)}]`;
}

function objectText(object: Bundle): string {
  const entries = Object.entries(object).map(([key, value]) => `${key}=${anyText(value)}`);
  return `{${entries.join(', ')}}`;
}

function anyText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(anyText).join(', ')}]`;
  return typeof value === 'object' && value !== null ? objectText(value as Bundle) : String(value);
}

const CLASSES: Readonly<Record<ThrowableName, string>> = {
  SecurityException: 'java.lang',
  RecoverableSecurityException: 'android.app',
  FileNotFoundException: 'java.io',
  IllegalArgumentException: 'java.lang',
  IllegalStateException: 'java.lang',
  UnsupportedOperationException: 'java.lang',
  OperationCanceledException: 'android.os',
  ActivityNotFoundException: 'android.content',
  SQLiteException: 'android.database.sqlite',
  NullPointerException: 'java.lang',
  NoSuchElementException: 'java.util',
  DeadObjectException: 'android.os',
  SQLiteConstraintException: 'android.database.sqlite',
  SQLiteFullException: 'android.database.sqlite',
  OperationApplicationException: 'android.content',
  IOException: 'java.io',
  AuthenticationRequiredException: 'android.app',
  RuntimeException: 'java.lang',
  RemoteException: 'android.os',
  NumberFormatException: 'java.lang',
  StringIndexOutOfBoundsException: 'java.lang',
};

/** Throwable.toString(): what a stack trace begins with. */
export function throwableText({ name, message }: Throwable): string {
  return `${CLASSES[name]}.${name}${message === '' ? '' : `: ${message}`}`;
}

/** @throws {unknown} what is no exception of Android's: a bug of ours */
export function asThrowable(error: unknown): Throwable {
  if (error instanceof Throwable) return error;
  throw error;
}
