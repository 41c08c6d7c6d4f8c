// What the Editor offers to be edited: only a text that saving brings back byte by byte.
import { expect, test } from 'vitest';
import type { Uri } from '../../../../contract/android/uri.ts';
import {
  contentOf,
  MAX_TEXT,
  readUpTo,
  textOf,
  withLineBreaksOf,
} from '../../../../renderer/apps/editor/documentContent.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const whole = (bytes: Uint8Array<ArrayBuffer>) => textOf({ bytes, isWhole: true });

test.each([
  ['an empty one', ''],
  ['umlauts and emoji', 'Äöü 🌄\n'],
  ['a byte order mark', '\uFEFFtext'],
  ['NUL and other controls', 'a\0b\u0001'],
  ['line breaks of Windows', 'one\r\ntwo\r\n'],
])('a text is edited: %s', (_what, text) => {
  expect(whole(bytesOf(text))).toEqual({ kind: 'text', text, readOnly: null });
});

test.each([
  ['Latin-1', Uint8Array.of(0x66, 0xfc, 0x72), /not UTF-8/],
  ['a picture that says it is text', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xff, 0xd8), /not UTF-8/],
  ['line breaks of two kinds', bytesOf('one\r\ntwo\n'), /line breaks/],
  ['line breaks of old Macintoshes', bytesOf('one\rtwo'), /line breaks/],
])('a text is only read: %s', (_what, bytes, why) => {
  expect(whole(bytes).readOnly).toMatch(why);
});

test('of a long text the start is shown, whole characters of it, and never saved', async () => {
  const long = `${'x'.repeat(MAX_TEXT - 1)}ü and more`;
  const facts = {
    ...{ uri: 'content://a/document/1' as Uri, documentId: '1', displayName: 'long.txt', mimeType: 'text/plain' },
    ...{ flags: 2, size: long.length, lastModified: null },
  };
  const content = await contentOf({ open: async () => new Response(long) }, facts);
  expect(content).toEqual({
    kind: 'text',
    text: 'x'.repeat(MAX_TEXT - 1),
    readOnly: 'Only the first 200,000 bytes are shown. Saving would lose the rest.',
  });
});

test('what is not shown is not fetched', async () => {
  let fetched = 0;
  let isCanceled = false;
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      fetched += 1;
      controller.enqueue(new Uint8Array(100));
    },
    cancel: () => {
      isCanceled = true;
    },
  });
  expect(await readUpTo(stream, 250)).toMatchObject({ isWhole: false, bytes: { length: 250 } });
  expect([fetched <= 4, isCanceled]).toEqual([true, true]);
});

test('as many bytes as are shown are the whole of it', async () => {
  expect(await readUpTo(new Response('12345').body, 5)).toEqual({ bytes: bytesOf('12345'), isWhole: true });
  expect(await readUpTo(null, 5)).toEqual({ bytes: new Uint8Array(0), isWhole: true });
});

test('line breaks of Windows come back from a text field that knows \\n only', () => {
  expect(withLineBreaksOf('one\r\ntwo', 'one\ntwo\nthree')).toBe('one\r\ntwo\r\nthree');
  expect(withLineBreaksOf('one\r\ntwo', 'one\r\ntwo')).toBe('one\r\ntwo');
  expect(withLineBreaksOf('one\ntwo', 'one\ntwo')).toBe('one\ntwo');
});
