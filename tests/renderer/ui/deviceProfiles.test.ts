import { describe, expect, test } from 'vitest';
import {
  clampDisplay,
  displayOf,
  FIRST_POSTURE,
  type Posture,
  readPosture,
  resized,
  rotated,
  withProfile,
} from '../../../renderer/ui/deviceProfiles.ts';

const size = (posture: Posture) => {
  const { width, height } = displayOf(posture);
  return `${width}x${height}`;
};
const foldable = withProfile(FIRST_POSTURE, 'foldable');

test.each([
  ['a phone', FIRST_POSTURE, '412x915'],
  ['a phone on its side', rotated(FIRST_POSTURE), '915x412'],
  ['a small phone', withProfile(FIRST_POSTURE, 'smallPhone'), '360x640'],
  ['a tablet, held as the phone before', withProfile(rotated(FIRST_POSTURE), 'tablet'), '1280x800'],
  ['a foldable', foldable, '673x841'],
  ['a foldable on its side', rotated(foldable), '841x673'],
  ['a foldable that is folded', { ...foldable, isFolded: true }, '360x841'],
  ['folded, on its side', rotated({ ...foldable, isFolded: true }), '841x360'],
  ['another device is not folded', withProfile({ ...foldable, isFolded: true }, 'phone'), '412x915'],
  ['what is free starts as it was', withProfile(rotated(FIRST_POSTURE), 'free'), '915x412'],
  ['a free one', resized(FIRST_POSTURE, { width: 500, height: 700 }), '500x700'],
  ['a free one, turned', rotated(resized(FIRST_POSTURE, { width: 500, height: 700 })), '700x500'],
  ['turned twice', rotated(rotated(foldable)), '673x841'],
])('%s', (_what, posture, expected) => expect(size(posture)).toBe(expected));

test.each([
  [
    { width: 100, height: 9_000 },
    { width: 320, height: 1600 },
  ],
  [
    { width: 412.4, height: 914.6 },
    { width: 412, height: 915 },
  ],
  [
    { width: Number.NaN, height: 500 },
    { width: 320, height: 500 },
  ],
])('a size is clamped', (asked, given) => expect(clampDisplay(asked)).toEqual(given));

describe('what was kept', () => {
  test.each([
    ['nothing', undefined],
    ['a text', 'phone'],
    ['a profile there is not', { profile: 'watch' }],
    ['a name every object has', { profile: 'constructor' }],
  ])('%s is the phone', (_what, kept) => expect(readPosture(kept)).toEqual(FIRST_POSTURE));

  test('a posture comes back', () => {
    const posture = rotated(foldable);
    expect(readPosture(JSON.parse(JSON.stringify(posture)))).toEqual(posture);
  });

  test('a size that cannot be is clamped', () =>
    expect(size(readPosture({ profile: 'free', size: { width: 1, height: 400 } }))).toBe('320x400'));
});
