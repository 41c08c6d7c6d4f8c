import { describe, expect, test } from 'vitest';
import { displayMetrics, dpSize, forcedMetrics } from '../../../contract/android/displayMetrics.ts';
import { centerOf, intersection, isEmpty, ScreenGeometry } from '../../../renderer/uiautomator/screenGeometry.ts';

describe('the device’s pixels', () => {
  test.each([
    [
      { width: 412, height: 915 },
      { widthPixels: 1080, heightPixels: 2400, densityDpi: 420 },
    ],
    [
      { width: 915, height: 412 },
      { widthPixels: 2400, heightPixels: 1080, densityDpi: 420 },
    ],
    [
      { width: 360, height: 640 },
      { widthPixels: 945, heightPixels: 1680, densityDpi: 420 },
    ],
    [
      { width: 800, height: 1280 },
      { widthPixels: 1600, heightPixels: 2560, densityDpi: 320 },
    ],
    [
      { width: 1280, height: 800 },
      { widthPixels: 2560, heightPixels: 1600, densityDpi: 320 },
    ],
    [
      { width: 673, height: 841 },
      { widthPixels: 1346, heightPixels: 1682, densityDpi: 320 },
    ],
  ])('of %o', (display, metrics) => expect(displayMetrics(display)).toEqual(metrics));
});

test.each([
  [
    { size: null, densityDpi: null },
    { widthPixels: 1080, heightPixels: 2400, densityDpi: 420 },
  ],
  [
    { size: null, densityDpi: 480 },
    { widthPixels: 1080, heightPixels: 2400, densityDpi: 480 },
  ],
  [
    { size: { widthPixels: 720, heightPixels: 1280 }, densityDpi: 320 },
    { widthPixels: 720, heightPixels: 1280, densityDpi: 320 },
  ],
])('a screen that is forced to %o', (forced, metrics) => {
  expect(forcedMetrics(displayMetrics({ width: 412, height: 915 }), forced)).toEqual(metrics);
  expect(dpSize({ widthPixels: 720, heightPixels: 1280, densityDpi: 320 })).toEqual({ width: 360, height: 640 });
});

test('a size that is forced is upright, and turns with the screen', () => {
  const turned = forcedMetrics(displayMetrics({ width: 915, height: 412 }), {
    ...{ size: { widthPixels: 720, heightPixels: 1280 }, densityDpi: null },
  });
  expect(turned).toEqual({ widthPixels: 1280, heightPixels: 720, densityDpi: 420 });
});

describe('a screen at half its size', () => {
  const geometry = new ScreenGeometry(
    { left: 20, top: 10, right: 20 + 206, bottom: 10 + 457.5 },
    displayMetrics({ width: 412, height: 915 }),
  );

  test('is measured in the device’s pixels', () => {
    expect(geometry.screen).toEqual({ left: 0, top: 0, right: 1080, bottom: 2400 });
    expect(geometry.rotation).toBe(0);
    expect(geometry.toPixels({ left: 20, top: 10, right: 226, bottom: 467.5 })).toEqual(geometry.screen);
    expect(geometry.toPixels({ left: 123, top: 238.75, right: 226, bottom: 467.5 })).toEqual({
      ...{ left: 540, top: 1200, right: 1080, bottom: 2400 },
    });
  });

  test('and touched where it lies in the page', () => {
    expect(geometry.toPage({ x: 540, y: 1200 })).toEqual({ x: 123, y: expect.closeTo(238.75) });
    expect(geometry.contains({ x: 0, y: 0 })).toBe(true);
    expect(geometry.contains({ x: 1080, y: 0 })).toBe(false);
    expect(geometry.contains({ x: 5, y: -1 })).toBe(false);
  });

  test('that was turned says so', () => {
    const turned = new ScreenGeometry(
      { left: 0, top: 0, right: 915, bottom: 412 },
      displayMetrics({ width: 915, height: 412 }),
    );
    expect(turned.rotation).toBe(1);
    expect(turned.screen).toMatchObject({ right: 2400, bottom: 1080 });
  });
});

test('what two rectangles have in common may be nothing', () => {
  const a = { left: 0, top: 0, right: 10, bottom: 10 };
  expect(intersection(a, { left: 5, top: -5, right: 20, bottom: 5 })).toEqual({
    left: 5,
    top: 0,
    right: 10,
    bottom: 5,
  });
  expect(isEmpty(intersection(a, { left: 12, top: 0, right: 20, bottom: 5 }))).toBe(true);
  expect(isEmpty(a)).toBe(false);
  expect(centerOf({ left: 1, top: 2, right: 4, bottom: 7 })).toEqual({ x: 2, y: 4 });
});
