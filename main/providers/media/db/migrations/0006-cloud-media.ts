// Mirrors PickerDatabaseHelper: what the photo picker knows of a cloud provider's items.

/**
 * Android keeps these in picker.db, with a copy of the device's own items. Here they lie beside files, so that one
 * statement reads both in order and sees at once whether a copy's original is there. They are no rows of MediaStore:
 * no generation counts them. Their ids begin where no file's gets to: of two items with one date, the cloud's is first.
 * CHECKs are those of Android: what fails them is never shown.
 */
export const createCloudMedia = `
CREATE TABLE cloud_media (
  _id INTEGER PRIMARY KEY AUTOINCREMENT,
  cloud_id TEXT NOT NULL UNIQUE,
  authority TEXT NOT NULL,
  local_id INTEGER,
  date_taken_ms INTEGER NOT NULL CHECK (date_taken_ms >= 0),
  sync_generation INTEGER NOT NULL CHECK (sync_generation >= 0),
  size_bytes INTEGER NOT NULL CHECK (size_bytes > 0),
  duration_ms INTEGER CHECK (duration_ms >= 0),
  mime_type TEXT NOT NULL,
  standard_mime_type_extension INTEGER NOT NULL DEFAULT 0,
  is_favorite INTEGER NOT NULL DEFAULT 0,
  width INTEGER, height INTEGER, orientation INTEGER
);
INSERT INTO sqlite_sequence (name, seq) VALUES ('cloud_media', 1099511627776);
CREATE INDEX cloud_media_order ON cloud_media (date_taken_ms, _id, mime_type, is_favorite, local_id);

CREATE TABLE cloud_album_media (album_id TEXT NOT NULL, cloud_id TEXT NOT NULL, PRIMARY KEY (album_id, cloud_id))
  WITHOUT ROWID;
CREATE TABLE cloud_albums (
  album_id TEXT PRIMARY KEY, position INTEGER NOT NULL, authority TEXT NOT NULL, display_name TEXT NOT NULL,
  cover_id TEXT, media_count INTEGER NOT NULL, date_taken_ms INTEGER
);
CREATE TABLE cloud_sync (
  authority TEXT PRIMARY KEY, collection_id TEXT NOT NULL, generation INTEGER NOT NULL
);
`;
