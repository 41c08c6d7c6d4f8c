import { expect, test } from 'vitest';
import { parseUri } from '../../../contract/android/uri.ts';
import type { MediaKind } from '../../../contract/rpc/systemUi.ts';
import { type RequestItem, requestPreview } from '../../../renderer/mediaprovider/requestPreview.ts';

const items = (...kinds: readonly MediaKind[]): readonly RequestItem[] =>
  kinds.map((kind, index) => ({ uri: parseUri(`content://media/${index}`), kind, displayName: `${kind} ${index}` }));

test('one picture is shown large', () => {
  const [one] = items('video');
  expect(requestPreview(items('video'))).toEqual({ kind: 'picture', item: one });
});

test.each([
  [2, 2, null],
  [3, 3, null],
  [4, 2, 2],
  [12, 2, 10],
])('%i pictures are %i tiles, and a last one that says %s more', (count, tiles, more) => {
  const preview = requestPreview(items(...Array.from({ length: count }, () => 'image' as const)));
  expect(preview).toMatchObject({ kind: 'thumbnails', more: more === null ? null : { count: more } });
  expect(preview.kind === 'thumbnails' && preview.items).toHaveLength(tiles);
});

test('what has no picture is named', () => {
  expect(requestPreview(items('audio', 'playlist'))).toEqual({
    kind: 'names',
    names: ['audio 0', 'playlist 1'],
    more: 0,
  });
  expect(requestPreview(items('audio', 'audio', 'audio', 'audio', 'audio'))).toMatchObject({ more: 2 });
});

test('a request about songs and one picture shows the picture, and counts the songs', () => {
  const preview = requestPreview(items('audio', 'image', 'audio', 'audio'));
  expect(preview).toMatchObject({ kind: 'thumbnails', items: [{ kind: 'image' }], more: { count: 3 } });
});
