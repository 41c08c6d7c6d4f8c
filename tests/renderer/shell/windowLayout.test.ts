import { describe, expect, test } from 'vitest';
import { frameSize, panelBounds, windowLayout } from '../../../renderer/shell/windowLayout.ts';

const PHONE = { width: 412, height: 915 };
const OPEN = { isOpen: true, width: null };
const COLLAPSED = { isOpen: false, width: null };

test('a phone is drawn in its own size where there is room, and the panel has the rest', () => {
  const layout = windowLayout({ width: 1100, height: 980 }, PHONE, OPEN);
  expect(layout).toEqual({ mode: 'beside', panelWidth: 1100 - 436 - 40, scale: 1 });
});

test.each([
  ['a low window', { width: 1100, height: 600 }, PHONE],
  ['a small window', { width: 800, height: 600 }, PHONE],
  ['a narrow one', { width: 600, height: 900 }, PHONE],
  ['a very narrow one', { width: 360, height: 640 }, PHONE],
  ['a phone on its side', { width: 800, height: 900 }, { width: 915, height: 412 }],
  ['a tablet', { width: 1280, height: 980 }, { width: 800, height: 1280 }],
  ['the largest screen', { width: 800, height: 600 }, { width: 1600, height: 1600 }],
])('%s: the device fits in both directions, and the panel can be used', (_what, window, display) => {
  for (const panel of [OPEN, COLLAPSED, { isOpen: true, width: 5_000 }, { isOpen: true, width: 10 }]) {
    const { mode, panelWidth, scale } = windowLayout(window, display, panel);
    const frame = frameSize(display);
    const beside = mode === 'over' || !panel.isOpen ? 56 : panelWidth;
    expect(frame.height * scale).toBeLessThanOrEqual(window.height);
    expect(frame.width * scale + beside).toBeLessThanOrEqual(window.width);
    expect(panelWidth).toBeGreaterThanOrEqual(Math.min(304, window.width - 56));
    expect(scale).toBeLessThanOrEqual(1);
  }
});

test('in a narrow window the panel lies over the device, which does not shrink for it', () => {
  const window = { width: 600, height: 900 };
  const open = windowLayout(window, PHONE, OPEN);
  expect(open).toEqual(windowLayout(window, PHONE, COLLAPSED));
  expect(open).toEqual({ mode: 'over', panelWidth: 440, scale: 880 / 939 });
});

describe('a pulled panel', () => {
  const window = { width: 1280, height: 980 };
  test('is as wide as it was pulled, within its bounds', () => {
    const { min, max } = panelBounds(window);
    const width = (pulled: number) => windowLayout(window, PHONE, { isOpen: true, width: pulled }).panelWidth;
    expect([width(500), width(0), width(9_999)]).toEqual([500, min, max]);
  });
  test('makes the device smaller, never larger than its own size', () => {
    expect(windowLayout(window, PHONE, { isOpen: true, width: 1_040 }).scale).toBeLessThan(0.5);
    expect(windowLayout(window, PHONE, { isOpen: true, width: 340 }).scale).toBe(1);
  });
});
