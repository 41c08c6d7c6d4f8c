import { expect, test } from 'vitest';
import { accentStyle } from '../../../renderer/photopicker/accentColor.ts';

test.each([
  [null, {}],
  ['#1b6ef3', { '--picker-accent': '#1b6ef3', '--picker-on-accent': '#ffffff' }],
  ['#ffe000', { '--picker-accent': '#ffe000', '--picker-on-accent': '#000000' }],
])('%s', (color, expected) => {
  expect(accentStyle(color)).toEqual(expected);
});
