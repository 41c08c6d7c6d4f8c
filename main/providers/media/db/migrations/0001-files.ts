// Mirrors MediaProvider DatabaseHelper.createLatestSchema.

/**
 * The first schema. Never edited once released: a change is a new migration.
 * Columns an app can name are in columns.ts; the last ones belong to the provider.
 */
export const createFiles = `
CREATE TABLE local_metadata (generation INTEGER NOT NULL, uuid TEXT NOT NULL);

CREATE TABLE files (
  _id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- As in Android two rows cannot differ only by case, even where two files on this computer can.
  _data TEXT UNIQUE COLLATE NOCASE,
  _size INTEGER, _display_name TEXT, mime_type TEXT, title TEXT,
  date_added INTEGER, date_modified INTEGER, datetaken INTEGER, inferred_date INTEGER,
  width INTEGER, height INTEGER, resolution TEXT, orientation INTEGER, duration INTEGER,
  bucket_id TEXT, bucket_display_name TEXT, relative_path TEXT, volume_name TEXT, owner_package_name TEXT,
  is_pending INTEGER NOT NULL DEFAULT 0, is_trashed INTEGER NOT NULL DEFAULT 0, is_favorite INTEGER NOT NULL DEFAULT 0,
  is_download INTEGER NOT NULL DEFAULT 0, date_expires INTEGER,
  generation_added INTEGER NOT NULL DEFAULT 0, generation_modified INTEGER NOT NULL DEFAULT 0, is_drm INTEGER,
  document_id TEXT, instance_id TEXT, original_document_id TEXT, xmp BLOB, group_id INTEGER,
  album TEXT, artist TEXT, author TEXT, composer TEXT, genre TEXT, year INTEGER,
  num_tracks TEXT, writer TEXT, album_artist TEXT, disc_number TEXT, compilation TEXT, cd_track_number TEXT,
  bitrate INTEGER, capture_framerate REAL, oem_metadata BLOB, description TEXT, latitude DOUBLE, longitude DOUBLE,
  isprivate INTEGER, mini_thumb_magic INTEGER, picasa_id TEXT,
  exposure_time TEXT, f_number TEXT, iso INTEGER, scene_capture_type INTEGER,
  color_standard INTEGER, color_transfer INTEGER, color_range INTEGER,
  tags TEXT, category TEXT, language TEXT, bookmark INTEGER, download_uri TEXT, referer_uri TEXT,
  title_key TEXT, artist_key TEXT, album_key TEXT, artist_id INTEGER, album_id INTEGER, genre_id INTEGER,
  genre_key TEXT, title_resource_uri TEXT, track INTEGER,
  is_music INTEGER, is_podcast INTEGER, is_ringtone INTEGER, is_alarm INTEGER, is_notification INTEGER,
  is_audiobook INTEGER, is_recording INTEGER, bits_per_sample INTEGER, samplerate INTEGER,
  format INTEGER, parent INTEGER, media_type INTEGER NOT NULL DEFAULT 0, _user_id INTEGER NOT NULL DEFAULT 0,
  _modifier INTEGER NOT NULL DEFAULT 0, _special_format INTEGER, redacted_uri_id TEXT
);

CREATE VIEW images AS SELECT * FROM files WHERE media_type = 1;
CREATE VIEW audio AS SELECT * FROM files WHERE media_type = 2;
CREATE VIEW video AS SELECT * FROM files WHERE media_type = 3;
CREATE VIEW downloads AS SELECT * FROM files WHERE is_download = 1;

-- An app's query says pending with an OR, so it cannot use a partial index; the picker's query can.
-- The columns behind _id let it be counted without reading the rows.
CREATE INDEX files_type_taken ON files
  (media_type, datetaken, _id, is_pending, is_trashed, is_favorite, volume_name, _modifier);
CREATE INDEX files_type_added ON files (media_type, date_added, _id);
CREATE INDEX files_taken_visible ON files (datetaken, _id, media_type, volume_name)
  WHERE is_pending = 0 AND is_trashed = 0;
CREATE INDEX files_bucket ON files (bucket_id, media_type, datetaken, _id);
CREATE INDEX files_owner ON files (owner_package_name) WHERE owner_package_name IS NOT NULL;

CREATE INDEX files_pending ON files (owner_package_name) WHERE is_pending = 1;

CREATE TABLE media_grants (
  owner_package_name TEXT NOT NULL,
  file_id INTEGER NOT NULL REFERENCES files (_id) ON DELETE CASCADE,
  package_user_id INTEGER NOT NULL,
  generation_granted INTEGER NOT NULL DEFAULT 0,
  UNIQUE (owner_package_name, file_id, package_user_id) ON CONFLICT IGNORE
);
CREATE INDEX media_grants_generation ON media_grants (generation_granted);
CREATE INDEX media_grants_file ON media_grants (file_id);
`;
