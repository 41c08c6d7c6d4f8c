// Mirrors PickerDbFacade's operations on the rows of a cloud provider.
import type { CursorValue } from '../../../../contract/android/cursor.ts';
import type { MediaDatabase } from '../db/mediaDatabase.ts';

/** A row of a provider's media, by the columns of CloudMediaProviderContract. */
export type CloudRow = Readonly<Record<string, CursorValue>>;

/** What has been read of a provider's collection. */
export type SyncPosition = Readonly<{ collectionId: string; generation: number }>;

/** What an app that holds a picker URI is told of an item. */
export type CloudItemRow = Readonly<{
  _size: number;
  datetaken: number;
  mime_type: string;
  duration: number | null;
  width: number | null;
  height: number | null;
  orientation: number | null;
}>;

export type CloudAlbumRow = Readonly<{
  album_id: string;
  display_name: string;
  authority: string;
  album_media_cover_id: string | null;
  cover_authority: string;
  album_media_count: number;
  date_taken_millis: number | null;
}>;

const COLUMNS = [
  ...[
    'cloud_id',
    'authority',
    'local_id',
    'date_taken_ms',
    'sync_generation',
    'size_bytes',
    'duration_ms',
    'mime_type',
  ],
  ...['standard_mime_type_extension', 'is_favorite', 'width', 'height', 'orientation'],
];

const UPSERT = `INSERT INTO cloud_media (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})
  ON CONFLICT (cloud_id) DO UPDATE SET ${COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')}`;

export class CloudMirror {
  readonly #database: MediaDatabase;
  readonly #changed: () => void;

  /** @param changed told after each change of what the picker can show */
  constructor(database: MediaDatabase, changed: () => void) {
    this.#database = database;
    this.#changed = changed;
  }

  position(authority: string): SyncPosition | null {
    const sql = 'SELECT collection_id AS collectionId, generation FROM cloud_sync WHERE authority = ?';
    return this.#database.get<SyncPosition>(sql, authority);
  }

  setPosition(authority: string, { collectionId, generation }: SyncPosition): void {
    this.#database.unversioned(({ run }) => {
      run('INSERT OR REPLACE INTO cloud_sync VALUES (?, ?, ?)', authority, collectionId, generation);
    });
  }

  /** Items that are mirrored, shown or not. */
  count(): number {
    return this.#database.get<{ count: number }>('SELECT COUNT(*) AS count FROM cloud_media')?.count ?? 0;
  }

  find(authority: string, cloudId: string): CloudItemRow | null {
    const sql = `SELECT size_bytes AS _size, date_taken_ms AS datetaken, mime_type, duration_ms AS duration, width, height,
      orientation FROM cloud_media WHERE cloud_id = ? AND authority = ?`;
    return this.#database.get<CloudItemRow>(sql, cloudId, authority);
  }

  /** In the provider's order. */
  albums(): readonly CloudAlbumRow[] {
    return this.#database.all(`SELECT album_id, display_name, authority, cover_id AS album_media_cover_id,
      authority AS cover_authority, media_count AS album_media_count, date_taken_ms AS date_taken_millis
      FROM cloud_albums ORDER BY position`);
  }

  /** Forgets everything, whoever provided it. */
  reset(): void {
    this.#database.unversioned(({ run }) => {
      for (const table of ['cloud_media', 'cloud_album_media', 'cloud_albums', 'cloud_sync'])
        run(`DELETE FROM ${table}`);
    });
    this.#changed();
  }

  /** Adds items, or takes over what is new of known ones. */
  add(authority: string, rows: readonly CloudRow[]): void {
    if (rows.length === 0) return;
    this.#database.unversioned(({ run }) => {
      for (const row of rows.filter(isShown)) {
        const size = [row.date_taken_millis, row.sync_generation, row.size_bytes, row.duration_millis].map(
          numberOrNull,
        );
        const flags = [numberOrNull(row.standard_mime_type_extension) ?? 0, row.is_favorite === 1 ? 1 : 0] as const;
        const sides = [row.width, row.height, row.orientation].map(numberOrNull);
        const ids = [String(row.id), authority, localId(row.media_store_uri)] as const;
        run(UPSERT, ...ids, ...size, String(row.mime_type), ...flags, ...sides);
      }
    });
    this.#changed();
  }

  remove(cloudIds: readonly string[]): void {
    if (cloudIds.length === 0) return;
    const albums = this.#database.all<{ id: string }>('SELECT DISTINCT album_id AS id FROM cloud_album_media');
    this.#database.unversioned(({ run }) => {
      for (const cloudId of cloudIds) {
        run('DELETE FROM cloud_media WHERE cloud_id = ?', cloudId);
        // By its whole key: looking through all albums' items for each one takes too long.
        for (const { id } of albums)
          run('DELETE FROM cloud_album_media WHERE album_id = ? AND cloud_id = ?', id, cloudId);
      }
    });
    this.#changed();
  }

  replaceAlbums(authority: string, rows: readonly CloudRow[]): void {
    this.#database.unversioned(({ run }) => {
      run('DELETE FROM cloud_albums');
      for (const [position, row] of rows.entries()) {
        const cover = typeof row.album_media_cover_id === 'string' ? row.album_media_cover_id : null;
        if (!isText(row.id)) continue;
        const album = [String(row.id), position, authority, String(row.display_name ?? '')] as const;
        const counted = [cover, numberOrNull(row.album_media_count) ?? 0, numberOrNull(row.date_taken_millis)] as const;
        run('INSERT OR REPLACE INTO cloud_albums VALUES (?, ?, ?, ?, ?, ?, ?)', ...album, ...counted);
      }
    });
    this.#changed();
  }

  replaceAlbumMedia(albumId: string, cloudIds: readonly string[]): void {
    this.#database.unversioned(({ run }) => {
      run('DELETE FROM cloud_album_media WHERE album_id = ?', albumId);
      for (const cloudId of cloudIds) run('INSERT OR IGNORE INTO cloud_album_media VALUES (?, ?)', albumId, cloudId);
    });
    this.#changed();
  }
}

/** The CHECKs of the table: what fails them the picker never shows. */
function isShown(row: CloudRow): boolean {
  const isAtLeast = (least: number, value: CursorValue | undefined) => {
    const number = numberOrNull(value);
    return number !== null && number >= least;
  };
  const { duration_millis: duration = null } = row;
  return (
    isText(row.id) &&
    isAtLeast(0, row.date_taken_millis) &&
    isAtLeast(0, row.sync_generation) &&
    isAtLeast(1, row.size_bytes) &&
    (duration === null || isAtLeast(0, duration)) &&
    isText(row.mime_type)
  );
}

function isText(value: CursorValue | undefined): boolean {
  return typeof value === 'string' && value !== '';
}

/** A long, as a cursor of Android has no other numbers here. */
function numberOrNull(value: CursorValue | undefined): number | null {
  return Number.isSafeInteger(value) ? Number(value) : null;
}

/** files._id of a copy's original: the last segment of its MediaStore URI. */
function localId(mediaStoreUri: CursorValue | undefined): number | null {
  const id = typeof mediaStoreUri === 'string' ? /\/(\d+)$/.exec(mediaStoreUri)?.[1] : undefined;
  return id === undefined ? null : numberOrNull(Number(id));
}
