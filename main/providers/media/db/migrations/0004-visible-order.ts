// What galleries ask most, answered by seeking: the newest rows that are neither pending nor in the trash.

// As defaultFilters.ts writes it, word for word: SQLite takes these indexes only for conditions it recognizes.
const VISIBLE = 'WHERE is_pending=0 AND is_trashed=0 AND NOT _modifier=4';

/**
 * Each index holds what the default conditions ask, so that rows which are only counted or passed over are not read.
 * The numbers of sqlite_stat1 are not counted but set: every library is planned like a large one, and the same query
 * always runs the same way.
 */
export const indexVisibleOrder = `
DROP INDEX files_type_taken;
DROP INDEX files_type_added;
DROP INDEX files_taken_visible;
CREATE INDEX files_type_taken ON files (media_type, datetaken, _id);
CREATE INDEX files_visible_type ON files (media_type, _id, volume_name) ${VISIBLE};
CREATE INDEX files_visible_type_taken ON files (media_type, datetaken, _id, volume_name) ${VISIBLE};
CREATE INDEX files_visible_type_added ON files (media_type, date_added, _id, volume_name) ${VISIBLE};
CREATE INDEX files_visible_type_modified ON files (media_type, date_modified, _id, volume_name) ${VISIBLE};
CREATE INDEX files_visible_taken ON files (datetaken, _id, media_type, volume_name, owner_package_name) ${VISIBLE};
CREATE INDEX files_visible_added ON files (date_added, _id, media_type, volume_name) ${VISIBLE};
CREATE INDEX files_visible_mime ON files (mime_type, datetaken, _id, media_type, volume_name) ${VISIBLE};
CREATE INDEX files_favorite ON files (media_type, datetaken, _id) WHERE is_favorite=1;
CREATE INDEX files_pending_type ON files (media_type, datetaken, _id) WHERE is_pending=1;
CREATE INDEX files_trashed ON files (media_type, datetaken, _id) WHERE is_trashed=1;
CREATE INDEX files_generation ON files (generation_modified);

ANALYZE local_metadata;
DELETE FROM sqlite_stat1;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('files', 'sqlite_autoindex_files_1', '1000000 1'),
  ('files', 'files_type_taken', '1000000 600000 3 1 sz=200'),
  ('files', 'files_visible_type', '900000 600000 1 1'),
  ('files', 'files_visible_type_taken', '900000 600000 3 1 1'),
  ('files', 'files_visible_type_added', '900000 600000 3 1 1'),
  ('files', 'files_visible_type_modified', '900000 600000 3 1 1'),
  ('files', 'files_visible_taken', '900000 3 1 1 1 1'),
  ('files', 'files_visible_added', '900000 3 1 1 1'),
  ('files', 'files_visible_mime', '900000 10000 2 1 1 1'),
  ('files', 'files_bucket', '1000000 1000 500 2 1'),
  ('files', 'files_owner', '500000 5000'),
  ('files', 'files_pending', '100 10'),
  ('files', 'files_favorite', '10000 3000 3 1'),
  ('files', 'files_pending_type', '100 60 3 1'),
  ('files', 'files_trashed', '1000 600 3 1'),
  ('files', 'files_generation', '1000000 1000'),
  ('files', 'files_picker', '900000 3 1 1 1'),
  ('files', 'files_redacted_uri', '100 1');
-- Only reads the numbers again.
ANALYZE sqlite_schema;
`;
