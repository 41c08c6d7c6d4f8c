// Mirrors MediaProvider DatabaseHelper.createLatestSchema: what writing, thumbnails, playlists and deletions need.

/**
 * The provider's remaining columns of files, and its other tables.
 * `moves` is ours: a file that is about to be renamed, so that a start after a crash can finish or undo it.
 */
export const completeMediaStore = `
ALTER TABLE files ADD COLUMN _transcode_status INTEGER DEFAULT 0;
ALTER TABLE files ADD COLUMN _video_codec_type TEXT;
ALTER TABLE files ADD COLUMN _hash BLOB;
ALTER TABLE files ADD COLUMN old_id INTEGER;
ALTER TABLE files ADD COLUMN mini_thumb_data TEXT;
ALTER TABLE files ADD COLUMN name TEXT;
ALTER TABLE files ADD COLUMN primary_directory TEXT;
ALTER TABLE files ADD COLUMN secondary_directory TEXT;
ALTER TABLE files ADD COLUMN inferred_media_date INTEGER;
CREATE INDEX files_redacted_uri ON files (redacted_uri_id) WHERE redacted_uri_id IS NOT NULL;

CREATE VIEW audio_playlists AS SELECT * FROM files WHERE media_type = 4;

CREATE TABLE moves (_id INTEGER PRIMARY KEY, from_data TEXT NOT NULL, to_data TEXT NOT NULL);

-- Android deletes what belongs to a deleted file by hand; here the references do it.
CREATE TABLE thumbnails (
  _id INTEGER PRIMARY KEY, _data TEXT, image_id INTEGER REFERENCES files (_id) ON DELETE CASCADE,
  kind INTEGER, width INTEGER, height INTEGER
);
CREATE INDEX thumbnails_image ON thumbnails (image_id);
CREATE TABLE videothumbnails (
  _id INTEGER PRIMARY KEY, _data TEXT, video_id INTEGER REFERENCES files (_id) ON DELETE CASCADE,
  kind INTEGER, width INTEGER, height INTEGER
);
CREATE INDEX videothumbnails_video ON videothumbnails (video_id);
CREATE TABLE album_art (album_id INTEGER PRIMARY KEY, _data TEXT);
CREATE TABLE audio_playlists_map (
  _id INTEGER PRIMARY KEY,
  audio_id INTEGER NOT NULL REFERENCES files (_id) ON DELETE CASCADE,
  playlist_id INTEGER NOT NULL REFERENCES files (_id) ON DELETE CASCADE,
  play_order INTEGER NOT NULL
);
CREATE INDEX audio_playlists_map_audio ON audio_playlists_map (audio_id);
CREATE INDEX audio_playlists_map_playlist ON audio_playlists_map (playlist_id, play_order);

CREATE TABLE deleted_media (
  _id INTEGER PRIMARY KEY AUTOINCREMENT, old_id INTEGER UNIQUE, generation_modified INTEGER NOT NULL
);
CREATE TABLE log (time DATETIME, message TEXT);
`;
