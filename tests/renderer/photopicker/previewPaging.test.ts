import { describe, expect, test } from 'vitest';
import {
  followedDrag,
  mountedPages,
  type Pages,
  pageOffset,
  pageOfKey,
  settledPage,
  turned,
} from '../../../renderer/photopicker/preview/paging.ts';

const WIDTH = 400;
const pages = (at: number, count = 5, direction: Pages['direction'] = 1): Pages => ({ at, count, direction });

test.each([
  ['in the middle', pages(2), [1, 2, 3]],
  ['the first', pages(0), [0, 1]],
  ['the last', pages(4), [3, 4]],
  ['the only one', pages(0, 1), [0]],
  ['none', pages(0, 0), []],
])('%s: only neighbours are there', (_, at, mounted) => {
  expect(mountedPages(at)).toEqual(mounted);
});

test.each([
  ['the page itself', 2, pages(2), 0, 0],
  ['the next one stands a margin away', 3, pages(2), 0, 420],
  ['the one before', 1, pages(2), 0, -420],
  ['on the other side where that is read first', 3, pages(2, 5, -1), 0, -420],
  ['a drag moves all of them', 3, pages(2), -100, 320],
])('%s', (_, index, at, drag, offset) => {
  expect(pageOffset(index, at, WIDTH, drag)).toBe(offset);
});

describe('let go', () => {
  test.each<[string, Pages, number, number, number]>([
    ['less than half comes back', pages(2), -199, 0, 2],
    ['more than half turns', pages(2), -201, 0, 3],
    ['to the one before', pages(2), 201, 0, 1],
    ['a flick turns from anywhere', pages(2), -20, -0.5, 3],
    ['a flick back comes back', pages(2), -300, 0.5, 2],
    ['slowly back from far still turns', pages(2), -300, 0.1, 3],
    ['nothing after the last', pages(4), -300, -2, 4],
    ['nothing before the first', pages(0), 300, 2, 0],
    ['the other way round in right-to-left', pages(2, 5, -1), 300, 0, 3],
    ['and back', pages(2, 5, -1), -300, 0, 1],
    ['a tap turns nothing', pages(2), 0, 0, 2],
  ])('%s', (_, at, drag, velocity, page) => {
    expect(settledPage(at, WIDTH, drag, velocity)).toBe(page);
  });
});

test('a drag beyond the ends is followed less', () => {
  expect(followedDrag(pages(2), -100)).toBe(-100);
  expect(followedDrag(pages(4), -100)).toBe(-30);
  expect(followedDrag(pages(4), 100)).toBe(100);
  expect(followedDrag(pages(0, 5, -1), -100)).toBe(-30);
});

test.each([
  ['ArrowRight', pages(2), 3],
  ['ArrowLeft', pages(2), 1],
  ['ArrowRight', pages(2, 5, -1), 1],
  ['ArrowLeft', pages(2, 5, -1), 3],
  ['Home', pages(2), 0],
  ['End', pages(2), 4],
  ['End', pages(2, 5, -1), 4],
  ['ArrowRight', pages(4), 4],
  ['ArrowLeft', pages(0, 0), 0],
  ['Enter', pages(2), null],
])('%s of %j leads to page %s', (key, at, page) => {
  expect(pageOfKey(at, key)).toBe(page);
});

test('a page that many on, or the last there is', () => {
  expect(turned(pages(2), 1)).toBe(3);
  expect(turned(pages(2), 9)).toBe(4);
  expect(turned(pages(2), -9)).toBe(0);
});
