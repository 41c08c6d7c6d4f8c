import { expect, test } from 'vitest';
import { parseUri } from '../../../contract/android/uri.ts';
import { getType } from '../../../main/providers/media/getType.ts';
import {
  checkArgumentVolumeName,
  isRedactedUri,
  matchUri,
  URI_CODE,
} from '../../../main/providers/media/uriMatcher.ts';

test.each([
  ['external/images/media', 'IMAGES_MEDIA', 'external', 'images', null],
  ['external/images/media/12', 'IMAGES_MEDIA_ID', 'external', 'images', 12],
  ['abcd-1234/video/media/7/thumbnail', 'VIDEO_MEDIA_ID_THUMBNAIL', 'abcd-1234', 'video', 7],
  ['external/file/9?limit=3', 'FILES_ID', 'external', 'files', 9],
  ['123/file/9', 'FILES_ID', '123', 'files', 9],
  ['external/downloads', 'DOWNLOADS', 'external', 'downloads', null],
  ['external/images/thumbnails/4', 'IMAGES_THUMBNAILS_ID', 'external', null, null],
  ['external/images/media/12a', 'NO_MATCH', 'external', null, null],
  ['external/images/media/-1', 'NO_MATCH', 'external', null, null],
  ['picker/images/media', 'NO_MATCH', 'picker', null, null],
  ['picker/0/5', 'PICKER_ID', 'picker', null, null],
  ['picker_transcoded/0/com.cloud/media/x', 'PICKER_TRANSCODED_ID', 'picker_transcoded', null, null],
] as const)('%s', (path, code, volumeName, collection, id) => {
  const match = matchUri(parseUri(`content://media/${path}`), false);
  expect(match).toMatchObject({ code: URI_CODE[code], volumeName, collection, id });
});

test('another authority has no shapes', () => {
  expect(matchUri(parseUri('content://other/external/file'), false).code).toBe(URI_CODE.NO_MATCH);
});

test.each(['media_grants', 'external', '', 'picker_internal/media/all'])('%j is hidden', (path) => {
  const uri = parseUri(`content://media/${path}`);
  const message = `Unknown URL: ${uri} is hidden API`;
  expect(() => matchUri(uri, false)).toThrow(expect.objectContaining({ name: 'IllegalStateException', message }));
  expect(matchUri(uri, true).code).toBeGreaterThan(0);
});

test.each([
  ['external/audio/genres', 'vnd.android.cursor.dir/genre'],
  ['external/audio/genres/5/members', 'vnd.android.cursor.dir/audio'],
  ['external/audio/playlists', 'vnd.android.cursor.dir/playlist'],
  ['external/audio/media/5/albumart', 'image/jpeg'],
  ['external/images/media/5', 'image/png'],
  ['picker/0/5', 'image/png'],
])('type of %s', (path, type) => {
  expect(getType(matchUri(parseUri(`content://media/${path}`), false), () => 'image/png')).toBe(type);
});

test.each(['external/file', 'external/audio/albums', 'external/video/thumbnails', 'nothing/at/all'])(
  '%s has no type',
  (path) => {
    const uri = parseUri(`content://media/${path}`);
    expect(() => getType(matchUri(uri, false), () => null)).toThrow(`Unknown URL : ${uri}`);
  },
);

test.each([
  ['demo', true],
  ['a1-b2', true],
  ['External', false],
  ['usb', false],
  ['1/2', false],
])('volume name %s', (name, isValid) => {
  if (isValid) expect(checkArgumentVolumeName(name)).toBe(name);
  else expect(() => checkArgumentVolumeName(name)).toThrow(`Invalid volume name: ${name}`);
});

test.each([
  ['external/images/media/RUID0123456789abcdef0123456789abcdef', true],
  ['external/images/media/ruid0123456789abcdef0123456789abcdef', false],
  ['external/RUID0123456789abcdef0123456789abcdef/x', false],
])('redacted: %s', (path, expected) => {
  expect(isRedactedUri(parseUri(`content://media/${path}`))).toBe(expected);
});
