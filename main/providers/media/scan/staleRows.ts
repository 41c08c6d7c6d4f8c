// Mirrors the clean step of ModernMediaScanner.Scan: rows without a file are found in pages and deleted in batches.
import type { KnownRow } from '../db/scannedRow.ts';

/** Rows read at once: a library may have a million, and nobody waits for all of them. */
const ROWS_PAGE = 1_000;
/** Rows deleted in one transaction. */
const DELETE_BATCH = 200;

export interface RowStore {
  /** Rows below a directory in the order of their paths, at most `limit` of those after the path `after`. */
  rowsBelow(pathPrefix: string, page: Readonly<{ after: string | null; limit: number }>): readonly KnownRow[];
  deleteByIds(ids: readonly number[]): unknown;
}

/** Lets others have a turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The rows below a directory that `wanted` keeps; fewer once `stopped` says so. */
export async function findRows(
  store: RowStore,
  root: string,
  wanted: (row: KnownRow) => boolean,
  stopped: () => boolean,
): Promise<readonly KnownRow[]> {
  const found: KnownRow[] = [];
  let after: string | null = null;
  for (;;) {
    const page: readonly KnownRow[] = store.rowsBelow(root, { after, limit: ROWS_PAGE });
    for (const row of page) if (wanted(row)) found.push(row);
    after = page.at(-1)?._data ?? null;
    if (page.length < ROWS_PAGE || stopped()) return found;
    await turn();
  }
}

/**
 * Deletes rows in descending order of their ids, as Android does.
 * @param checks `isGone` is asked of each row in the turn in which it would go
 * @returns the rows that went
 */
export async function deleteRows(
  store: RowStore,
  rows: readonly KnownRow[],
  checks: Readonly<{ isGone: (row: KnownRow) => boolean; stopped: () => boolean }>,
): Promise<readonly KnownRow[]> {
  const ordered = rows.toSorted((a, b) => b._id - a._id);
  const deleted: KnownRow[] = [];
  for (let at = 0; at < ordered.length && !checks.stopped(); at += DELETE_BATCH) {
    const gone = ordered.slice(at, at + DELETE_BATCH).filter(checks.isGone);
    store.deleteByIds(gone.map(({ _id }) => _id));
    deleted.push(...gone);
    await turn();
  }
  return deleted;
}
