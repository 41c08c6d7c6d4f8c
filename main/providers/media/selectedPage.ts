// The first rows of an app that sees selected items: those selected and its own, each in its order, merged by SQLite.
import type { Keyset } from './keysetSelection.ts';
import type { RowOrder } from './rowSequence.ts';
import { bindList } from './sqlText.ts';

/** The asked columns, then hidden ones; takes the limit and the offset last. */
export type SelectedPage = Readonly<{
  sql: string;
  /** Which argument of the app each `?` takes, from 1 on. */
  parameters: readonly number[];
  hiddenColumns: number;
}>;

export type SelectedPageRequest = Readonly<{
  packageNames: readonly string[];
  userId: number;
  /** The columns as after SELECT, each one of the table. */
  names: string;
  order: RowOrder;
  /** As after FROM. */
  table: string;
  /** The condition of the collection. */
  type: string;
  /** The whole WHERE with this in the place of who may see what. */
  whereFor(filter: string): string;
  /** The app's selection; it is a part of every WHERE. */
  selection: string;
  /** What the selection means; null when it is no page. */
  keyset: Keyset | null;
  /** Of the WHERE. */
  parameters: readonly number[];
}>;

/** What media_grants knows of its files, beside the index of own rows that has the same. */
const SORT_KEYS: readonly (string | null)[] = ['datetaken', 'date_added'];

/**
 * Where two rows have the same key the ids go the same way, as where Android walks its index.
 * @returns null where no index has the order, or where the rows asked for by id are found faster without
 */
export function selectedPage(request: SelectedPageRequest): SelectedPage | null {
  const { packageNames, userId, names, table, type, whereFor, selection, keyset, parameters } = request;
  const { key, descending } = request.order;
  // With more packages than one a row could be granted twice.
  if (key === null || !SORT_KEYS.includes(key) || !type.startsWith('media_type=') || packageNames.length !== 1)
    return null;
  if (keyset === null && /\b_id\b/i.test(selection)) return null;
  const mine = `owner_package_name IN ${bindList(packageNames)}`;
  const bound = keyset?.column === key ? keyset.bound : null;
  const granted =
    `SELECT file_id AS granted_id, file_${key} AS granted_key FROM media_grants ` +
    `WHERE ${mine} AND package_user_id=${userId} AND file_${type}${bound === null ? '' : ` AND file_${bound}`}`;
  const own = `SELECT ${names}, ${key} AS seek_key, _id AS seek_id FROM ${table} WHERE ${type} AND ${whereFor(mine)}`;
  // What is selected and owned is among the own rows.
  const others = whereFor(`owner_package_name IS NULL OR NOT ${mine}`);
  const direction = descending ? 'DESC' : 'ASC';
  return {
    sql:
      `${own} UNION ALL SELECT ${names}, granted_key, granted_id FROM (${granted}) CROSS JOIN ${table} ` +
      `ON _id = granted_id WHERE ${others} ORDER BY seek_key ${direction}, seek_id ${direction} LIMIT ? OFFSET ?`,
    parameters: [...parameters, ...(bound === null ? [] : [1]), ...parameters],
    hiddenColumns: 2,
  };
}
