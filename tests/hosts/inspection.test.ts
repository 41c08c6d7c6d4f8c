// The library and the queries over the tester's own conversation.
import { expect, test } from 'vitest';
import { imagesContentUri } from '../../contract/android/mediaStore.ts';
import type { DeviceApi } from '../../contract/rpc/deviceApi.ts';
import type { InspectedCollection, QueryEntry } from '../../contract/rpc/inspection.ts';
import { GALLERY, TEN_PHOTOS, testSystem } from '../testSystem.ts';

const ASKED = {
  packageName: GALLERY.packageName,
  collection: 'images',
  search: '',
  hiddenOnly: false,
  before: null,
  downTo: null,
  limit: 3,
} as const;

test('rows, counts and one row cross the connection, and looking leaves nothing in the journal', async () => {
  await using device = await testSystem({ photos: TEN_PHOTOS });
  const tester = device.converse<DeviceApi>('tester');
  const { rows, next } = await tester.mediaRows(ASKED);
  expect(rows.map(({ visible }) => visible)).toEqual([false, false, false]);
  expect(next).toBe(rows[2]?.id);
  expect(await tester.mediaCounts(ASKED)).toEqual({ held: 10, visible: 0, limit: 10_000 });
  const detail = await tester.mediaRow(rows[0]?.id ?? 0, { packageName: null, collection: 'files' });
  expect(detail.row).toMatchObject({ visible: true, displayName: rows[0]?.displayName });
  expect(device.system.journal.entries().filter(({ actor }) => actor === 'tester')).toEqual([]);
});

test.each([
  ['a limit of a million', { limit: 1_000_000 }],
  ['a table that is no collection', { collection: 'sqlite_master' as InspectedCollection }],
  ['a package that is none', { packageName: "x'; DROP TABLE files" }],
  ['a negative id', { before: -1 }],
])('%s is refused', async (_name, change) => {
  await using device = await testSystem({ photos: [] });
  const tester = device.converse<DeviceApi>('tester');
  await expect(tester.mediaRows({ ...ASKED, ...change })).rejects.toMatchObject({ name: 'IllegalArgumentException' });
});

test('what a tester types is a text, whatever is in it', async () => {
  await using device = await testSystem({ photos: ['DCIM/a.jpg'] });
  const tester = device.converse<DeviceApi>('tester');
  for (const search of ["'", '%', '_', '\\', "' OR 1=1 --", '\0', '🙂'])
    expect((await tester.mediaRows({ ...ASKED, search })).rows).toEqual([]);
});

test('queries come as they run', async () => {
  await using device = await testSystem({ photos: ['DCIM/a.jpg'] });
  const tester = device.converse<DeviceApi>('tester');
  await device.system.apps.setPhotoAccess(GALLERY.packageName, 'full', []);
  const stream = (await tester.queries(0))[Symbol.asyncIterator]();
  await device.launch(GALLERY.packageName).contentResolver.query(imagesContentUri('external'), ['_id']);
  const seen: QueryEntry[] = [];
  while (!seen.some(({ rows }) => rows === 1)) seen.push(...((await stream.next()).value ?? []));
  await stream.return?.();
  expect(seen[0]).toMatchObject({ packageName: GALLERY.packageName, uri: 'content://media/external/images/media' });
});
