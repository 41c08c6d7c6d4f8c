import { expect, test } from 'vitest';
import { pickerUri } from '../../../../contract/android/mediaStore.ts';
import { ScannedFiles } from '../../../../main/providers/media/db/scannedFiles.ts';
import { NO_METADATA, type ScannedRow } from '../../../../main/providers/media/db/scannedRow.ts';
import { MediaGrants } from '../../../../main/providers/media/mediaGrants.ts';
import { probeDatabase } from '../mediaProbe.ts';

function row(path: string, values: Partial<ScannedRow> = {}): ScannedRow {
  return {
    ...NO_METADATA,
    _data: `/storage/emulated/0/${path}`,
    _size: 1,
    _display_name: path.slice(path.lastIndexOf('/') + 1),
    mime_type: 'image/jpeg',
    media_type: 1,
    format: 0x3800,
    title: path,
    date_modified: 100,
    bucket_id: '1',
    bucket_display_name: 'DCIM',
    relative_path: 'DCIM/',
    volume_name: 'external_primary',
    is_pending: 0,
    is_trashed: 0,
    date_expires: null,
    is_download: 0,
    is_drm: 0,
    owner_package_name: null,
    ...values,
  };
}

function given() {
  const database = probeDatabase([]);
  return { database, files: new ScannedFiles(database) };
}

test('a rescan keeps what only the provider knows and replaces what the file says', () => {
  const { database, files } = given();
  using _ = database;
  files.upsertScanned([row('DCIM/a.jpg', { iso: 100, description: 'old' })], 50);
  database.transaction((write) => write.run("UPDATE files SET is_favorite=1, owner_package_name='com.app'"));
  const added = database.generation();
  files.upsertScanned([row('DCIM/a.jpg', { _size: 2, datetaken: 7000, date_modified: 200 })], 60);
  expect(
    database.get(
      `SELECT _id, owner_package_name AS owner, is_favorite AS favorite, date_added, generation_added, generation_modified,
       _size, inferred_date, iso, description, _modifier FROM files`,
    ),
  ).toEqual({
    _id: 1,
    owner: 'com.app',
    favorite: 1,
    date_added: 50,
    generation_added: added - 1,
    generation_modified: added + 1,
    _size: 2,
    inferred_date: 7000,
    iso: 100,
    description: null,
    _modifier: 3,
  });
});

test('parent is the row of the directory, 0 at the root', () => {
  const { database, files } = given();
  using _ = database;
  files.upsertScanned([row('DCIM', { media_type: 0 }), row('DCIM/a.jpg'), row('root.jpg')], 1);
  expect(database.all('SELECT _id, parent FROM files')).toEqual([
    { _id: 1, parent: 0 },
    { _id: 2, parent: 1 },
    { _id: 3, parent: 0 },
  ]);
});

test('two files that differ only in case share one row, and a batch says which was left out', () => {
  const { database, files } = given();
  using _ = database;
  expect(files.upsertScanned([row('DCIM/a.jpg'), row('DCIM/A.JPG')], 1)).toEqual({
    written: 1,
    skipped: ['/storage/emulated/0/DCIM/A.JPG'],
  });
  files.upsertScanned([row('dcim/A.jpg')], 2);
  expect(database.all('SELECT _id, _data FROM files')).toEqual([{ _id: 1, _data: '/storage/emulated/0/dcim/A.jpg' }]);
});

test('letters beyond ASCII are told apart by case, as NOCASE does', () => {
  const { database, files } = given();
  using _ = database;
  expect(files.upsertScanned([row('É.jpg'), row('é.jpg')], 1)).toEqual({ written: 2, skipped: [] });
});

test('rowsBelow finds what is inside at any depth, and nothing beside', () => {
  const { database, files } = given();
  using _ = database;
  const paths = ['DCIM', 'DCIM/a.jpg', 'DCIM/Camera/b.jpg', 'DCIM2/c.jpg', 'DCIM.jpg', 'dcim_/%.jpg'];
  files.upsertScanned(
    paths.map((path) => row(path)),
    1,
  );
  const below = files.rowsBelow('/storage/emulated/0/DCIM').map(({ _data }) => _data.slice(20));
  expect(below).toEqual(['DCIM/a.jpg', 'DCIM/Camera/b.jpg']);
  expect(files.rowsBelow('/storage/emulated/0/DCIM/')).toHaveLength(2);
  expect(files.rowAt('/storage/emulated/0/dcim/A.JPG')?._id).toBe(2);
});

test('a deleted row takes its grants along, and its id does not come back', () => {
  const { database, files } = given();
  using _ = database;
  const mediaGrants = new MediaGrants(database);
  files.upsertScanned([row('a.jpg'), row('b.jpg')], 1);
  mediaGrants.grant('com.app', [pickerUri(1), pickerUri(2)], 0);
  expect(files.deleteByIds([2])).toBe(1);
  expect(files.deleteByIds([])).toBe(0);
  expect(mediaGrants.list('com.app', 0)).toEqual([1]);
  files.upsertScanned([row('b.jpg')], 1);
  expect(files.rowAt('/storage/emulated/0/b.jpg')?._id).toBe(3);
});

test('deleteAll deletes more rows than one transaction takes', () => {
  const { database, files } = given();
  using _ = database;
  const rows = Array.from({ length: 2_500 }, (_row, index) => row(`${index}.jpg`));
  files.upsertScanned(rows, 1);
  files.deleteAll();
  expect(database.all('SELECT _id FROM files')).toEqual([]);
});
