import { describe, expect, test } from 'vitest';
import {
  bounded,
  doubleTapped,
  type Frame,
  fittedInto,
  isZoomed,
  maxScaleOf,
  panned,
  pinched,
  WHOLE,
  type Zoom,
  zoomedAt,
} from '../../../renderer/photopicker/preview/zoom.ts';

/** A landscape photo on a phone held upright. */
const FRAME: Frame = {
  screen: { width: 400, height: 900 },
  fitted: { width: 400, height: 300 },
  maxScale: 8,
};

function rounded({ scale, x, y }: Zoom): readonly number[] {
  return [scale, x, y].map((value) => Math.round(value * 100) / 100);
}

test.each([
  [
    { width: 4000, height: 3000 },
    { width: 400, height: 300 },
  ],
  [
    { width: 30_000, height: 100 },
    { width: 400, height: 4 / 3 },
  ],
  [
    { width: 100, height: 200 },
    { width: 400, height: 800 },
  ],
  [
    { width: 100, height: 900 },
    { width: 100, height: 900 },
  ],
  [
    { width: 0, height: 900 },
    { width: 0, height: 0 },
  ],
])('%j fits a screen of 400 × 900 as %j', (picture, fitted) => {
  const { width, height } = fittedInto(picture, FRAME.screen);
  expect(width).toBeCloseTo(fitted.width);
  expect(height).toBeCloseTo(fitted.height);
});

test.each([
  ['its pixels twice as large', 1600, 8],
  ['four times at least, however small it is', 100, 4],
  ['sixteen times at most', 30_000, 16],
])('%s: %d pixels are shown %d times as large as they fit', (_, longest, scale) => {
  expect(maxScaleOf(longest, FRAME.fitted)).toBe(scale);
});

test('a picture without a size is not looked at closer', () => {
  expect(maxScaleOf(4000, { width: 0, height: 0 })).toBe(1);
});

describe('bounds', () => {
  test.each<[string, Zoom, readonly number[]]>([
    ['the whole stays in the middle', { scale: 1, x: 50, y: -20 }, [1, 0, 0]],
    ['no smaller than it fits', { scale: 0.5, x: 0, y: 0 }, [1, 0, 0]],
    ['no larger than allowed', { scale: 20, x: 0, y: 0 }, [8, 0, 0]],
    ['no gap on the left', { scale: 2, x: 900, y: 0 }, [2, 200, 0]],
    ['no gap on the right', { scale: 2, x: -900, y: 0 }, [2, -200, 0]],
    ['what is not as high as the screen stays in the middle', { scale: 2, x: 0, y: 70 }, [2, 0, 0]],
    ['what is higher may be moved', { scale: 4, x: 0, y: 70 }, [4, 0, 70]],
    ['but not past its edge', { scale: 4, x: 0, y: 900 }, [4, 0, 150]],
  ])('%s', (_, zoom, expected) => {
    expect(rounded(bounded(zoom, FRAME))).toEqual(expected);
  });
});

describe('closer', () => {
  test.each<[string, Zoom, number, Readonly<{ x: number; y: number }>, readonly number[]]>([
    ['from the middle', WHOLE, 2, { x: 0, y: 0 }, [2, 0, 0]],
    ['what is under the pointer stays there', WHOLE, 2, { x: 100, y: 0 }, [2, -100, 0]],
    ['from what was moved', { scale: 2, x: -100, y: 0 }, 2, { x: 100, y: 0 }, [4, -300, 0]],
    ['as far as allowed', { scale: 4, x: 0, y: 0 }, 4, { x: 10, y: 0 }, [8, -10, 0]],
    ['back to the whole', { scale: 2, x: 200, y: 0 }, 0.1, { x: 0, y: 0 }, [1, 0, 0]],
  ])('%s', (_, zoom, factor, point, expected) => {
    expect(rounded(zoomedAt(zoom, factor, point, FRAME))).toEqual(expected);
  });

  test('a double tap goes there, and back', () => {
    const close = doubleTapped(WHOLE, { x: 40, y: 0 }, FRAME);
    expect(rounded(close)).toEqual([2.5, -60, 0]);
    expect(isZoomed(close)).toBe(true);
    expect(doubleTapped(close, { x: 0, y: 0 }, FRAME)).toEqual(WHOLE);
    expect(isZoomed(WHOLE)).toBe(false);
  });

  test('two fingers twice as far apart', () => {
    const before = [
      { x: -50, y: 0 },
      { x: 50, y: 0 },
    ] as const;
    const now = [
      { x: -80, y: 0 },
      { x: 120, y: 0 },
    ] as const;
    expect(rounded(pinched(WHOLE, before, now, FRAME))).toEqual([2, 20, 0]);
    expect(rounded(pinched(WHOLE, [before[0], before[0]], now, FRAME))).toEqual([1, 0, 0]);
  });

  test('a drag moves it within its bounds', () => {
    expect(rounded(panned({ scale: 4, x: 0, y: 0 }, { x: -30, y: 1000 }, FRAME))).toEqual([4, -30, 150]);
  });
});
