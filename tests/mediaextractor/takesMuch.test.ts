// Which pictures are made one at a time, for the memory their decoders take.
import { expect, test } from 'vitest';
import { takesMuch } from '../../mediaextractor/decoders.ts';

test.each([
  ['a JPEG of a phone', 'jpeg', [4_000, 3_000], false],
  ['a JPEG of 100 megapixels', 'jpeg', [11_600, 8_700], true],
  ['a PNG or WebP of 100 megapixels', null, [11_600, 8_700], true],
  ['a HEIC, however small', 'heic', [320, 240], true],
  ['one that does not say how large it is', null, null, false],
] as const)('%s', (_, format, bounds, isMuch) => {
  expect(takesMuch({ format, bounds: bounds === null ? null : [...bounds] })).toBe(isMuch);
});
