// A null among the arguments of a selection, as the binding of a query and of an update take it.
import { expect, test } from 'vitest';
import { parseUri } from '../../../contract/android/uri.ts';
import { GALLERY, rowsOf, testSystem } from '../../testSystem.ts';

const IMAGES = parseUri('content://media/external/images/media');
const SELECTION = 'android:query-arg-sql-selection';
const ARGS = 'android:query-arg-sql-selection-args';

test('is refused by a query and a delete, and compares with nothing in an update', async () => {
  await using device = await testSystem({ apps: [GALLERY], photos: [] });
  const { contentResolver } = device.launch(GALLERY.packageName);
  await contentResolver.insert(IMAGES, { _display_name: 'a.jpg' });
  const extras = { [SELECTION]: '_display_name=? OR _display_name=?', [ARGS]: ['a.jpg', null] };
  const refused = { name: 'IllegalArgumentException', message: 'the bind value at index 2 is null' };
  await expect(contentResolver.query(IMAGES, ['_id'], extras)).rejects.toMatchObject(refused);
  await expect(contentResolver.delete(IMAGES, extras)).rejects.toMatchObject(refused);
  expect(await contentResolver.update(IMAGES, { is_favorite: 1 }, extras)).toBe(1);
  const texts = { ...extras, [ARGS]: ['a.jpg', 'null'] };
  expect(await rowsOf(await contentResolver.query(IMAGES, ['is_favorite'], texts))).toEqual([{ is_favorite: '1' }]);
});
