// The baseline for selected items: Android's own indexes (DatabaseHelper.createLatestIndexes) and its own words.
import Database from 'better-sqlite3';
import { APP } from './mediaRows.ts';

/** The WHERE of images for an app in user selected mode, as MediaProvider writes it. */
export const PLAIN_SELECTED = `WHERE media_type = 1
  AND (_id IN (SELECT file_id FROM media_grants WHERE owner_package_name IN ('${APP}') AND package_user_id=0)
    OR owner_package_name IN ('${APP}'))
  AND ((is_pending=0 AND NOT _modifier=4) OR (is_pending=1 AND lower(_data) NOT REGEXP '.*/\\.pending-(\\d+)-([^/]+)$'
    AND owner_package_name IN ('${APP}')))
  AND is_trashed=0 AND volume_name IN ('external_primary')`;

const INDEXES = [
  'files (album_id)',
  'files (artist_id)',
  'files (genre_id)',
  'files (bucket_id, media_type, datetaken, _id)',
  'files (bucket_id, media_type, bucket_display_name)',
  'files (format)',
  'files (media_type)',
  'files (parent)',
  'files (_data)',
  'files (datetaken ASC, _id ASC)',
  'files (title)',
  'files (title_key)',
  'files (date_modified)',
];

/** Opens a media database after replacing its indexes of files by Android's. */
export function asAndroid(path: string): Database.Database {
  const db = opened(path);
  db.pragma('synchronous = OFF');
  const names = db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type='index' AND tbl_name='files' AND sql IS NOT NULL")
    .pluck();
  db.transaction(() => {
    for (const name of names.all()) db.exec(`DROP INDEX ${name}`);
    for (const [number, index] of INDEXES.entries()) db.exec(`CREATE INDEX android_${number} ON ${index}`);
    db.exec('DELETE FROM sqlite_stat1');
  })();
  db.close();
  // The planner reads its numbers when a database is opened.
  return opened(path);
}

function opened(path: string): Database.Database {
  const db = new Database(path);
  db.pragma('cache_size = -32000');
  db.function('regexp', { deterministic: true }, (pattern, text) =>
    text === null ? null : Number(new RegExp(`^(?:${pattern})$`).test(String(text))),
  );
  return db;
}
