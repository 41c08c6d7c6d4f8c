// Mirrors android.database.MatrixCursor: what a provider answers a query with.
import type { Bundle, CursorValue, Projection, Row } from '../contract/android/cursor.ts';
import type { DocumentsCursor } from '../contract/android/documentsProvider.ts';
import type { Uri } from '../contract/android/uri.ts';

/** Rows by column. A column that a row does not have is null in it, and one that is not asked for is left out. */
export class MatrixCursor implements DocumentsCursor {
  readonly columns: readonly string[];
  extras?: Bundle;
  notificationUri?: Uri;
  readonly #rows: Row[] = [];

  /** @param projection as the query was given it; null for `defaults`, the provider's own */
  constructor(projection: Projection, defaults: readonly string[] = []) {
    this.columns = projection ?? defaults;
  }

  get rows(): readonly Row[] {
    return this.#rows;
  }

  /** newRow().add(column, value)… in one call. */
  addRow(values: Readonly<Record<string, CursorValue | undefined>>): this {
    this.#rows.push(this.columns.map((column) => values[column] ?? null));
    return this;
  }

  /** EXTRA_LOADING, EXTRA_INFO, EXTRA_ERROR, EXTRA_HONORED_ARGS. */
  setExtras(extras: Bundle): this {
    this.extras = extras;
    return this;
  }

  setNotificationUri(uri: Uri): this {
    this.notificationUri = uri;
    return this;
  }
}
