import { expect, test } from 'vitest';
import { Slices } from '../../main/device/realTime.ts';
import { sortedInTurns } from '../../main/device/sortedInTurns.ts';
import { random } from '../adb/random.ts';

test.each([0, 1, 2, 2_048, 2_049, 5_000, 20_000])('%d names', async (count) => {
  const numbers = random(count + 1);
  const names = Array.from({ length: count }, () => `IMG_${numbers.below(3 * count)}é.jpg`);
  expect(await sortedInTurns(names, new Slices())).toEqual(names.toSorted());
});
