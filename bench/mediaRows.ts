// A media database of any size, by seed: what a phone's looks like after years, written without a single file.
import Database from 'better-sqlite3';
import { openMediaDatabase } from '../main/providers/media/db/openMediaDatabase.ts';

/** The app under measurement owns these many rows, spread over the whole time. */
export const OWNED_ROWS = 100;
export const APP = 'com.example.gallery';

export type MediaRowsOptions = Readonly<{ rows: number; seed: number }>;

/** Fills a new database at `path`: 88 % images, 8 % video, the rest sound and documents, from 2014 on, in albums. */
export function makeMediaDatabase(path: string, { rows, seed }: MediaRowsOptions): void {
  openMediaDatabase(path, failed)[Symbol.dispose]();
  const db = new Database(path);
  db.pragma('synchronous = OFF');
  const indexes = db
    .prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'files'",
    )
    .all();
  // A dropped index takes along what the planner is told of it.
  db.exec('CREATE TEMP TABLE told AS SELECT * FROM sqlite_stat1');
  db.transaction(() => {
    for (const { name } of indexes) db.exec(`DROP INDEX ${name}`);
    db.prepare(INSERT).run({ rows, seed, owned: Math.max(1, Math.floor(rows / OWNED_ROWS)) });
    for (const { sql } of indexes) db.exec(sql);
    db.exec('DELETE FROM sqlite_stat1; INSERT INTO sqlite_stat1 SELECT * FROM told');
    db.exec('UPDATE local_metadata SET generation = 1000');
  })();
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

function failed(problem: string): never {
  throw new Error(problem);
}

// A linear congruence per column: cheap, and the same rows for the same seed.
const random = (factor: number, below: number) =>
  `((i * ${factor} + @seed * 7919 + ${factor % 1000}) % 1000003) % ${below}`;

const INSERT = `
WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < @rows),
drawn AS (
  SELECT i, ${random(48271, 1000)} AS kind, ${random(69621, 1000)} AS state, ${random(16807, 1000)} AS place,
    ${random(39373, 600)} AS minutes
  FROM numbers
),
dated AS (
  SELECT *,
    CASE WHEN kind < 880 THEN 1 WHEN kind < 960 THEN 3 WHEN kind < 980 THEN 2 ELSE 6 END AS type,
    -- Half of everything is in one album, the rest in 400 smaller and smaller ones.
    CASE WHEN place < 500 THEN 0 ELSE 1 + (place - 500) * (place - 500) / 625 END AS bucket,
    -- Twelve years, whatever the number of rows; what is added later was mostly taken later.
    1388534400 + i * 378000000 / @rows + minutes * 60 AS taken
  FROM drawn
)
INSERT INTO files (_id, _data, _size, _display_name, mime_type, title, date_added, date_modified, datetaken,
  inferred_date, width, height, resolution, orientation, duration, bucket_id, bucket_display_name, relative_path,
  volume_name, owner_package_name, is_pending, is_trashed, is_favorite, is_download, generation_added,
  generation_modified, is_drm, format, parent, media_type, _modifier, _special_format, date_expires)
SELECT i,
  '/storage/emulated/0/DCIM/Album ' || bucket || '/' || CASE type WHEN 3 THEN 'VID_' ELSE 'IMG_' END || i || '.jpg',
  1500000 + minutes * 4096,
  CASE type WHEN 3 THEN 'VID_' ELSE 'IMG_' END || i || '.jpg',
  CASE type WHEN 1 THEN CASE WHEN state % 20 = 0 THEN 'image/png' ELSE 'image/jpeg' END
    WHEN 3 THEN 'video/mp4' WHEN 2 THEN 'audio/mpeg' ELSE 'application/pdf' END,
  'IMG_' || i, taken + 5, taken + 2, CASE WHEN type IN (1, 3) AND state >= 30 THEN taken * 1000 END,
  CASE WHEN type IN (1, 3) AND state >= 30 THEN taken * 1000 ELSE (taken + 2) * 1000 END,
  CASE WHEN type IN (1, 3) THEN 4000 END, CASE WHEN type IN (1, 3) THEN 3000 END,
  CASE WHEN type IN (1, 3) THEN '4000×3000' END, CASE WHEN type = 1 THEN 0 END, CASE WHEN type = 3 THEN 30000 END,
  CAST(1000000 + bucket AS TEXT), 'Album ' || bucket, 'DCIM/Album ' || bucket || '/', 'external_primary',
  CASE WHEN i % @owned = 0 AND type = 1 THEN '${APP}'
    WHEN state < 500 THEN NULL WHEN state < 800 THEN 'com.android.camera2' ELSE 'com.whatsapp' END,
  state = 1, state IN (2, 3, 4), state BETWEEN 500 AND 509, bucket = 7, 1 + i * 900 / @rows, 1 + i * 900 / @rows, 0,
  CASE type WHEN 1 THEN 0x3800 WHEN 3 THEN 0xB980 WHEN 2 THEN 0xB900 ELSE 0x3000 END, 0, type, 3, 0,
  CASE WHEN state BETWEEN 1 AND 4 THEN 2000000000 END
FROM dated
`;
