// Helps SQLite find the page an app asks for in the words every tutorial uses.

export type Keyset = Readonly<{
  column: string;
  /** `column <= ?` or `column >= ?`: what every row of the page fulfills. Takes the first argument. */
  bound: string;
  /** The page said as `(column, tie) < (?, ?)`, which takes the first argument and the third; null where the two differ in direction. */
  seek: string | null;
}>;

/**
 * What `a < ? OR (a = ? AND b < ?)` means when its first two arguments are the same. SQLite does not see it and would walk
 * from the newest row on.
 * @param selection an app's selection, fitted: each parameter is a plain `?`
 */
export function keysetOf(selection: string, isColumn: (name: string) => boolean): Keyset | null {
  const [, name = '', operator, tieName = '', tieOperator] = KEYSET.exec(selection) ?? [];
  const [column, tie] = [name.toLowerCase(), tieName.toLowerCase()];
  if (operator === undefined || !isColumn(column)) return null;
  const seek = operator === tieOperator && isColumn(tie) ? `(${column}, ${tie}) ${operator} (?, ?)` : null;
  return { column, bound: `${column} ${operator}= ?`, seek };
}

const KEYSET = /^\s*([_a-z0-9]+)\s*([<>])\s*\?\s+OR\s+\(\s*\1\s*=\s*\?\s+AND\s+([_a-z0-9]+)\s*([<>])\s*\?\s*\)\s*$/i;
