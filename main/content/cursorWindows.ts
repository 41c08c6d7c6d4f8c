// Mirrors android.database.CursorWindow: a result crosses a boundary a window at a time.

import type { Cursor } from '../../contract/android/cursor.ts';
import { Throwable } from '../../contract/android/errors.ts';
import type { ResultSet } from './contentProvider.ts';

/** Rows of one window: reading them takes a turn of the event loop of about 25 ms at worst. */
export const WINDOW_ROWS = 2_000;

/** The open results of one process; all of them go when it does. */
export class CursorWindows {
  readonly #open = new Map<number, ResultSet>();
  #last = 0;

  /** The first window of a result. It stays open only when there is more to come. */
  open(result: ResultSet): Cursor {
    const rows = result.window(0, result.windowRows ?? WINDOW_ROWS);
    const cursor = { columns: result.columns, rows, count: result.count };
    const { extras: given, notificationUri } = result;
    const extras = { ...(given && { extras: given }), ...(notificationUri && { notificationUri }) };
    if (rows.length >= result.count) return { ...cursor, ...extras };
    const window = ++this.#last;
    this.#open.set(window, result);
    return { ...cursor, ...extras, window };
  }

  /** Rows from `startPosition` on. @throws {Throwable} IllegalStateException when the cursor is closed */
  fill(window: number, startPosition: number): Cursor {
    const result = this.#open.get(window);
    if (result === undefined) {
      throw new Throwable('IllegalStateException', 'attempt to re-open an already-closed object: SQLiteQuery');
    }
    const rows = result.window(startPosition, result.windowRows ?? WINDOW_ROWS);
    return { columns: result.columns, rows, count: result.count, window };
  }

  close(window: number): void {
    this.#open.delete(window);
  }
}
