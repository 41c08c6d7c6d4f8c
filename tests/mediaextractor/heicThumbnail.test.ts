// Pictures of phones from Apple and Samsung: decoded from their own pixels, upright.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { real } from '../providers/media/thumbnailFixture.ts';
import { heicFile } from './heicFile.ts';

test.each([
  [0, [128, 64], 'red blue red blue'],
  [1, [64, 128], 'blue blue red red'],
  [2, [128, 64], 'blue red blue red'],
  [3, [64, 128], 'red red blue blue'],
] as const)('a HEIC turned by %i quarters is %j, its corners %s', async (quarters, size, corners) => {
  const { folder, thumbnails } = real();
  const realPath = join(folder, 'a.heic');
  writeFileSync(realPath, heicFile(quarters));
  const source = { id: 1, realPath, mimeType: 'image/heic', version: 1 };
  const path = await thumbnails.file(source, { width: 256, height: 256 });
  const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual(size);
  const colour = (x: number, y: number) => {
    const [red = 0, , blue = 0] = data.subarray((y * info.width + x) * info.channels);
    return red > 150 && blue < 100 ? 'red' : red < 100 && blue > 150 ? 'blue' : `${red} ${blue}`;
  };
  const [right, bottom] = [info.width - 8, info.height - 8];
  expect([colour(8, 8), colour(right, 8), colour(8, bottom), colour(right, bottom)].join(' ')).toBe(corners);
});
