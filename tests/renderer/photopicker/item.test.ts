import { expect, test } from 'vitest';
import { pickerUri } from '../../../contract/android/mediaStore.ts';
import { itemDescription, SPECIAL_FORMAT } from '../../../renderer/photopicker/item.ts';

const TAKEN = { uri: pickerUri(1), dateTaken: Date.parse('2020-07-07T00:00:00Z'), day: '2020-07-07', duration: null };
const AT = 'Jul 7, 2020, 12:00:00\u202fAM';

test.each([
  ['image/jpeg', SPECIAL_FORMAT.NONE, null, `Photo taken on ${AT}`],
  ['image/gif', SPECIAL_FORMAT.GIF, null, `GIF taken on ${AT}`],
  ['image/webp', SPECIAL_FORMAT.ANIMATED_WEBP, null, `GIF taken on ${AT}`],
  ['image/jpeg', SPECIAL_FORMAT.MOTION_PHOTO, null, `Motion Photo taken on ${AT}`],
  ['video/mp4', SPECIAL_FORMAT.NONE, 61_000, `Video taken on ${AT} with duration 01:01`],
  ['VIDEO/MP4', SPECIAL_FORMAT.NONE, null, `Video taken on ${AT} with duration `],
])('%s of format %i is described', (mimeType, specialFormat, duration, expected) => {
  expect(itemDescription({ ...TAKEN, mimeType, specialFormat, duration })).toBe(expected);
});
