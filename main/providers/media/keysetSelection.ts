// Helps SQLite find the page an app asks for in the words every tutorial uses.

/**
 * What `a < ? OR (a = ? AND b < ?)` implies: `a <= ?`. SQLite does not see it and would walk from the newest row on.
 * @param selection an app's selection, fitted: each parameter is a plain `?`
 * @returns the condition, which takes the first argument again and holds when the second is the same; else null
 */
export function impliedBound(selection: string): Readonly<{ column: string; condition: string }> | null {
  const [, name, operator] = KEYSET.exec(selection) ?? [];
  if (name === undefined) return null;
  const column = name.toLowerCase();
  return { column, condition: `${column} ${operator}= ?` };
}

const KEYSET = /^\s*([_a-z0-9]+)\s*([<>])\s*\?\s+OR\s+\(\s*\1\s*=\s*\?\s+AND\s+[_a-z0-9]+\s*[<>]\s*\?\s*\)\s*$/i;
