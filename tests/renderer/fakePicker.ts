// Scripted photos of the picker: ids from 1, five hours apart, the newest last; read in windows, and changed while it looks.
import type { Cursor, Row } from '../../contract/android/cursor.ts';
import { PICKER_LOCAL_AUTHORITY } from '../../contract/android/mediaStore.ts';
import { parseId, type Uri } from '../../contract/android/uri.ts';
import { NOW } from './fakeMedia.ts';

const FIVE_HOURS = 5 * 3_600_000;
const QUARTER_HOUR = 900_000;
const MEDIA_COLUMNS = [
  'id',
  'authority',
  'date_taken_millis',
  'mime_type',
  'standard_mime_type_extension',
  'duration_millis',
  'width',
  'height',
  'is_favorite',
];
/** Rows that cross the wire at once. */
const WINDOW = 250;
const ALBUM_ITEMS = 12;

type Result = Readonly<{ columns: readonly string[]; count: number; row(position: number): Row }>;
type Args = Readonly<Record<string, unknown>>;

export class FakePicker {
  /** Positions that windows were asked for from, by what was asked. */
  readonly asked: number[] = [];
  readonly #open = new Map<number, Result>();
  readonly #observers: (() => void)[] = [];
  #ids: readonly number[] = [];
  /** The id that was the newest when the clock said NOW. */
  #newest = 0;
  #generation = 1;
  #collection = 1;
  #lastWindow = 0;
  #held: Promise<void> = Promise.resolve();

  constructor(count: number) {
    this.setCount(count);
  }

  /** Another library. */
  setCount(count: number): void {
    this.#ids = Array.from({ length: count }, (_, i) => count - i);
    this.#newest = count;
    this.#collection++;
  }

  /** So many photos more, newer than all others. */
  add(count: number): void {
    const newest = this.#ids[0] ?? 0;
    this.#ids = [...Array.from({ length: count }, (_, i) => newest + count - i), ...this.#ids];
    this.#generation++;
  }

  remove(ids: readonly number[]): void {
    const gone = new Set(ids);
    this.#ids = this.#ids.filter((id) => !gone.has(id));
    this.#generation++;
  }

  /** Windows do not come until the answer is called. */
  hold(): () => void {
    let release = () => {};
    this.#held = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  }

  observe(onChange: () => void): void {
    this.#observers.push(onChange);
  }

  /** Says that something changed. */
  notify(): void {
    for (const onChange of this.#observers) onChange();
  }

  query(uri: Uri, args: Args): Cursor {
    return this.#cursor(
      uri.includes('/timeline/') ? timeline(this.#idsOf(uri, args), this.#newest) : this.#media(uri, args),
    );
  }

  async fill(window: number, start: number): Promise<Cursor> {
    const result = this.#open.get(window);
    if (result === undefined) throw new Error('The cursor is closed.');
    this.asked.push(start);
    await this.#held;
    return { columns: result.columns, rows: rowsOf(result, start), count: result.count, window };
  }

  close(window: number): void {
    this.#open.delete(window);
  }

  #media(uri: Uri, args: Args): Result {
    const ids = this.#idsOf(uri, args);
    const newest = this.#newest;
    return { columns: MEDIA_COLUMNS, count: ids.length, row: (position) => mediaRow(ids[position] ?? 0, newest) };
  }

  #idsOf(uri: Uri, args: Args): readonly number[] {
    if (Array.isArray(args.pre_selection_uris)) {
      const wanted = new Set(args.pre_selection_uris.map((each: Uri) => parseId(each)));
      return this.#ids.filter((id) => wanted.has(id));
    }
    const isAlbum = args.album_id !== undefined || uri.includes('/v2/album/');
    return isAlbum ? this.#ids.slice(0, ALBUM_ITEMS) : this.#ids;
  }

  #cursor(result: Result): Cursor {
    const { columns, count } = result;
    const extras = { media_collection_id: `fake ${this.#collection}`, last_media_sync_generation: this.#generation };
    const first = { columns, count, rows: rowsOf(result, 0), extras };
    if (count <= WINDOW) return first;
    const window = ++this.#lastWindow;
    this.#open.set(window, result);
    return { ...first, window };
  }
}

function rowsOf({ count, row }: Result, start: number): readonly Row[] {
  return Array.from({ length: Math.max(0, Math.min(WINDOW, count - start)) }, (_, i) => row(start + i));
}

function takenAt(id: number, newest: number): number {
  return NOW - (newest - id) * FIVE_HOURS;
}

function mediaRow(id: number, newest: number): Row {
  const isVideo = id % 7 === 3;
  const mimeType = isVideo ? 'video/mp4' : id % 11 === 5 ? 'image/gif' : 'image/jpeg';
  const special = mimeType === 'image/gif' ? 1 : id % 13 === 4 && !isVideo ? 2 : 0;
  const duration = isVideo ? 12_000 + id * 1_000 : null;
  return [id, PICKER_LOCAL_AUTHORITY, takenAt(id, newest), mimeType, special, duration, 4000, 3000, 0];
}

/** Five hours apart, no two are of one quarter of an hour. */
function timeline(ids: readonly number[], newest: number): Result {
  const row = (position: number): Row => [Math.floor(takenAt(ids[position] ?? 0, newest) / QUARTER_HOUR), 1];
  return { columns: ['quarter_hour', 'count'], count: ids.length, row };
}
