import { describe, expect, test } from 'vitest';
import type { ContentValues } from '../../../../contract/android/cursor.ts';
import { matchUri } from '../../../../main/providers/media/uriMatcher.ts';
import { type UpdateRequest, updateColumns } from '../../../../main/providers/media/write/updateColumns.ts';
import type { WriteCaller } from '../../../../main/providers/media/write/writeCaller.ts';
import { APP, mediaUri, NOW, PRIMARY } from './writes.ts';

const ROW = {
  _data: '/storage/emulated/0/Pictures/a.jpg',
  relative_path: 'Pictures/',
  _display_name: 'a.jpg',
  mime_type: 'image/jpeg',
  is_pending: 0,
  is_trashed: 0,
  date_expires: null,
};
const PENDING = {
  ...ROW,
  _data: '/storage/emulated/0/Pictures/.pending-1700604800-a.jpg',
  is_pending: 1,
  date_expires: 1_700_604_800,
};

type Others = Partial<Omit<UpdateRequest, 'caller'>> & Readonly<{ path?: string; caller?: Partial<WriteCaller> }>;

function update(values: ContentValues, { path = 'external/images/media/7', caller = {}, ...others }: Others = {}) {
  const match = matchUri(mediaUri(path), false);
  const request = { match, values, nowMs: NOW, current: ROW, volume: PRIMARY, exists: () => false, extras: {} };
  return updateColumns({ ...request, ...others, caller: { ...APP, ...caller } });
}

const illegal = (message: string) => expect.objectContaining({ name: 'IllegalArgumentException', message });

describe('what an update changes', () => {
  test.each([
    [{ is_favorite: 1 }, { is_favorite: 1 }, false],
    [{ is_favorite: null }, { is_favorite: 0 }, false],
    [{ is_favorite: 1, width: 5, foo: 1 }, { is_favorite: 1 }, true],
    [{ is_favorite: 1, generation_modified: 5 }, { is_favorite: 1 }, true],
    [{ is_favorite: 1, owner_package_name: 'com.other', _data: '/x', _id: 3 }, { is_favorite: 1 }, false],
    [{ width: 5 }, {}, false],
    [{ date_expires: 5 }, {}, false],
  ])('%j', (values, columns, rescan) => {
    expect(update(values)).toEqual({ columns, rescan, deferScan: false, move: null });
  });

  test('publishing renames, and the scan that fills the row is waited for', () => {
    const plan = update({ is_pending: 0, width: 5 }, { current: PENDING });
    expect(plan).toMatchObject({ rescan: true, deferScan: false });
    expect(plan.move).toEqual({ from: PENDING._data, to: ROW._data });
    expect(plan.columns).toMatchObject({
      _size: null,
      date_modified: null,
      is_pending: 0,
      date_expires: null,
      width: 5,
    });
  });

  test('trashing and restoring keep the directory', () => {
    const to = '/storage/emulated/0/Pictures/.trashed-1702592000-a.jpg';
    const trashed = update({ is_trashed: 1 });
    expect(trashed).toMatchObject({ rescan: true, move: { from: ROW._data, to } });
    expect(trashed.columns).toMatchObject({ is_trashed: 1, date_expires: 1_702_592_000, _display_name: 'a.jpg' });
    const current = { ...ROW, _data: to, is_trashed: 1, date_expires: 1_702_592_000 };
    const restored = update({ is_trashed: 0 }, { current, exists: (path) => path === ROW._data });
    expect(restored.move).toEqual({ from: to, to: '/storage/emulated/0/Pictures/a (1).jpg' });
    expect(restored.columns).toMatchObject({ is_trashed: 0, date_expires: null, _display_name: 'a (1).jpg' });
  });

  test('what is in the trash already keeps its time', () => {
    const to = '/storage/emulated/0/Pictures/.trashed-9-a.jpg';
    const current = { ...ROW, _data: to, is_trashed: 1, date_expires: 9 };
    expect(update({ is_trashed: 1 }, { current })).toMatchObject({ move: null, columns: { date_expires: 9 } });
  });

  test('a move into Download makes it a download', () => {
    const plan = update({ relative_path: 'Download/x' }, { path: 'external/file/7' });
    expect(plan.columns).toMatchObject({ is_download: 1, bucket_display_name: 'x', relative_path: 'Download/x/' });
  });

  test('errors name the volume of the item', () => {
    expect(() => update({ relative_path: 'Documents/' })).toThrow(
      illegal(
        'Primary directory Documents not allowed for content://media/external_primary/images/media/7; allowed directories are [DCIM, Pictures]',
      ),
    );
  });

  test('a whole collection can be marked, not moved', () => {
    const collection = { path: 'external/images/media', current: null };
    expect(update({ is_favorite: 1 }, collection).columns).toEqual({ is_favorite: 1 });
    expect(() => update({ _display_name: 'b.jpg' }, collection)).toThrow(
      illegal(
        "Movement of content://media/external/images/media which isn't part of well-defined collection not allowed",
      ),
    );
  });

  test('what lets everything through while pending still has to be a column', () => {
    expect(() => update({ foo: 1 }, { current: PENDING })).toThrow(illegal('Invalid column foo'));
    expect(() => update({ bookmark: 1 })).toThrow(illegal('Invalid column bookmark'));
    expect(update({ generation_modified: 9, datetaken: 7 }, { current: PENDING }).columns).toEqual({ datetaken: 7 });
  });

  test('the provider moves a file only when it says so', () => {
    const caller = { isSelf: true };
    expect(update({ is_trashed: 1 }, { caller }).move).toBeNull();
    const moved = update({ is_trashed: 1 }, { caller, allowMovement: true });
    expect(moved).toMatchObject({ rescan: false, move: { from: ROW._data } });
  });

  test('a raw path is for legacy apps, within the volume', () => {
    const caller = { isLegacyWrite: true, targetSdk: 29 };
    const plan = update({ _data: '/storage/emulated/0/Odd/../b.jpg' }, { caller });
    expect(plan).toMatchObject({ move: null, columns: { _data: '/storage/emulated/0/b.jpg', relative_path: '/' } });
    expect(() => update({ _data: '/etc/passwd' }, { caller })).toThrow(
      illegal("Requested path /etc/passwd doesn't appear under [/storage/emulated/0]"),
    );
  });
});

describe('a scan that is not waited for', () => {
  const DEFER = { 'android:query-arg-defer-scan': true };
  const ASYNC = { 'android:query-arg-do-async-scan': true };

  test.each([
    [34, 34, DEFER, true],
    [34, 30, DEFER, false],
    [34, 30, ASYNC, true],
    [30, 34, ASYNC, true],
    [34, 34, {}, false],
  ])('device %i, target %i, %j', (deviceSdk, targetSdk, extras, deferScan) => {
    expect(update({ is_pending: 0 }, { caller: { deviceSdk, targetSdk }, extras }).deferScan).toBe(deferScan);
  });

  test('the older argument is refused from S on, if there is anything to scan', () => {
    expect(update({ is_favorite: 1 }, { extras: ASYNC }).deferScan).toBe(false);
    expect(() => update({ is_pending: 0 }, { extras: ASYNC })).toThrow(
      illegal('Unsupported argument android:query-arg-do-async-scan used in extras'),
    );
  });

  test('a row that stays pending waits for the scan out of sight', () => {
    expect(update({ is_pending: 1 }, { current: PENDING, extras: DEFER }).columns).toMatchObject({ _modifier: 4 });
    expect(update({ is_pending: 0 }, { current: PENDING, extras: DEFER }).columns).not.toHaveProperty('_modifier');
  });
});
