// The pages of an app that sees selected items: found by seeking, however many there are.

/**
 * Grants carry what their file is sorted by, and triggers keep it the same. Each page is then the beginning of two
 * indexes, the granted rows and the app's own, instead of all of them sorted. The names differ from those of files, so
 * that no condition on files means them.
 */
export const indexSelectedOrder = `
ALTER TABLE media_grants ADD COLUMN file_media_type INTEGER;
ALTER TABLE media_grants ADD COLUMN file_datetaken INTEGER;
ALTER TABLE media_grants ADD COLUMN file_date_added INTEGER;
UPDATE media_grants SET (file_media_type, file_datetaken, file_date_added) =
  (SELECT media_type, datetaken, date_added FROM files WHERE _id = file_id);
CREATE INDEX media_grants_taken ON media_grants
  (owner_package_name, package_user_id, file_media_type, file_datetaken, file_id);
CREATE INDEX media_grants_added ON media_grants
  (owner_package_name, package_user_id, file_media_type, file_date_added, file_id);

CREATE TRIGGER media_grants_inserted AFTER INSERT ON media_grants BEGIN
  UPDATE media_grants SET (file_media_type, file_datetaken, file_date_added) =
    (SELECT media_type, datetaken, date_added FROM files WHERE _id = NEW.file_id)
  WHERE rowid = NEW.rowid;
END;
CREATE TRIGGER files_granted AFTER UPDATE OF media_type, datetaken, date_added ON files
WHEN OLD.media_type IS NOT NEW.media_type OR OLD.datetaken IS NOT NEW.datetaken
  OR OLD.date_added IS NOT NEW.date_added
BEGIN
  UPDATE media_grants
  SET file_media_type = NEW.media_type, file_datetaken = NEW.datetaken, file_date_added = NEW.date_added
  WHERE file_id = NEW._id;
END;

DROP INDEX files_owner;
CREATE INDEX files_owner_taken ON files (owner_package_name, media_type, datetaken, _id)
  WHERE owner_package_name IS NOT NULL;
CREATE INDEX files_owner_added ON files (owner_package_name, media_type, date_added, _id)
  WHERE owner_package_name IS NOT NULL;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('files', 'files_owner_taken', '500000 5000 4000 3 1'),
  ('files', 'files_owner_added', '500000 5000 4000 3 1'),
  ('media_grants', 'sqlite_autoindex_media_grants_1', '20000 2000 1 1'),
  ('media_grants', 'media_grants_file', '20000 2'),
  ('media_grants', 'media_grants_generation', '20000 100'),
  ('media_grants', 'media_grants_taken', '20000 2000 2000 1800 3 1'),
  ('media_grants', 'media_grants_added', '20000 2000 2000 1800 3 1');
-- Only reads the numbers again.
ANALYZE sqlite_schema;
`;
