import { describe, expect, test } from 'vitest';
import type { ContentValues } from '../../../../contract/android/cursor.ts';
import { matchUri } from '../../../../main/providers/media/uriMatcher.ts';
import { type InsertDisk, insertColumns } from '../../../../main/providers/media/write/insertColumns.ts';
import type { WriteCaller } from '../../../../main/providers/media/write/writeCaller.ts';
import { APP, mediaUri, NOW, PRIMARY } from './writes.ts';

const EMPTY: InsertDisk = { exists: () => false, stat: () => null, isHidden: () => false };

function insert(path: string, values: ContentValues, { caller = {}, disk = {} }: Others = {}) {
  const match = matchUri(mediaUri(path), false);
  const request = { match, volume: PRIMARY, values, related: null, nowMs: NOW };
  return insertColumns({ ...request, caller: { ...APP, ...caller }, disk: { ...EMPTY, ...disk } });
}

type Others = Readonly<{ caller?: Partial<WriteCaller>; disk?: Partial<InsertDisk> }>;

const thrown = (name: string, message: string) => expect.objectContaining({ name, message });

describe('what a new row holds', () => {
  test('what an app may not set is dropped', () => {
    const { columns } = insert('external/images/media', {
      ...{ _id: 5, _display_name: 'a.jpg', is_download: 1, owner_package_name: 'com.other', date_expires: 5 },
      ...{ latitude: 1.5, generation_added: 9, inferred_date: 9, date_added: 9, volume_name: 'x', bucket_id: 'x' },
      ...{ is_favorite: true, description: 'kept' },
    });
    expect(columns).toMatchObject({
      ...{ is_download: 0, owner_package_name: 'com.app', date_expires: null, latitude: null, inferred_date: 0 },
      ...{ date_added: 1_700_000_000, volume_name: 'external_primary', is_favorite: 1, description: 'kept' },
      ...{ title: 'a', format: 0x3800, media_type: 1, _modifier: 2 },
    });
    for (const name of ['_id', 'generation_added', 'date_modified', '_size']) expect(columns).not.toHaveProperty(name);
  });

  test('a flag without a value is off', () => {
    const values = { _display_name: 'a.jpg', is_favorite: null, is_pending: null, is_trashed: null };
    expect(insert('external/images/media', values).columns).toMatchObject({
      is_favorite: 0,
      is_pending: 0,
      is_trashed: 0,
    });
  });

  test('a file that is there already gives its time and size', () => {
    const stat = () => ({ mtimeMs: 1_600_000_000_900, size: 12, isDirectory: false });
    const { columns } = insert('external/images/media', { _display_name: 'a.jpg' }, { disk: { stat } });
    expect(columns).toMatchObject({ date_modified: 1_600_000_000, _size: 12, inferred_date: 1_600_000_000_000 });
    const taken = { _display_name: 'a.jpg', datetaken: 77, _size: 3 };
    expect(insert('external/images/media', taken, { disk: { stat } }).columns).toMatchObject({
      _size: 3,
      inferred_date: 77,
    });
  });

  test('the URI keeps the volume the app named, and leads to files for what is hidden', () => {
    const values = { _display_name: 'a.jpg' };
    expect(insert('external_primary/images/media', values).uri).toBe('content://media/external_primary/images/media');
    const hidden = { disk: { isHidden: () => true } };
    expect(insert('external/images/media', values, hidden).uri).toBe('content://media/external/file');
  });

  test.each([
    ['the provider', { isSelf: true }, 'com.other'],
    ['the shell', { isShell: true }, 'com.other'],
    ['a download manager', { isDelegator: true }, 'com.other'],
    ['an app', {}, 'com.app'],
    ['a manager', { isManager: true }, 'com.app'],
  ])('%s and the owner', (_name, caller, owner) => {
    const values = { _display_name: 'a.jpg', owner_package_name: 'com.other' };
    expect(insert('external/images/media', values, { caller }).columns.owner_package_name).toBe(owner);
  });

  test('nobody owns what the shell puts anywhere but in a package of its own', () => {
    const owner = (relative_path: string) =>
      insert('external/file', { _display_name: 'a.bin', relative_path }, { caller: { isShell: true, isManager: true } })
        .columns.owner_package_name;
    expect([owner('Download/'), owner('Android/media/com.x/')]).toEqual([null, 'com.x']);
  });

  test.each([{ isManager: true }, { isLegacyWrite: true }, { isSelf: true }])('%j names a raw path', (caller) => {
    const values = { _data: '/storage/emulated/0/Download/x/a.jpg', _display_name: 'ignored', relative_path: 'Odd/' };
    const { columns } = insert('external/images/media', values, { caller });
    expect(columns).toMatchObject({
      ...{ _data: values._data, _display_name: 'a.jpg' },
      is_download: 1,
      relative_path: 'Download/x/',
    });
  });

  test.each([
    ['external/images/media', { _display_name: 'a.jpg', foo: 1 }, {}, 'Invalid column foo'],
    ['external/images/media', { _display_name: 'a.jpg', Title: 'x' }, {}, 'Invalid column Title'],
    ['external/images/media', { _display_name: 'a.jpg', is_music: 1 }, {}, 'Invalid column is_music'],
    [
      'external/images/media',
      { _display_name: 'a.jpg', primary_directory: 'x' },
      {},
      'Invalid column primary_directory',
    ],
    [
      'external/images/media',
      { _display_name: 'a.jpg', '1=1; DROP TABLE files': 1 },
      {},
      'Invalid column 1=1; DROP TABLE files',
    ],
    [
      'external/images/media',
      { _display_name: 'a.jpg', is_favorite: 1 },
      { deviceSdk: 29 },
      'Invalid column is_favorite',
    ],
    ['external/images/media', { album_art: '/x' }, {}, 'Mutation of album_art is not allowed.'],
  ])('%s refuses %j', (path, values, caller, message) => {
    expect(() => insert(path, values, { caller })).toThrow(thrown('IllegalArgumentException', message));
  });

  test('columns of files, and what R removed for an older app, are let through', () => {
    const values = { _display_name: 'a.jpg', parent: 1, primary_directory: 'x', secondary_directory: 'y' };
    expect(insert('external/images/media', values, { caller: { targetSdk: 29 } }).columns).not.toHaveProperty(
      'primary_directory',
    );
  });

  test.each([
    ['external/images/media/5', 'Invalid URI content://media/external/images/media/5'],
    ['external/version', 'Invalid URI content://media/external/version'],
    ['external/audio/albums', 'Albums cannot be directly modified'],
    ['external/audio/genres/5/members', 'Genres cannot be directly modified'],
    ['external/audio/artists', 'Artists cannot be directly modified'],
  ])('nothing is inserted into %s', (path, message) => {
    expect(() => insert(path, {})).toThrow(thrown('UnsupportedOperationException', message));
  });
});
