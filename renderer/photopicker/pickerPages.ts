// Mirrors com.android.photopicker data/paging/MediaPagingSource: rows that come in pages, each asked for by its first row.
import type { Bundle } from '../../contract/android/cursor.ts';
import type { Cursor } from '../../sdk/cursor.ts';

/** Asks for the page that begins at a key; the first page has none. */
type OpenPage = (key: Bundle) => Promise<Cursor | null>;

export class PickerPages {
  readonly #open: OpenPage;
  #page: Cursor;

  private constructor(open: OpenPage, first: Cursor) {
    this.#open = open;
    this.#page = first;
  }

  /** @returns null where the device answers none */
  static async open(open: OpenPage): Promise<PickerPages | null> {
    const first = await open({});
    return first === null ? null : new PickerPages(open, first);
  }

  /** The page of the current row, moved to that row. */
  get page(): Cursor {
    return this.#page;
  }

  async moveToNext(): Promise<boolean> {
    if (await this.#page.moveToNext()) return true;
    const next = this.#nextKey();
    if (next === null) return false;
    const page = await this.#open(next);
    if (page === null) return false;
    this.#page.close();
    this.#page = page;
    return page.moveToNext();
  }

  /** Rows of all pages; known once the last of them is there. */
  getCount(): number {
    if (this.#nextKey() !== null) return Number.POSITIVE_INFINITY;
    return Number(this.getExtras().items_before_count ?? 0) + this.#page.getCount();
  }

  getExtras(): Bundle {
    return this.#page.getExtras();
  }

  close(): void {
    this.#page.close();
  }

  #nextKey(): Bundle | null {
    const { next_page_picker_id, next_page_date_taken } = this.getExtras();
    if (next_page_picker_id === undefined) return null;
    return { picker_id: next_page_picker_id, date_taken_millis: next_page_date_taken };
  }
}
