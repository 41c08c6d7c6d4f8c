import { describe, expect, test } from 'vitest';
import { parseUri } from '../../contract/android/uri.ts';
import type { MediaRequestKind, MediaRequestVerb } from '../../main/permission/mediaRequest.ts';
import {
  checkMediaRequestValues,
  mediaRequestKinds,
  mediaRequestPrompt,
  writeDenied,
} from '../../main/permission/mediaRequest.ts';
import { fullName, type Short } from './permissionFixture.ts';

type Held = Readonly<{ sdk?: number; targetSdk?: number; granted?: readonly Short[]; manager?: true; media?: true }>;

function prompt(verb: MediaRequestVerb, kinds: readonly MediaRequestKind[], held: Held = {}) {
  const { sdk = 34, targetSdk = sdk, granted = [], manager = false, media = false } = held;
  const access = {
    sdk,
    targetSdk,
    granted: new Set(granted.map(fullName)),
    isExternalStorageManager: manager,
    canManageMedia: media,
  };
  return mediaRequestPrompt({ verb, kinds, appLabel: 'Gallery', access });
}

test.each<[verb: MediaRequestVerb, kinds: MediaRequestKind[], wish: string, progress: string]>([
  ['write', ['image'], 'modify this photo', 'Modifying photo…'],
  ['write', ['image', 'image'], 'modify 2 photos', 'Modifying 2 photos…'],
  ['trash', ['video'], 'move this video to trash', 'Moving video to trash…'],
  ['untrash', ['video', 'video'], 'move 2 videos out of trash', 'Moving 2 videos out of trash…'],
  ['delete', ['audio'], 'delete this audio file', 'Deleting audio file…'],
  ['delete', ['audio', 'audio'], 'delete 2 audio files', 'Deleting 2 audio files…'],
  ['delete', ['image', 'video'], 'delete 2 items', 'Deleting 2 items…'],
  ['delete', ['subtitle'], 'delete this item', 'Deleting item…'],
  [
    'trash',
    Array.from({ length: 1234 }, () => 'image' as const),
    'move 1,234 photos to trash',
    'Moving 1,234 photos to trash…',
  ],
])('%s %j', (verb, kinds, wish, progress) => {
  expect(prompt(verb, kinds)).toEqual({ title: `Allow Gallery to ${wish}?`, allow: 'Allow', deny: 'Deny', progress });
});

describe('who is not asked', () => {
  test.each<[words: string, verb: MediaRequestVerb, kinds: MediaRequestKind[], held: Held, asked: boolean]>([
    ['favorites', 'favorite', ['image'], {}, false],
    ['favorites taken back', 'unfavorite', ['image'], {}, false],
    ['media management and the kind', 'trash', ['image'], { media: true, granted: ['IMAGES'] }, false],
    ['one kind of two', 'trash', ['image', 'video'], { media: true, granted: ['IMAGES'] }, true],
    ['writing without location', 'write', ['image'], { media: true, granted: ['IMAGES'] }, true],
    ['writing with location', 'write', ['image'], { media: true, granted: ['IMAGES', 'LOCATION'] }, false],
    ['selected photos', 'delete', ['image'], { media: true, granted: ['SELECTED'] }, true],
    ['all files alone', 'delete', ['image'], { manager: true }, true],
    ['all files and media management', 'delete', ['image', 'audio'], { manager: true, media: true }, false],
    ['the same, writing', 'write', ['image'], { manager: true, media: true }, true],
    ['a subtitle by video', 'delete', ['subtitle'], { media: true, granted: ['VIDEO'] }, false],
    ['a playlist by video', 'delete', ['playlist'], { media: true, granted: ['VIDEO'] }, true],
    ['an old app by storage', 'delete', ['audio'], { targetSdk: 32, media: true, granted: ['STORAGE'] }, false],
    ['an old app by images', 'delete', ['image'], { targetSdk: 32, media: true, granted: ['IMAGES'] }, true],
    ['before Android 12', 'delete', ['image'], { sdk: 30, media: true, granted: ['STORAGE'] }, true],
  ])('%s', (_words, verb, kinds, held, asked) => {
    expect(prompt(verb, kinds, held) !== null).toBe(asked);
  });
});

describe('what a request may name', () => {
  const kinds = (...uris: readonly string[]) => mediaRequestKinds(uris.map(parseUri), (id) => id === 7);
  const noId = 'All requested items must be referenced by specific ID';
  const noMedia = 'All requested items must be Media items';

  test('items of every kind', () => {
    const media = 'content://media/external';
    const primary = 'content://media/external_primary';
    const given = kinds(`${media}/images/media/1`, `${primary}/video/media/2`, `${media}/audio/media/3`);
    expect(given).toEqual(['image', 'video', 'audio']);
    expect(kinds(`${media}/audio/playlists/4`, `${media}/file/7`)).toEqual(['playlist', 'subtitle']);
  });

  test.each([
    ['content://media/external/images/media', noId],
    ['content://media/external/images/media/x', noId],
    ['content://media/external/downloads/1', noId],
    ['content://com.example/external/images/media/1', noId],
    ['file:///sdcard/a.jpg', noId],
    ['content://media/external/file/8', noMedia],
  ])('not %s', (uri, message) => {
    expect(() => kinds(uri)).toThrow(expect.objectContaining({ name: 'IllegalArgumentException', message }));
  });

  test.each<[verb: MediaRequestVerb, columns: string[], invalid: string | null]>([
    ['trash', ['is_trashed'], null],
    ['unfavorite', ['is_favorite'], null],
    ['favorite', ['is_trashed'], 'is_trashed'],
    ['write', ['title'], 'title'],
    ['delete', [], null],
  ])('%s may set %j', (verb, columns, invalid) => {
    const check = () => checkMediaRequestValues(verb, columns);
    if (invalid === null) expect(check).not.toThrow();
    else expect(check).toThrow(`Invalid column ${invalid}`);
  });

  test('not nothing', () => {
    const named = (name: string) => expect.objectContaining({ name });
    expect(() => kinds()).toThrow(named('NoSuchElementException'));
    expect(() => mediaRequestKinds(null, () => false)).toThrow(named('NullPointerException'));
  });
});

test.each([
  [true, 'RecoverableSecurityException'],
  [false, 'SecurityException'],
])('a write without a request, readable: %s', (readable, name) => {
  const denied = writeDenied('com.example.gallery', parseUri('content://media/external/images/media/5'), readable);
  expect(denied).toMatchObject({
    name,
    message: 'com.example.gallery has no access to content://media/external/images/media/5',
  });
});
