// Mirrors what ModernMediaScanner writes through MediaProvider: rows of files found in the folder.
import { MEDIA_TYPE } from '../../../../contract/android/mediaStore.ts';
import { type AudioKeys, audioKeyValues } from '../audioKeys.ts';
import { dataKey } from '../scan/reconcile.ts';
import type { MediaDatabase, SqlValue, Write } from './mediaDatabase.ts';
import { inferredDate, type KnownRow, type ScannedRow } from './scannedRow.ts';

export type UpsertResult = Readonly<{
  /** Rows written, new ones and known ones. */
  written: number;
  /** Paths left out because another path of this batch differs from them only in case. */
  skipped: readonly string[];
}>;

/** What a scan reads from and writes to the files table. */
export class ScannedFiles {
  readonly #database: MediaDatabase;

  constructor(database: MediaDatabase) {
    this.#database = database;
  }

  /**
   * Inserts rows, or updates those whose path is known, in one transaction and so one generation.
   * A known row keeps _id, owner, favorite, date_added and generation_added. Order: a directory before what is in it.
   * Paths are the same without regard to case, as in Android: of two files that differ only in case the first of a
   * batch gets the row, and a path that differs only in case from a known row's renames that row.
   * @param nowSeconds the device's clock, for date_added
   */
  upsertScanned(rows: readonly ScannedRow[], nowSeconds: number): UpsertResult {
    if (rows.length === 0) return { written: 0, skipped: [] };
    const seen = new Set<string>();
    const skipped: string[] = [];
    const written = this.#database.transaction((write) => {
      const parents = new Map<string, number>();
      const [insert, insertStill] = [write.prepared(INSERT), write.prepared(INSERT_STILL)];
      let count = 0;
      for (const row of rows) {
        const folded = dataKey(row._data);
        if (seen.has(folded)) {
          skipped.push(row._data);
          continue;
        }
        seen.add(folded);
        const computed = this.#computed(row, { write, parents, nowSeconds });
        const inserted = isStill(row)
          ? insertStill([...valuesOf(row, STILL_COLUMNS), ...computed])
          : insert(writtenOf(row, computed));
        count += inserted || write.run(UPDATE, ...writtenOf(row, computed).filter(isUpdated), row._data);
      }
      return count;
    });
    return { written, skipped };
  }

  /** Deletes rows and the grants on them, in one transaction. @returns the number of rows */
  deleteByIds(ids: readonly number[]): number {
    if (ids.length === 0) return 0;
    return this.#database.transaction((write) =>
      write.run('DELETE FROM files WHERE _id IN (SELECT value FROM json_each(?))', JSON.stringify(ids)),
    );
  }

  /** Deletes every row, in transactions small enough for everything that follows from each. */
  deleteAll(): void {
    const sql = `DELETE FROM files WHERE _id IN (SELECT _id FROM files LIMIT ${DELETED_AT_ONCE})`;
    while (this.#database.transaction((write) => write.run(sql)) > 0);
  }

  /**
   * The rows of what lies below a directory, at any depth, by path. Its own row is not among them.
   * @param pathPrefix the directory, with or without a slash at the end; compared without regard to ASCII case
   * @param page `after` is the last path of the page before; without it all rows come at once
   */
  rowsBelow(pathPrefix: string, page?: Readonly<{ after: string | null; limit: number }>): readonly KnownRow[] {
    const directory = pathPrefix.replace(/\/+$/, '');
    // '0' is the character after '/': the range is exactly what starts with the directory and a slash.
    return this.#database.all<KnownRow>(
      `SELECT ${KNOWN_COLUMNS} FROM files WHERE _data > ? AND _data < ? ORDER BY _data LIMIT ?`,
      page?.after ?? `${directory}/`,
      `${directory}0`,
      page?.limit ?? -1,
    );
  }

  /**
   * The first `limit` rows whose paths are from `from` on and before `to`, by path; compared without regard to ASCII case.
   * What a directory holds is between `<directory>/` and `<directory>0`.
   */
  rowsBetween(from: string, to: string, limit: number): readonly KnownRow[] {
    return this.#database.all<KnownRow>(
      `SELECT ${KNOWN_COLUMNS} FROM files WHERE _data >= ? AND _data < ? ORDER BY _data LIMIT ?`,
      from,
      to,
      limit,
    );
  }

  /** The row of one path, without regard to ASCII case. */
  rowAt(path: string): KnownRow | null {
    return this.#database.get<KnownRow>(`SELECT ${KNOWN_COLUMNS} FROM files WHERE _data = ?`, path);
  }

  /** Values of COMPUTED. */
  #computed(
    row: ScannedRow,
    batch: Readonly<{ write: Write; parents: Map<string, number>; nowSeconds: number }>,
  ): readonly SqlValue[] {
    const directory = row._data.slice(0, row._data.lastIndexOf('/'));
    let parent = batch.parents.get(directory);
    if (parent === undefined) {
      parent = this.rowAt(directory)?._id ?? 0;
      if (parent !== 0) batch.parents.set(directory, parent);
    }
    const { generation } = batch.write;
    return [inferredDate(row.datetaken, row.date_modified), parent, batch.nowSeconds, generation, generation];
  }
}

const DELETED_AT_ONCE = 1_000;

const KNOWN_COLUMNS =
  '_id, _data, date_modified, _size, media_type, format, is_pending, is_trashed, date_expires, generation_added, _modifier';

/** What files have whether they sound and move or not, in the order they are bound. */
const STILL_COLUMNS = [
  '_data',
  '_size',
  '_display_name',
  'mime_type',
  'media_type',
  'format',
  'title',
  'date_modified',
  'bucket_id',
  'bucket_display_name',
  'relative_path',
  'volume_name',
  'is_pending',
  'is_trashed',
  'date_expires',
  'is_download',
  'is_drm',
  'owner_package_name',
  'datetaken',
  'width',
  'height',
  'resolution',
  'orientation',
  'description',
  'document_id',
  'instance_id',
  'original_document_id',
  'xmp',
  '_special_format',
  'exposure_time',
  'f_number',
  'iso',
  'scene_capture_type',
] as const satisfies readonly (keyof ScannedRow)[];

/** What only sounds and films have. */
const STREAM_COLUMNS = [
  'duration',
  'artist',
  'album',
  'album_artist',
  'author',
  'composer',
  'writer',
  'genre',
  'year',
  'num_tracks',
  'disc_number',
  'cd_track_number',
  'compilation',
  'track',
  'bitrate',
  'capture_framerate',
  'color_standard',
  'color_transfer',
  'color_range',
  'bits_per_sample',
  'samplerate',
  'is_music',
  'is_podcast',
  'is_ringtone',
  'is_alarm',
  'is_notification',
  'is_audiobook',
  'is_recording',
] as const satisfies readonly (keyof ScannedRow)[];

const COLUMNS = [...STILL_COLUMNS, ...STREAM_COLUMNS];

const NO_AUDIO_KEYS: AudioKeys = {
  title_key: null,
  artist_key: null,
  artist_id: null,
  album_key: null,
  album_id: null,
  genre_key: null,
  genre_id: null,
};
const KEYS = Object.keys(NO_AUDIO_KEYS) as readonly (keyof AudioKeys)[];

const COMPUTED = ['inferred_date', 'parent', 'date_added', 'generation_added', 'generation_modified'];

// ModernMediaScanner does not reset these when a rescan finds none; the owner only ever comes from the path.
const KEPT_WHEN_ABSENT: readonly string[] = [
  'exposure_time',
  'f_number',
  'iso',
  'scene_capture_type',
  'owner_package_name',
];

const MODIFIER_SCANNER = 3;

const WRITTEN = [...COLUMNS, ...COMPUTED, ...KEYS];

// Not one statement for all: what an UPDATE costs (see FileChanges) is not paid for a new file, nor what it costs to
// bind forty times nothing for a photo.
const INSERT = insertOf(WRITTEN);
const INSERT_STILL = insertOf([...STILL_COLUMNS, ...COMPUTED]);

function insertOf(names: readonly string[]): string {
  const places = names.map(() => '?').join(',');
  return `INSERT INTO files (${names.join(',')},_modifier) VALUES (${places},${MODIFIER_SCANNER}) ON CONFLICT (_data) DO NOTHING`;
}

function isStill(row: ScannedRow): boolean {
  return row.media_type !== MEDIA_TYPE.AUDIO && STREAM_COLUMNS.every((name) => row[name] === null);
}

/** Values of WRITTEN. */
function writtenOf(row: ScannedRow, computed: readonly SqlValue[]): readonly SqlValue[] {
  const keys = row.media_type === MEDIA_TYPE.AUDIO ? audioKeyValues(row) : NO_AUDIO_KEYS;
  return [...valuesOf(row, COLUMNS), ...computed, ...KEYS.map((name) => keys[name])];
}

function valuesOf(row: ScannedRow, names: readonly (keyof ScannedRow)[]): SqlValue[] {
  return names.map((name) => row[name]);
}

const isUpdated = (_: unknown, index: number) => !['date_added', 'generation_added'].includes(WRITTEN[index] ?? '');

const UPDATE = `UPDATE files SET ${WRITTEN.filter(isUpdated).map(assignment).join(',')},_modifier=${MODIFIER_SCANNER} WHERE _data=?`;

function assignment(name: string): string {
  return KEPT_WHEN_ABSENT.includes(name) ? `${name}=COALESCE(?, ${name})` : `${name}=?`;
}
