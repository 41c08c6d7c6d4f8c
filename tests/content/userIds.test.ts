// URIs that name a user, as content://0@media/… does.
import { expect, test } from 'vitest';
import { parseUri } from '../../contract/android/uri.ts';
import { GALLERY, rowsOf, testSystem } from '../testSystem.ts';

const imagesOf = (authority: string) => parseUri(`content://${authority}/external/images/media`);

test('the own user’s URI is the one without it; nobody serves another user’s', async () => {
  await using device = await testSystem({ apps: [GALLERY], photos: [] });
  const { contentResolver } = device.launch(GALLERY.packageName);
  const uri = await contentResolver.insert(imagesOf('0@media'), { _display_name: 'a.jpg' });
  expect(uri).toMatch(/^content:\/\/media\/external\/images\/media\/\d+$/);
  const row = [{ _display_name: 'a.jpg' }];
  expect(await rowsOf(await contentResolver.query(imagesOf('0@media'), ['_display_name'], null))).toEqual(row);
  const own = parseUri(`${uri}`.replace('//media', '//0@media'));
  expect(await contentResolver.getType(own)).toBe('image/jpeg');
  expect(await contentResolver.update(own, { is_favorite: 1 })).toBe(1);

  const other = imagesOf('10@media');
  expect(await contentResolver.query(other, ['_id'], null)).toBeNull();
  expect(await contentResolver.getType(other)).toBeNull();
  const unknown = { name: 'IllegalArgumentException', message: `Unknown URL ${other}` };
  await expect(contentResolver.insert(other, { _display_name: 'b.jpg' })).rejects.toMatchObject(unknown);
  await expect(contentResolver.openFileDescriptor(other, 'r')).rejects.toMatchObject({ name: 'FileNotFoundException' });
});
