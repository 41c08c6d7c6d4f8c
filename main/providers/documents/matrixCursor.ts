// Mirrors android.database.MatrixCursor: rows by column name, in the order that was asked for.
import type { CursorValue, Projection, Row } from '../../../contract/android/cursor.ts';
import type { Uri } from '../../../contract/android/uri.ts';
import type { ResultSet } from '../../content/contentProvider.ts';

/** A row by column; what it does not have is null. */
export type NamedRow = Readonly<Record<string, CursorValue | undefined>>;

type Columns = Readonly<{ projection: Projection; defaults: readonly string[]; notificationUri?: Uri | undefined }>;

/** Rows that are there. An unknown column is a column of nulls. */
export function matrixCursor({ projection, defaults, notificationUri }: Columns, rows: readonly NamedRow[]): ResultSet {
  const columns = projection ?? defaults;
  return {
    columns,
    count: rows.length,
    ...(notificationUri && { notificationUri }),
    window: (start, length) => rows.slice(start, start + length).map((row) => inOrder(row, columns)),
  };
}

/** The rows of another result, made into documents as they are read. */
export function mappedCursor(
  { projection, defaults, notificationUri }: Columns,
  source: ResultSet,
  documentOf: (row: Row) => NamedRow,
): ResultSet {
  const columns = projection ?? defaults;
  return {
    columns,
    count: source.count,
    ...(notificationUri && { notificationUri }),
    window: (start, length) => source.window(start, length).map((row) => inOrder(documentOf(row), columns)),
  };
}

/** A row of a projection; what it does not have is null. */
export function inOrder(row: NamedRow, columns: readonly string[]): Row {
  return columns.map((column) => row[column] ?? null);
}
