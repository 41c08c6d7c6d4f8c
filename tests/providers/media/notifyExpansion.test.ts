import { expect, test } from 'vitest';
import { notifyUris } from '../../../main/providers/media/notifyExpansion.ts';

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
