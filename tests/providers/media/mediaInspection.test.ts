// The tester's view of the library, on a whole device.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { imagesContentUri } from '../../../contract/android/mediaStore.ts';
import { withAppendedId } from '../../../contract/android/uri.ts';
import type { MediaRowsRequest } from '../../../contract/rpc/inspection.ts';
import type { System } from '../../../main/system.ts';
import { grantWrite } from '../../support/uriGrants.ts';
import { GALLERY, OLD_ALBUM, TEN_PHOTOS, testSystem, writeInto } from '../../testSystem.ts';

const PACKAGE = GALLERY.packageName;
const ASKED: MediaRowsRequest = {
  packageName: PACKAGE,
  collection: 'images',
  search: '',
  hiddenOnly: false,
  before: null,
  downTo: null,
  limit: 100,
};

function list(system: System, asked: Partial<MediaRowsRequest> = {}) {
  const { rows } = system.media.inspection.rows({ ...ASKED, ...asked });
  return rows.map(({ displayName, visible, reasons }) => [displayName, visible, reasons[0]?.code]);
}

test('rows come in pages by _id, and a part of them can be read again', async () => {
  await using device = await testSystem({ photos: TEN_PHOTOS });
  const { inspection } = device.system.media;
  const first = inspection.rows({ ...ASKED, limit: 4 });
  const second = inspection.rows({ ...ASKED, limit: 4, before: first.next });
  const third = inspection.rows({ ...ASKED, limit: 4, before: second.next });
  const ids = [first, second, third].map(({ rows }) => rows.map(({ id }) => id));
  expect(ids.map((page) => page.length)).toEqual([4, 4, 2]);
  expect(ids.flat()).toEqual(ids.flat().toSorted((a, b) => b - a));
  expect(third.next).toBeNull();
  const again = inspection.rows({ ...ASKED, before: first.next, downTo: second.next });
  expect(again.rows.map(({ id }) => id)).toEqual(ids[1]);
  expect(again.next).toBe(second.next);
});

test('each row says why the app sees it, and the counts are those of the app’s own query', async () => {
  await using device = await testSystem({ photos: ['DCIM/a.jpg', 'DCIM/b.jpg', 'DCIM/c.jpg'] });
  const { system } = device;
  const { inspection } = system.media;
  expect(inspection.counts(ASKED)).toEqual({ held: 3, visible: 0, limit: 10_000 });
  expect(list(system).every(([, visible, code]) => visible === false && code === 'PERMISSION_MISSING')).toBe(true);
  const [one] = inspection.rows({ ...ASKED, search: 'a.jpg' }).rows;
  await system.apps.setPhotoAccess(PACKAGE, 'limited', [one?.id ?? 0]);
  expect(inspection.counts(ASKED).visible).toBe(1);
  expect(list(system).filter(([name]) => name === 'a.jpg')).toEqual([['a.jpg', true, 'SELECTED']]);
  expect(list(system, { hiddenOnly: true }).map(([name, , code]) => [name, code])).toEqual(
    expect.arrayContaining([
      ['b.jpg', 'NOT_SELECTED'],
      ['c.jpg', 'NOT_SELECTED'],
    ]),
  );
  expect(list(system, { packageName: null }).map(([, , code]) => code)).toEqual(['PROVIDER', 'PROVIDER', 'PROVIDER']);
  expect(() => list(system, { packageName: 'com.nobody' })).toThrow('Unknown package: com.nobody');
});

test('what a tester looks for in vain is listed with what hides it', async () => {
  const bytes = 'no picture';
  await using device = await testSystem({
    photos: [],
    files: {
      'Pictures/Private/.nomedia': '',
      'Pictures/Private/inner/secret.png': bytes,
      'Pictures/.dot.png': bytes,
      'Music/folder.jpg': bytes,
      'Download/100%_sure.pdf': bytes,
      'Download/1000_sure.pdf': bytes,
    },
  });
  const { system } = device;
  const texts = new Map(
    system.media.inspection.rows(ASKED).rows.map(({ displayName, reasons }) => [displayName, reasons[0]?.text]),
  );
  expect(texts.get('secret.png')).toBe(
    'It is hidden by .nomedia in /storage/emulated/0/Pictures/Private. So it is no media to the provider (media_type 0).',
  );
  expect(texts.get('.dot.png')).toMatch(/^Its name starts with a dot\./);
  expect(texts.get('folder.jpg')).toMatch(/^Its name is one of a cover/);
  expect(list(system, { search: '100%_s' })).toEqual([['100%_sure.pdf', false, 'NOT_IN_COLLECTION']]);
});

describe('one row', () => {
  test('every column with its source, the file, grants and URI permissions, and each app’s view', async () => {
    await using device = await testSystem({ photos: ['DCIM/a.jpg'] });
    const { system } = device;
    const { inspection } = system.media;
    const [row] = inspection.rows(ASKED).rows;
    const id = row?.id ?? 0;
    await system.apps.setPhotoAccess(PACKAGE, 'limited', [id]);
    grantWrite(system, PACKAGE, withAppendedId(imagesContentUri('external'), id));
    const detail = await inspection.detail(id, ASKED);
    expect(detail.row).toMatchObject({ id, displayName: 'a.jpg', visible: true });
    expect(detail.uri).toBe(`content://media/external/images/media/${id}`);
    const of = (name: string) => detail.columns.find((column) => column.name === name);
    expect(of('_display_name')).toMatchObject({ value: 'a.jpg', source: 'path' });
    expect(of('owner_package_name')).toMatchObject({ value: null, source: 'none' });
    expect(of('_modifier')).toMatchObject({ value: '3', source: 'provider' });
    expect(detail.columns.some(({ name }) => name.startsWith('part_'))).toBe(false);
    expect(detail.facts.some(({ group }) => group === 'Decoder')).toBe(true);
    expect(detail.problem).toBeNull();
    expect(detail.file).toEqual({ path: `${device.folder}/DCIM/a.jpg`, layer: 'folder' });
    expect(detail.grants).toEqual([{ packageName: PACKAGE, generation: expect.any(Number) }]);
    expect(detail.uriPermissions).toEqual([{ packageName: PACKAGE, uri: detail.uri, mayWrite: true }]);
    expect(detail.apps.map(({ packageName, visible }) => [packageName, visible])).toEqual([
      [PACKAGE, true],
      [OLD_ALBUM.packageName, false],
    ]);
    await expect(inspection.detail(999, ASKED)).rejects.toThrow('There is no row 999 any more.');
  });
});

test('a file that ended the media process says so in the list and in its row, until it changes', async () => {
  const files = { 'DCIM/poison.jpg': 'harm', 'DCIM/other.jpg': 'none' };
  await using device = await testSystem({ photos: [], files, extractor: 'tests/mediaextractor/crashingEntry.ts' });
  const { inspection } = device.system.media;
  const problems = () => Object.fromEntries(inspection.rows(ASKED).rows.map((row) => [row.displayName, row.problem]));
  const reason = expect.stringMatching(/poison\.jpg ended the media process twice \(.*SIGSEGV\); it is recorded as/);
  expect(problems()).toEqual({ 'poison.jpg': reason, 'other.jpg': null });
  const id = inspection.rows(ASKED).rows.find(({ displayName }) => displayName === 'poison.jpg')?.id ?? 0;
  expect(await inspection.detail(id, ASKED)).toMatchObject({ problem: reason, row: { problem: reason } });
  writeInto(join(device.folder, 'DCIM/poison.jpg'), 'mended');
  expect(problems()).toEqual({ 'poison.jpg': null, 'other.jpg': null });
});

test('the SQL of an app’s query is kept with its arguments and rows', async () => {
  await using device = await testSystem({ photos: TEN_PHOTOS });
  const { system } = device;
  await system.apps.setPhotoAccess(PACKAGE, 'full', []);
  const app = device.launch(PACKAGE);
  const cursor = await app.contentResolver.query(imagesContentUri('external'), ['_id'], {
    'android:query-arg-sql-selection': '_id > ?',
    'android:query-arg-sql-selection-args': ['3'],
    'android:query-arg-limit': 5,
  });
  expect(cursor?.getCount()).toBe(5);
  const [entry] = system.queryLog.entries().slice(-1);
  expect(entry).toMatchObject({
    packageName: PACKAGE,
    uri: 'content://media/external/images/media',
    args: ['3'],
    rows: 5,
    thrown: null,
  });
  expect(entry?.sql).toMatch(
    /^SELECT _id FROM files AS images WHERE .* AND \(\(_id > \?\)\) ORDER BY _id LIMIT 5 OFFSET 0$/,
  );
});
