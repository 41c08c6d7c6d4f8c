// Mirrors DatabaseUtils.cursorFillWindow: whatever a provider put into its cursor, null, a number, text or bytes comes out.
import { cursorValue, type Row } from '../../../contract/android/cursor.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import type { ResultSet } from '../../content/contentProvider.ts';

/**
 * A provider's rows as a client reads them. Missing, doubled and senseless values are passed on, as Android does.
 * @throws {Throwable} RuntimeException for what is no cursor at all
 */
export function clientCursor(result: ResultSet | null): ResultSet | null {
  if (result === null || result === undefined) return null;
  const { columns, count } = result;
  if (!Array.isArray(columns) || !Number.isSafeInteger(count) || count < 0 || typeof result.window !== 'function')
    throw new Throwable('RuntimeException', 'The provider answered no cursor.');
  const { extras, notificationUri } = result;
  const names = columns.map(String);
  return {
    columns: names,
    count,
    ...(typeof extras === 'object' && extras !== null && { extras }),
    ...(typeof notificationUri === 'string' && { notificationUri }),
    window: (start, length) => atMost(length, result.window(start, length)).map((row) => plainRow(row, names.length)),
  };
}

/** A window holds what it was made for, however much a provider has to say. */
function atMost(length: number, rows: Iterable<Row>): readonly Row[] {
  const taken: Row[] = [];
  for (const row of rows) {
    if (taken.length >= length) break;
    taken.push(row);
  }
  return taken;
}

function plainRow(row: Row, length: number): Row {
  const values: readonly unknown[] = Array.isArray(row) ? row : [];
  return Array.from({ length }, (_, index) => cursorValue(values[index]));
}
