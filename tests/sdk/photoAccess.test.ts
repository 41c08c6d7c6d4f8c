import { expect, test } from 'vitest';
import { SDK_INTS } from '../../contract/android/build.ts';
import { permission } from '../../contract/android/manifest.ts';
import { photoAccess } from '../../sdk/photoAccess.ts';

const IMAGES = permission.READ_MEDIA_IMAGES;
const VIDEO = permission.READ_MEDIA_VIDEO;
const SELECTED = permission.READ_MEDIA_VISUAL_USER_SELECTED;
const STORAGE = permission.READ_EXTERNAL_STORAGE;

test.each<[granted: string[], upTo32: string, on33: string, from34: string]>([
  [[], 'denied', 'denied', 'denied'],
  [[STORAGE], 'full', 'full', 'full'],
  [[IMAGES], 'denied', 'full', 'full'],
  [[VIDEO], 'denied', 'full', 'full'],
  [[SELECTED], 'denied', 'denied', 'partial'],
  [[SELECTED, permission.ACCESS_MEDIA_LOCATION], 'denied', 'denied', 'partial'],
  [[SELECTED, STORAGE], 'full', 'full', 'partial'],
  [[IMAGES, SELECTED], 'denied', 'full', 'full'],
  [[permission.READ_MEDIA_AUDIO, permission.ACCESS_MEDIA_LOCATION], 'denied', 'denied', 'denied'],
])('with %j: %s up to 32, %s on 33, %s from 34', (granted, upTo32, on33, from34) => {
  const expected = SDK_INTS.map((sdk) => (sdk <= 32 ? upTo32 : sdk === 33 ? on33 : from34));
  expect(SDK_INTS.map((sdk) => photoAccess(sdk, granted))).toEqual(expected);
});
