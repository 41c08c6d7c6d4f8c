// Rows of a cursor as plain data.
import { Buffer } from 'node:buffer';
import { Cursor } from '../sdk/cursor.ts';

/** By column; bytes in base64. */
export type CliRow = Readonly<Record<string, string | number | null>>;

export async function readRows(cursor: Cursor): Promise<readonly CliRow[]> {
  const names = cursor.getColumnNames();
  const rows: CliRow[] = [];
  while (await cursor.moveToNext()) rows.push(Object.fromEntries(names.map((name, i) => [name, fieldOf(cursor, i)])));
  return rows;
}

function fieldOf(cursor: Cursor, column: number): string | number | null {
  const type = cursor.getType(column);
  if (type === Cursor.FIELD_TYPE_NULL) return null;
  if (type === Cursor.FIELD_TYPE_BLOB) return Buffer.from(cursor.getBlob(column) ?? []).toString('base64');
  return type === Cursor.FIELD_TYPE_STRING ? cursor.getString(column) : cursor.getDouble(column);
}
