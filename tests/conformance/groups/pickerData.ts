// Runners for the photo picker's data: order, albums, picker URIs and names.
import { parseUri } from '../../../contract/android/uri.ts';
import { openMediaDatabase } from '../../../main/providers/media/db/openMediaDatabase.ts';
import { LOCAL_ALBUMS } from '../../../main/providers/media/pickerAlbums.ts';
import { pickerMediaStatement } from '../../../main/providers/media/pickerMedia.ts';
import { pickerRowName, unwrapPickerUri } from '../../../main/providers/media/pickerUri.ts';
import type { Groups } from '../groups.ts';

type FileRow = Readonly<Record<string, string | number | null>>;

const DEFAULTS: FileRow = {
  media_type: 1,
  mime_type: 'image/jpeg',
  volume_name: 'external_primary',
  date_modified: 1,
  _size: 1,
};

function fail(problem: string): never {
  throw new Error(problem);
}

/** A database with just these rows; each row's path is made up, because paths are unique. */
export function databaseOf(rows: readonly FileRow[]) {
  const database = openMediaDatabase(':memory:', fail);
  database.transaction((write) => {
    for (const [index, row] of rows.entries()) {
      const values: FileRow = { _data: `/storage/emulated/0/${index}`, ...DEFAULTS, ...row };
      const names = Object.keys(values);
      write.run(
        `INSERT INTO files (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
        ...Object.values(values),
      );
    }
  });
  return database;
}

export function everything(mimeTypes: readonly string[] = []) {
  return { mimeTypes, albumId: null, ids: null, volumeNames: ['external_primary'] };
}

export const pickerDataGroups: Groups = {
  picker_order: {
    run({ rows, mimeTypes }: { rows: readonly (FileRow & { picker_id: number })[]; mimeTypes?: readonly string[] }) {
      const files = rows.map(({ picker_id, ...row }) => {
        const media_type = String(row.mime_type).startsWith('video/') ? 3 : 1;
        return { _id: picker_id, media_type, ...row };
      });
      using database = databaseOf(files);
      const { sql, args } = pickerMediaStatement(everything(mimeTypes));
      return database.all<{ id: number }>(sql, ...(args as string[])).map(({ id }) => id);
    },
  },
  picker_local_albums_of_row: {
    run({ row }: { row: FileRow }) {
      using database = databaseOf([row]);
      return LOCAL_ALBUMS.map(({ id }) => id).filter((albumId) => {
        const { countSql, args } = pickerMediaStatement({ ...everything(), albumId });
        return database.get<{ count: number }>(countSql, ...(args as string[]))?.count === 1;
      });
    },
  },
  picker_unwrap_uri: {
    run: ({ uri }: { uri: string }) => unwrapPickerUri(parseUri(uri)),
  },
  picker_row_name: {
    run: ({
      mime_type,
      ...row
    }: {
      mime_type: string;
      segment: string;
      authority: string;
      userId: number;
      mediaId: string;
    }) => pickerRowName({ ...row, mimeType: mime_type }),
  },
};
