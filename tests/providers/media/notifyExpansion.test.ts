import { expect, test } from 'vitest';
import { notifiedCollections, notifyUris } from '../../../main/providers/media/notifyExpansion.ts';

const CHANGE = { volumeName: 'external_primary', id: 5, mediaType: 1, isDownload: false };

test('an update of the type tells both collections, and everything once', () => {
  const uris = notifyUris({ ...CHANGE, oldMediaType: 0, isDownload: true });
  expect(new Set(uris)).toEqual(
    new Set(
      ['external_primary', 'external'].flatMap((volume) =>
        ['file/5', 'downloads/5', 'images/media/5'].map((path) => `content://media/${volume}/${path}`),
      ),
    ),
  );
  expect(uris).toHaveLength(new Set(uris).size);
});

test('a playlist tells itself alone', () => {
  expect(notifyUris({ ...CHANGE, volumeName: 'internal', mediaType: 4 })).toEqual([
    'content://media/internal/audio/playlists/5',
    'content://media/internal/file/5',
  ]);
});

test.each([
  CHANGE,
  { ...CHANGE, isDownload: true },
  { ...CHANGE, oldMediaType: 0 },
  { ...CHANGE, mediaType: 2 },
  { ...CHANGE, volumeName: 'internal', mediaType: 4 },
])('they are the collections named before, or in them: %#', (change) => {
  const collections = notifiedCollections(change);
  const uris = notifyUris(change);
  for (const uri of uris) expect(collections.some((one) => uri === one || uri === `${one}/${change.id}`)).toBe(true);
  for (const one of collections) expect(uris.some((uri) => uri === one || uri === `${one}/${change.id}`)).toBe(true);
});
