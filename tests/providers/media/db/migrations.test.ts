// A home of an earlier version, with rows, at every version there was.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { CloudMirror } from '../../../../main/providers/media/cloud/cloudMirror.ts';
import { createFiles } from '../../../../main/providers/media/db/migrations/0001-files.ts';
import { indexPickerOrder } from '../../../../main/providers/media/db/migrations/0002-picker-order.ts';
import { completeMediaStore } from '../../../../main/providers/media/db/migrations/0003-media-store.ts';
import { indexVisibleOrder } from '../../../../main/providers/media/db/migrations/0004-visible-order.ts';
import { indexSelectedOrder } from '../../../../main/providers/media/db/migrations/0005-selected-order.ts';
import { createCloudMedia } from '../../../../main/providers/media/db/migrations/0006-cloud-media.ts';
import { openMediaDatabase } from '../../../../main/providers/media/db/openMediaDatabase.ts';
import { PickerOrders } from '../../../../main/providers/media/pickerOrder.ts';

const EARLIER = [
  ...[createFiles, indexPickerOrder, completeMediaStore, indexVisibleOrder, indexSelectedOrder, createCloudMedia],
];
const LATEST = 7;
const EVERYTHING = { mimeTypes: [], albumId: null, ids: null, volumeNames: ['external_primary'], cloud: { ids: null } };

/** A database as version `count` left it: three photos, one of them of no bytes, and a selection. */
function written(count: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'scopebox-migrations-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'external.db');
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.function('regexp', () => 0);
  for (const sql of EARLIER.slice(0, count)) db.exec(sql);
  db.prepare('INSERT INTO local_metadata (generation, uuid) VALUES (7, ?)').run('the same');
  const insert = db.prepare(`INSERT INTO files (_id, _data, volume_name, media_type, mime_type, datetaken, _size)
    VALUES (?, ?, 'external_primary', 1, 'image/jpeg', ?, ?)`);
  for (const [id, size] of [1, 0, 5].entries()) insert.run(id + 1, `/storage/emulated/0/${id}.jpg`, id * 1_000, size);
  db.prepare("INSERT INTO media_grants (owner_package_name, file_id, package_user_id) VALUES ('a.b', 1, 0)").run();
  db.pragma(`user_version = ${count}`);
  db.close();
  return path;
}

const fail = (problem: string): never => {
  throw new Error(problem);
};

test.each([1, 2, 3, 4, 5, 6])(
  'from version %i on rows, ids and selections stay, and the picker has its order',
  async (from) => {
    const path = written(from);
    for (let round = 0; round < 2; round++) {
      using database = openMediaDatabase(path, fail);
      expect(database.uuid()).toBe('the same');
      expect(database.get('PRAGMA user_version')).toEqual({ user_version: LATEST });
      expect(database.get('SELECT COUNT(*) AS count FROM media_grants')).toEqual({ count: 1 });
      new CloudMirror(database, () => undefined).add('c', [
        { id: 'x', date_taken_millis: 1_500, sync_generation: 1, size_bytes: 1, mime_type: 'image/jpeg' },
      ]);
      const order = await new PickerOrders(database).of(EVERYTHING);
      expect(order.window(0, 9).map(({ id }) => id)).toEqual([3, 'x', 1]);
      const [plan] = database.all<{ detail: string }>(
        'EXPLAIN QUERY PLAN SELECT _id FROM files INDEXED BY files_picker WHERE media_type IN (1, 3) AND is_trashed = 0 AND is_pending = 0 AND _size > 0',
      );
      expect(plan?.detail).toContain('files_picker');
    }
  },
);

test('an upgrade that cannot be written leaves the file as it was, and says so', () => {
  const path = written(5);
  const db = new Database(path);
  db.exec('CREATE TABLE cloud_media (in_the_way INTEGER)');
  db.close();
  expect(() => openMediaDatabase(path, fail)).toThrow('cloud_media already exists');
  const after = new Database(path);
  expect(after.pragma('user_version', { simple: true })).toBe(5);
  expect(after.prepare('SELECT COUNT(*) FROM files').pluck().get()).toBe(3);
  after.exec('DROP TABLE cloud_media');
  after.close();
  openMediaDatabase(path, fail)[Symbol.dispose]();
});
