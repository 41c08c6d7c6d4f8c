/** The photo picker's order, as its statements write it: without it every page sorts the whole library. */
export const indexPickerOrder = `
CREATE INDEX files_picker ON files (COALESCE(datetaken, date_modified * 1000), _id, volume_name, mime_type)
  WHERE media_type IN (1, 3) AND is_trashed = 0 AND is_pending = 0;
`;
