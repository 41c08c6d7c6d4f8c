// Lets a large result be read window by window without walking past the rows already read, which Android's cursor does.
import type { StrictSchema } from './strictQuery.ts';

/** Rows in the order of one column and the id, or of the id alone. */
export type RowOrder = Readonly<{ key: string | null; descending: boolean }>;

/** Every statement answers the asked columns and after them the key (when there is one) and the id, and ends with LIMIT. */
export type RowSequence = Readonly<{
  /** Takes the limit and the offset. */
  fromOffset: string;
  /** Takes the key (when there is one) and the id of the last row read, then the limit. */
  afterKey: string;
  /** The rows without a key: takes the id of the last of them, then the limit. null without a key. */
  afterNull: string | null;
  /** Where rows of one kind end and the other kind begins: rows with a key follow those without when ascending. */
  firstKey: string | null;
  hiddenColumns: number;
  descending: boolean;
}>;

/** The order a sort clause asks for; null when it is none that rows can be sought by. An empty one is that of the ids. */
export function rowOrder(sortOrder: string, { columns }: StrictSchema): RowOrder | null {
  if (sortOrder.trim() === '') return { key: null, descending: false };
  const [, column = '', direction = 'ASC', tie, tieDirection = 'ASC'] = SORT.exec(sortOrder) ?? [];
  const key = column.toLowerCase();
  const descending = direction.toUpperCase() === 'DESC';
  if (columns.get(key) !== key) return null;
  if (tie !== undefined && (tieDirection.toUpperCase() === 'DESC') !== descending) return null;
  return { key: key === '_id' ? null : key, descending };
}

const SORT = /^\s*([_a-z0-9]+)(?:\s+(ASC|DESC))?(?:\s*,\s*(_id)(?:\s+(ASC|DESC))?)?\s*$/i;

/**
 * @param query `names` as after SELECT, `table` as after FROM, `where` as after WHERE, its arguments before all others
 */
export function rowSequence(
  query: Readonly<{ names: string; table: string; where: string }>,
  { key, descending }: RowOrder,
): RowSequence {
  const [direction, beyond] = descending ? ['DESC', '<'] : ['ASC', '>'];
  const hidden = key === null ? '_id AS seek_id' : `${key} AS seek_key, _id AS seek_id`;
  const order = key === null ? `_id ${direction}` : `${key} ${direction}, _id ${direction}`;
  const select = (condition: string) =>
    `SELECT ${query.names}, ${hidden} FROM ${query.table} WHERE ${query.where}${condition} ORDER BY ${order} LIMIT ?`;
  const byId = `_id ${beyond} ?`;
  return {
    fromOffset: `${select('')} OFFSET ?`,
    afterKey: select(` AND ${key === null ? byId : `(${key}, _id) ${beyond} (?, ?)`}`),
    afterNull: key === null ? null : select(` AND ${key} IS NULL AND ${byId}`),
    firstKey: key === null ? null : select(` AND ${key} IS NOT NULL`),
    hiddenColumns: key === null ? 1 : 2,
    descending,
  };
}
