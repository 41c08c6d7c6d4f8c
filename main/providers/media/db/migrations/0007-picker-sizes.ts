/** The photo picker's order without what its own table refuses on Android: a file of no bytes. */
export const indexPickerSizes = `
DROP INDEX files_picker;
CREATE INDEX files_picker ON files (COALESCE(datetaken, date_modified * 1000), _id, volume_name, mime_type)
  WHERE media_type IN (1, 3) AND is_trashed = 0 AND is_pending = 0 AND _size > 0;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('files', 'files_picker', '900000 3 1 1 1');
-- Only reads the numbers again.
ANALYZE sqlite_schema;
`;
