// Mirrors android.database.Cursor on the app's side: rows arrive a window at a time.
import type { Bundle, CursorValue, Row, Cursor as WireCursor } from '../contract/android/cursor.ts';
import { Throwable } from '../contract/android/errors.ts';
import type { Uri } from '../contract/android/uri.ts';

/** Fetches further windows of an open result; what AppApi offers for it. */
export type WindowSource = Readonly<{
  fillWindow(window: number, startPosition: number): Promise<WireCursor>;
  closeCursor(window: number): Promise<void>;
}>;

/** ContentResolver.registerContentObserver; answers what unregisters. */
export type RegisterObserver = (uri: Uri, notifyForDescendants: boolean, onChange: () => void) => Promise<() => void>;

/**
 * A query's result. Moves are asynchronous, because a row may still be on the device; reads are not.
 * Close it, as on Android: an open one keeps its result alive on the device.
 */
export class Cursor implements AsyncDisposable {
  static readonly FIELD_TYPE_NULL = 0;
  static readonly FIELD_TYPE_INTEGER = 1;
  static readonly FIELD_TYPE_FLOAT = 2;
  static readonly FIELD_TYPE_STRING = 3;
  static readonly FIELD_TYPE_BLOB = 4;
  readonly #source: WindowSource;
  readonly #observe: RegisterObserver | null;
  readonly #observers = new Set<() => void>();
  readonly #first: WireCursor;
  #rows: readonly Row[];
  #start = 0;
  #position = -1;
  #closed = false;

  constructor(first: WireCursor, source: WindowSource, observe: RegisterObserver | null = null) {
    this.#first = first;
    this.#observe = observe;
    this.#source = source;
    this.#rows = first.rows;
  }

  getCount(): number {
    return this.#first.count;
  }

  /** Row the cursor is on, from 0; -1 before the first. */
  getPosition(): number {
    return this.#position;
  }

  getColumnNames(): readonly string[] {
    return this.#first.columns;
  }

  getExtras(): Bundle {
    return this.#first.extras ?? {};
  }

  /** A notice on it says that these rows are old; null where the provider set none. */
  getNotificationUri(): Uri | null {
    return this.#first.notificationUri ?? null;
  }

  /**
   * Cursor.registerContentObserver: `onChange` is called when the rows have changed, until the cursor is closed.
   * The function it answers ends that. A cursor without a notification URI never calls it.
   */
  async registerContentObserver(onChange: () => void): Promise<() => void> {
    const uri = this.getNotificationUri();
    if (uri === null || this.#observe === null || this.#closed) return () => undefined;
    const unregister = await this.#observe(uri, true, onChange);
    const end = () => {
      this.#observers.delete(end);
      unregister();
    };
    this.#observers.add(end);
    if (this.#closed) end();
    return end;
  }

  /** -1 when there is no such column. Names are compared without case, as AbstractCursor does. */
  getColumnIndex(columnName: string): number {
    return this.#first.columns.findIndex((column) => column.toLowerCase() === columnName.toLowerCase());
  }

  /** @throws {Throwable} IllegalArgumentException when there is no such column */
  getColumnIndexOrThrow(columnName: string): number {
    const index = this.getColumnIndex(columnName);
    if (index >= 0) return index;
    const available = this.#first.columns.join(', ');
    throw new Throwable(
      'IllegalArgumentException',
      `column '${columnName}' does not exist. Available columns: [${available}]`,
    );
  }

  moveToNext(): Promise<boolean> {
    return this.moveToPosition(this.#position + 1);
  }

  moveToFirst(): Promise<boolean> {
    return this.moveToPosition(0);
  }

  /** Moves to a row, fetching its window when it is not here. False when there is no such row. */
  async moveToPosition(position: number): Promise<boolean> {
    if (this.#closed)
      throw new Throwable('IllegalStateException', 'attempt to re-open an already-closed object: Cursor');
    if (position < 0 || position >= this.getCount()) {
      this.#position = position < 0 ? -1 : this.getCount();
      return false;
    }
    await this.#fetch(position);
    this.#position = position;
    return position - this.#start < this.#rows.length;
  }

  /** One of FIELD_TYPE_*, of the value in this row. A whole number is an integer, whatever its column says. */
  getType(columnIndex: number): number {
    const value = this.#value(columnIndex);
    if (value === null) return Cursor.FIELD_TYPE_NULL;
    if (typeof value === 'number') return Number.isInteger(value) ? Cursor.FIELD_TYPE_INTEGER : Cursor.FIELD_TYPE_FLOAT;
    return typeof value === 'string' ? Cursor.FIELD_TYPE_STRING : Cursor.FIELD_TYPE_BLOB;
  }

  isNull(columnIndex: number): boolean {
    return this.#value(columnIndex) === null;
  }

  getString(columnIndex: number): string | null {
    const value = this.#value(columnIndex);
    return value === null ? null : String(value);
  }

  /** 0 for NULL, as on Android. */
  getLong(columnIndex: number): number {
    return Math.trunc(this.getDouble(columnIndex));
  }

  /** 0 for NULL, as on Android. */
  getInt(columnIndex: number): number {
    return Math.trunc(this.getDouble(columnIndex));
  }

  getDouble(columnIndex: number): number {
    return Number.parseFloat(String(this.#value(columnIndex) ?? 0)) || 0;
  }

  getBlob(columnIndex: number): Uint8Array | null {
    const value = this.#value(columnIndex);
    return value === null || value instanceof Uint8Array ? value : new TextEncoder().encode(String(value));
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const end of [...this.#observers]) end();
    if (this.#first.window !== undefined) await this.#source.closeCursor(this.#first.window);
  }

  /** Kotlin's use {}: `await using cursor = …` closes it. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #fetch(position: number): Promise<void> {
    const here = position >= this.#start && position < this.#start + this.#rows.length;
    if (here || this.#first.window === undefined) return;
    const window = await this.#source.fillWindow(this.#first.window, position);
    this.#start = position;
    this.#rows = window.rows;
  }

  #value(columnIndex: number): CursorValue {
    const row = this.#rows[this.#position - this.#start];
    if (row === undefined) {
      throw new Throwable(
        'IllegalStateException',
        `Index ${this.#position} requested, with a size of ${this.getCount()}`,
      );
    }
    const value = row[columnIndex];
    if (value === undefined) {
      throw new Throwable(
        'IllegalStateException',
        `Couldn't read row ${this.#position}, col ${columnIndex} from CursorWindow.`,
      );
    }
    return value;
  }
}
