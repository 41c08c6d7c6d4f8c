// Mirrors DocumentsUI's DocumentInfo.getCursorString, getCursorInt and getCursorLong.

/** As much of a Cursor as reading the row it is on needs. */
export type CursorRow = Readonly<{
  getColumnIndex(columnName: string): number;
  isNull(columnIndex: number): boolean;
  getString(columnIndex: number): string | null;
  getLong(columnIndex: number): number;
}>;

/** Null for a column that is missing too. */
export function stringOf(row: CursorRow, column: string): string | null {
  const index = row.getColumnIndex(column);
  return index < 0 ? null : row.getString(index);
}

/** `missing` for a column that is missing, null, or no number. */
export function longOf<T>(row: CursorRow, column: string, missing: T): number | T {
  const index = row.getColumnIndex(column);
  return index < 0 || row.isNull(index) ? missing : row.getLong(index);
}
