import { expect, test } from 'vitest';
import { pickerUri } from '../../../contract/android/mediaStore.ts';
import { parseUri } from '../../../contract/android/uri.ts';
import { MediaGrants } from '../../../main/providers/media/mediaGrants.ts';
import { probeDatabase } from './mediaProbe.ts';

function given(limit?: number) {
  const database = probeDatabase([
    { _id: 1 },
    { _id: 2, media_type: 3, mime_type: 'video/mp4' },
    { _id: 3, is_trashed: 1 },
    { _id: 4, is_pending: 1 },
    { _id: 5, media_type: 6 },
    { _id: 6, volume_name: '0000-0000' },
  ]);
  return { database, mediaGrants: new MediaGrants(database, limit) };
}

test('the list leaves out what the picker would not show, the count does not', () => {
  const { database, mediaGrants } = given();
  using _ = database;
  mediaGrants.grant(
    'com.app',
    [1, 2, 3, 4, 5, 6].map((id) => pickerUri(id)),
    0,
  );
  expect(mediaGrants.list('com.app', 0)).toEqual([1, 2, 6]);
  expect(mediaGrants.list('com.app', 0, { mimeTypes: ['video/*'] })).toEqual([2]);
  expect(mediaGrants.list('com.app', 0, { volumeNames: ['external_primary'] })).toEqual([1, 2]);
  expect(mediaGrants.list('com.other', 0)).toEqual([]);
  expect(mediaGrants.list('com.app', 10)).toEqual([]);
  expect(mediaGrants.count('com.app', 0)).toBe(6);
});

test('one grant is one generation, and granting again keeps the old one', () => {
  const { database, mediaGrants } = given();
  using _ = database;
  const before = database.generation();
  mediaGrants.grant('com.app', [pickerUri(1), pickerUri(2)], 0);
  mediaGrants.grant('com.app', [pickerUri(2), pickerUri(6)], 0);
  expect(database.all('SELECT file_id, generation_granted - ? AS nth FROM media_grants', before)).toEqual([
    { file_id: 1, nth: 1 },
    { file_id: 2, nth: 1 },
    { file_id: 6, nth: 2 },
  ]);
});

test.each([
  'content://media/external/images/media/1',
  'content://media/picker/0/com.cloud/media/1',
  'content://media/picker/0/com.android.providers.media.photopicker/media/abc',
  'content://media/picker_get_content/0/com.android.providers.media.photopicker/media/1',
  'content://other/picker/0/com.android.providers.media.photopicker/media/1',
])('%s beside a good one: nothing is stored', (text) => {
  const { database, mediaGrants } = given();
  using _ = database;
  const generation = database.generation();
  expect(() => mediaGrants.grant('com.app', [pickerUri(1), parseUri(text)], 0)).toThrow(
    expect.objectContaining({
      name: 'IllegalArgumentException',
      message: `Illegal Uri, cannot create media grant for malformed uri: ${text}`,
    }),
  );
  expect(mediaGrants.count('com.app', 0)).toBe(0);
  expect(database.generation()).toBe(generation);
});

test('an item that is gone is passed over', () => {
  const { database, mediaGrants } = given();
  using _ = database;
  mediaGrants.grant('com.app', [pickerUri(1), pickerUri(99)], 0);
  expect(mediaGrants.list('com.app', 0)).toEqual([1]);
});

test('the oldest go first beyond the limit', () => {
  const { database, mediaGrants } = given(2);
  using _ = database;
  mediaGrants.grant('com.app', [pickerUri(1), pickerUri(2)], 0);
  mediaGrants.grant('com.app', [pickerUri(6)], 0);
  expect(mediaGrants.list('com.app', 0)).toEqual([2, 6]);
});

test('revoking needs a package', () => {
  const { database, mediaGrants } = given();
  using _ = database;
  const message = 'Removing grants requires a non empty package name.';
  expect(() => mediaGrants.revokeAll([], 0)).toThrow(message);
  expect(() => mediaGrants.revoke([], [], 0)).toThrow(message);
});
