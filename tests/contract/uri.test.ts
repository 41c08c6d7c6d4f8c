import { describe, expect, test } from 'vitest';
import { imagesContentUri, pickerUri } from '../../contract/android/mediaStore.ts';
import { contentUri, parseId, parseUri, uriParts, withAppendedId } from '../../contract/android/uri.ts';

describe('a content URI', () => {
  test.each([
    ['content://media/external/images/media/12', 'content', 'media', ['external', 'images', 'media', '12']],
    ['content://media//external///file/', 'content', 'media', ['external', 'file']],
    ['content://media', 'content', 'media', []],
    ['content://10@media/x', 'content', '10@media', ['x']],
    [
      'content://a.b/tree/primary%3ADCIM/document/primary%3ADCIM%2Fa.jpg',
      'content',
      'a.b',
      ['tree', 'primary:DCIM', 'document', 'primary:DCIM/a.jpg'],
    ],
    ['mailto:me@example.com', 'mailto', '', ['me@example.com']],
    ['not a uri', '', '', []],
    ['content://media/100%', 'content', 'media', ['100\ufffd']],
    ['content://a/document/a%2Fb%FF%C3%A9', 'content', 'a', ['document', 'a/b\ufffdé']],
    ['content://a/document/%E2%82%2F%zz', 'content', 'a', ['document', '\ufffd/\ufffdzz']],
  ])('%s', (text, scheme, authority, segments) => {
    expect(uriParts(parseUri(text))).toMatchObject({ scheme, authority, segments });
  });

  test('has its first value for a repeated parameter', () => {
    const { query } = uriParts(parseUri('content://media/external/file?limit=5&limit=6&a%20b=c%26d&flag#fragment'));
    expect([...query]).toEqual([
      ['limit', '5'],
      ['a b', 'c&d'],
      ['flag', ''],
    ]);
  });

  test('is built with everything encoded', () => {
    expect(contentUri('a.b', ['tree', 'primary:DCIM/x y'], { q: 'a&b' })).toBe(
      'content://a.b/tree/primary%3ADCIM%2Fx%20y?q=a%26b',
    );
  });

  test('takes an id at the end of its path', () => {
    expect(withAppendedId(imagesContentUri('external'), 7)).toBe('content://media/external/images/media/7');
    expect(withAppendedId(parseUri('content://media/external/file/?limit=1'), 7)).toBe(
      'content://media/external/file/7?limit=1',
    );
    expect(parseId(pickerUri(42))).toBe(42);
    expect(parseId(parseUri('content://media'))).toBe(-1);
  });
});
