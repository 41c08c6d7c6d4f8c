import { describe, expect, test } from 'vitest';
import type { FileChange } from '../../../../main/providers/media/db/fileChanges.ts';
import { probeDatabase } from '../mediaProbe.ts';

function given() {
  const database = probeDatabase([{ _id: 1 }, { _id: 2, media_type: 3, is_download: 1 }]);
  const commits: (readonly FileChange[])[] = [];
  database.onCommit((changes) => commits.push(changes));
  return { database, commits };
}

const image = { media_type: 1, is_download: 0, is_trashed: 0, is_pending: 0, is_favorite: 0, _special_format: null };
const video = { ...image, media_type: 3, is_download: 1 };
const volumeName = 'external_primary';

describe('onCommit', () => {
  test('gets every inserted, updated and deleted row of a transaction, in order', () => {
    const { database, commits } = given();
    using _ = database;
    database.transaction((write) => {
      write.run("INSERT INTO files (_id, _data, media_type, volume_name) VALUES (3, 'c', 2, 'external_primary')");
      write.run('UPDATE files SET is_favorite = 1, _special_format = 2 WHERE _id = 1');
      database.transaction((inner) => inner.run('DELETE FROM files WHERE _id = 2'));
    });
    expect(commits).toEqual([
      [
        { id: 3, volumeName, before: null, after: { ...image, media_type: 2 } },
        { id: 1, volumeName, before: image, after: { ...image, is_favorite: 1, _special_format: 2 } },
        { id: 2, volumeName, before: video, after: null },
      ],
    ]);
  });

  test('hears nothing of what was rolled back, and nothing of a transaction without rows of files', () => {
    const { database, commits } = given();
    using _ = database;
    const fail = () =>
      database.transaction((write) => {
        write.run('DELETE FROM files');
        throw new Error('no');
      });
    expect(fail).toThrow('no');
    database.transaction((write) => write.run("INSERT INTO log (message) VALUES ('x')"));
    expect(commits).toEqual([]);
  });

  test('hears nothing of a statement that failed half-way in a transaction that went on', () => {
    const { database, commits } = given();
    using _ = database;
    database.transaction((write) => {
      expect(() => write.run("UPDATE files SET _data = 'same'")).toThrow('UNIQUE');
      write.run('UPDATE files SET title = 2 WHERE _id = 2');
    });
    expect(commits).toEqual([[{ id: 2, volumeName, before: video, after: video }]]);
  });

  test('an upsert of a known row is an update', () => {
    const { database, commits } = given();
    using _ = database;
    database.transaction((write) =>
      write.run(
        "INSERT INTO files (_data, is_trashed) VALUES ('/storage/emulated/0/x/1', 1) ON CONFLICT (_data) DO UPDATE SET is_trashed = 1",
      ),
    );
    expect(commits).toEqual([[{ id: 1, volumeName, before: image, after: { ...image, is_trashed: 1 } }]]);
  });
});

describe('deleted_media', () => {
  const gone = 'SELECT old_id, generation_modified FROM deleted_media ORDER BY old_id';

  test('names images and videos that were deleted or hidden, with the generation, until they are back', () => {
    const { database } = given();
    using _ = database;
    database.transaction((write) => write.run('DELETE FROM files WHERE _id = 2'));
    const generation = database.generation();
    database.transaction((write) => write.run('UPDATE files SET is_trashed = 1'));
    expect(database.all(gone)).toEqual([
      { old_id: 1, generation_modified: generation + 1 },
      { old_id: 2, generation_modified: generation },
    ]);
    database.transaction((write) => write.run('UPDATE files SET is_trashed = 0'));
    expect(database.all(gone)).toEqual([{ old_id: 2, generation_modified: generation }]);
  });
});
