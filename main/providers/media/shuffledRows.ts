// Keeps the order of a large result that is sorted by chance. Differs from Android, whose cursor mixes each window anew.

export type ShuffledRows = Readonly<{
  /** The ids in an order of this run; takes the limit and the offset. */
  ids: string;
  /** The asked columns and the id of the rows whose ids are in its last parameter, a JSON array; in any order. */
  byIds: string;
}>;

/**
 * @param query `names` as after SELECT, `table` as after FROM, `where` as after WHERE
 * @returns null for an order that another run gives again
 */
export function shuffledRows(
  { names, table, where }: Readonly<{ names: string; table: string; where: string }>,
  sortOrder: string,
): ShuffledRows | null {
  if (!/\brandom(blob)?\b/i.test(sortOrder)) return null;
  const rows = `SELECT ${names}, _id AS seek_id FROM ${table} WHERE ${where}`;
  return {
    // A sort order may count the columns.
    ids: `SELECT seek_id FROM (${rows} ORDER BY ${sortOrder} LIMIT ? OFFSET ?)`,
    byIds: `${rows} AND _id IN (SELECT value FROM json_each(?))`,
  };
}
