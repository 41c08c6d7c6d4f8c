// Mirrors what `content` prints: rows, Bundles and exceptions as Java's toString() has them.
import type { Bundle, CursorValue, Row } from '../../contract/android/cursor.ts';
import { Throwable, type ThrowableName } from '../../contract/android/errors.ts';

/** Content.QueryCommand: one row. `index` is counted from 0. */
export function rowText(index: number, columns: readonly string[], row: Row): string {
  const values = columns.map((column, position) => `${column}=${valueText(row[position] ?? null, isReal(column))}`);
  return `Row: ${index} ${values.join(', ')}`;
}

/** Content.QueryCommand: every row, or that there is none. */
export function rowsText(columns: readonly string[], rows: readonly Row[]): readonly string[] {
  return rows.length === 0 ? [NO_RESULT] : rows.map((row, index) => rowText(index, columns, row));
}

export const NO_RESULT = 'No result found.';

/** SQLite tells 240.0 from 240, and a cursor of ours does not: these are REAL. */
function isReal(column: string): boolean {
  return /^(?:capture_framerate|latitude|longitude)$|^(?:avg|total)\(/i.test(column);
}

function valueText(value: CursorValue, isFloat: boolean): string {
  if (value === null) return 'NULL';
  if (value instanceof Uint8Array) return 'BLOB';
  return typeof value === 'number' ? numberText(value, isFloat) : value;
}

/** Cursor.getLong, or Float.toString of getFloat: the shortest text of the nearest float. */
function numberText(value: number, isFloat: boolean): string {
  if (Number.isInteger(value) && !isFloat) return String(value);
  const float = Math.fround(value);
  const [mantissa = '0', exponent = '0'] = shortest(float).split('e');
  const size = Math.abs(float);
  const withPoint = (text: string) => (text.includes('.') ? text : `${text}.0`);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) return `${withPoint(mantissa)}E${Number(exponent)}`;
  return withPoint(String(Number(`${mantissa}e${exponent}`)));
}

/** As few digits as tell this float from every other: 2.997e+1 */
function shortest(float: number): string {
  for (let digits = 0; digits < 8; digits++) {
    const text = float.toExponential(digits);
    if (Math.fround(Number(text)) === float) return text;
  }
  return float.toExponential(8);
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
