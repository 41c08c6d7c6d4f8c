// Mirrors android.database.Cursor, android.content.ContentValues and android.os.Bundle as plain data.
import type { Uri } from './uri.ts';

export type CursorValue = null | number | string | Uint8Array;
export type Bundle = Readonly<Record<string, unknown>>;
export type ContentValues = Readonly<Record<string, CursorValue | boolean>>;

/** Column names to return; null means all, as in ContentResolver.query. */
export type Projection = readonly string[] | null;

export type Row = readonly CursorValue[];

/**
 * What crosses the wire for a query: the first window of its rows.
 * `count` may exceed `rows.length`: further rows come by fillWindow(window, startPosition).
 */
export type Cursor = Readonly<{
  columns: readonly string[];
  rows: readonly Row[];
  /** Number of rows of the whole result. */
  count: number;
  /** Handle of the open result on the device; absent when `rows` is everything. */
  window?: number;
  extras?: Bundle;
  /** Cursor.getNotificationUri: a notice on it says that these rows are old. */
  notificationUri?: Uri;
}>;

/** What a MatrixCursor makes of anything that is put into it: null, a number, text or bytes; of other objects their toString(). */
export function cursorValue(value: unknown): CursorValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' || typeof value === 'string' || value instanceof Uint8Array) return value;
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'object' ? objectText(value) : String(value);
}

function objectText(value: object): string {
  try {
    return String(value);
  } catch {
    return '[object]';
  }
}
