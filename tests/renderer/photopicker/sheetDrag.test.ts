import { expect, test } from 'vitest';
import { settle } from '../../../renderer/photopicker/sheetDrag.ts';

const HALF = { expandedTop: 48, collapsedTop: 366, height: 915 };
const WHOLE = { expandedTop: 48, collapsedTop: null, height: 915 };

test.each([
  ['let go near the top', HALF, 60, 0, 'expanded'],
  ['pulled up more than half of the way', HALF, 200, 0, 'expanded'],
  ['pulled up less than that', HALF, 220, 0, 'collapsed'],
  ['pulled down a little', HALF, 500, 0, 'collapsed'],
  ['pulled down past a third of what is left', HALF, 560, 0, 'hidden'],
  ['flung up from below', HALF, 600, -1, 'expanded'],
  ['flung down from the top', HALF, 60, 1, 'collapsed'],
  ['flung down from where it peeks', HALF, 380, 1, 'hidden'],
  ['open, and pulled down a little', WHOLE, 150, 0, 'expanded'],
  ['open, and pulled down far', WHOLE, 200, 0, 'hidden'],
  ['open, and flung down', WHOLE, 80, 1, 'hidden'],
  ['open, and flung up again', WHOLE, 300, -1, 'expanded'],
] as const)('a sheet that is %s', (_, sheet, top, velocity, expected) => {
  expect(settle({ ...sheet, top, velocity })).toBe(expected);
});
