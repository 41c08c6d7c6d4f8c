import { describe, expect, test } from 'vitest';
import { SPECIAL_FORMAT } from '../../../renderer/photopicker/item.ts';
import { isAnimated, mayShowOwnBytes, renditionSize } from '../../../renderer/photopicker/preview/renditions.ts';
import { videoProblem } from '../../../renderer/photopicker/preview/videoProblem.ts';

const FITTED = { width: 412, height: 309 };
const JPEG = { mimeType: 'image/jpeg', specialFormat: SPECIAL_FORMAT.NONE, width: 4000, height: 3000 };
const GIF = { mimeType: 'image/gif', specialFormat: SPECIAL_FORMAT.GIF, width: 480, height: 360 };

test.each([
  ['on a phone', 1, 1, 1024],
  ['on a sharper screen', 1, 2, 1024],
  ['a little closer: no other picture for a little blur', 1.5, 2, 1024],
  ['closer', 4, 1, 2048],
  ['closer still', 4, 2, 4096],
  ['never more than the device makes', 16, 3, 4096],
])('%s', (_, scale, pixelRatio, size) => {
  expect(renditionSize(FITTED, scale, pixelRatio)).toBe(size);
});

describe('its own bytes', () => {
  test.each([
    ['a GIF moves', GIF, 200_000, true],
    ['an animated WebP', { ...GIF, mimeType: 'image/webp', specialFormat: SPECIAL_FORMAT.ANIMATED_WEBP }, 9, true],
    ['a PNG may be seen through', { ...JPEG, mimeType: 'image/png' }, 9, true],
    ['a JPEG is turned and made smaller by the device', JPEG, 9, false],
    ['so is a HEIC', { ...JPEG, mimeType: 'image/heic' }, 9, false],
    ['so is a motion photo', { ...JPEG, specialFormat: SPECIAL_FORMAT.MOTION_PHOTO }, 9, false],
    ['too many pixels', { ...JPEG, mimeType: 'image/png', width: 30_000, height: 20_000 }, 9, false],
    ['an unknown size may be any', { ...GIF, width: 0 }, 9, false],
    ['too many bytes', GIF, 33 * 2 ** 20, false],
    ['an unknown length may be any', GIF, -1, false],
  ])('%s', (_, item, bytes, expected) => {
    expect(mayShowOwnBytes(item, bytes)).toBe(expected);
  });
});

test('what moves by itself', () => {
  expect(isAnimated(GIF)).toBe(true);
  expect(isAnimated({ specialFormat: SPECIAL_FORMAT.MOTION_PHOTO })).toBe(false);
});

test.each([
  ['the network broke', 2, true, 'connection'],
  ['the device refuses, which the player takes for a format', 4, false, 'connection'],
  ['nothing can be made of the bytes', 4, true, 'format'],
  ['nor of the rest of them', 3, true, 'format'],
])('%s', (_, code, doBytesCome, problem) => {
  expect(videoProblem(code, doBytesCome)).toBe(problem);
});
