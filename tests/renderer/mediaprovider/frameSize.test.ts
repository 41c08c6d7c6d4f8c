import { expect, test } from 'vitest';
import { frameSize } from '../../../renderer/mediaprovider/frameSize.ts';

test.each([
  [1920, 1080, 256, 256, 144],
  [1080, 1920, 256, 144, 256],
  [64, 48, 96, 64, 48],
  [96, 96, 96, 96, 96],
  [10_000, 3, 96, 96, 1],
  [1, 5_000, 96, 1, 96],
])('%d × %d in %d: %d × %d', (width, height, side, fittedWidth, fittedHeight) => {
  expect(frameSize({ width, height }, side)).toEqual({ width: fittedWidth, height: fittedHeight });
});
