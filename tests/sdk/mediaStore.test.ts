import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../main/providers/media/columns.ts';
import type { Collection } from '../../main/providers/media/uriMatcher.ts';
import { AudioColumns, ContentUris, MediaStore, parseUri, Throwable } from '../../sdk/index.ts';

const { Images, Video, Audio, Files, Downloads } = MediaStore;

describe('URIs', () => {
  test.each([
    [Images.Media.EXTERNAL_CONTENT_URI, 'content://media/external/images/media'],
    [Images.Media.INTERNAL_CONTENT_URI, 'content://media/internal/images/media'],
    [Images.Media.getContentUri('abcd-1234'), 'content://media/abcd-1234/images/media'],
    [Video.Media.getContentUri('external_primary', 7), 'content://media/external_primary/video/media/7'],
    [Audio.Media.getContentUri('external'), 'content://media/external/audio/media'],
    [Audio.Artists.getContentUri('external'), 'content://media/external/audio/artists'],
    [Audio.Albums.EXTERNAL_CONTENT_URI, 'content://media/external/audio/albums'],
    [Audio.Genres.EXTERNAL_CONTENT_URI, 'content://media/external/audio/genres'],
    [Audio.Playlists.EXTERNAL_CONTENT_URI, 'content://media/external/audio/playlists'],
    [Files.getContentUri('external', 9), 'content://media/external/file/9'],
    [Downloads.EXTERNAL_CONTENT_URI, 'content://media/external/downloads'],
    [MediaStore.getMediaScannerUri(), 'content://media/none/media_scanner'],
    [MediaStore.AUTHORITY_URI, 'content://media'],
    [
      MediaStore.setIncludePending(Images.Media.EXTERNAL_CONTENT_URI),
      'content://media/external/images/media?includePending=1',
    ],
    [ContentUris.removeId(parseUri('content://media/external/file/9?a=1')), 'content://media/external/file?a=1'],
  ])('%s', (uri, text) => {
    expect(uri).toBe(text);
  });

  test('the volume of a URI is its first segment', () => {
    expect(MediaStore.getVolumeName(parseUri('content://media/abcd-1234/file/1'))).toBe('abcd-1234');
    for (const text of ['content://media', 'content://media/', 'content://contacts/people'])
      expect(() => MediaStore.getVolumeName(parseUri(text))).toThrow(
        new Throwable('IllegalArgumentException', `Missing volume name: ${text}`),
      );
  });

  test.each([
    ['?requireOriginal=1', true],
    ['?requireOriginal=yes', true],
    ['?requireOriginal=false', false],
    ['?requireOriginal=0', false],
    ['?x=1', false],
    ['', false],
  ])('“%s” asks for the original: %s', (query, asks) => {
    expect(MediaStore.getRequireOriginal(parseUri(`${Images.Media.EXTERNAL_CONTENT_URI}/1${query}`))).toBe(asks);
  });

  test('asking for the original keeps what the URI asks for already', () => {
    const uri = parseUri(`${Images.Media.EXTERNAL_CONTENT_URI}/1?x=2`);
    expect(MediaStore.setRequireOriginal(uri)).toBe(`${uri}&requireOriginal=1`);
  });
});

describe('columns', () => {
  // Hidden on Android, or a number rather than a column.
  const hidden = new Set(['group_id', 'format', '_user_id']);
  const names = (constants: Readonly<Record<string, string | number>>) =>
    Object.values(constants)
      .filter((value) => typeof value === 'string')
      .sort();

  test.each<[Collection, Readonly<Record<string, string | number>>]>([
    ['images', Images.ImageColumns],
    ['video', Video.VideoColumns],
    ['audio', AudioColumns],
    ['files', Files.FileColumns],
  ])('those of %s are what the provider has on the newest device', (collection, constants) => {
    const served = columnsOf(collection, 36).filter((name) => !hidden.has(name));
    expect(names(constants)).toEqual([...served].sort());
  });

  test('Downloads has its own beside its URIs', () => {
    expect([Downloads.DOWNLOAD_URI, Downloads.REFERER_URI, Downloads._ID]).toEqual([
      'download_uri',
      'referer_uri',
      '_id',
    ]);
  });
});

test('constants of the picker and of matching', () => {
  expect(MediaStore.getPickImagesMaxLimit()).toBe(100);
  expect([MediaStore.MATCH_DEFAULT, MediaStore.MATCH_INCLUDE, MediaStore.MATCH_EXCLUDE, MediaStore.MATCH_ONLY]).toEqual(
    [0, 1, 2, 3],
  );
  expect(MediaStore.QUERY_ARG_LATEST_SELECTION_ONLY).toBe('android:query-arg-latest-selection-only');
});
