import { expect, test } from 'vitest';
import { photoAccessIds } from '../../../renderer/inspector/photoAccessIds.ts';

test.each([
  ['', []],
  ['12', [12]],
  [' 12, 15;18\n12 ', [12, 15, 18]],
  ['12,', [12]],
  ['0', null],
  ['-3', null],
  ['1.5', null],
  ['twelve', null],
  ['9'.repeat(16), null],
])('%j', (text, ids) => {
  expect(photoAccessIds(text)).toEqual(ids);
});
