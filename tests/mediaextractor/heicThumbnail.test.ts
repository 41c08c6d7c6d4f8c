// Pictures of phones from Apple and Samsung: decoded from their own pixels, upright.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { real } from '../providers/media/thumbnailFixture.ts';
import { heicFile, heicWithThumbnail } from './heicFile.ts';

const TURNS = [
  [0, [128, 64], 'red blue red blue'],
  [1, [64, 128], 'blue blue red red'],
  [2, [128, 64], 'blue red blue red'],
  [3, [64, 128], 'red red blue blue'],
] as const;

function thumbnailOf(bytes: Buffer, side: number): Promise<string> {
  const { folder, thumbnails } = real();
  const realPath = join(folder, 'a.heic');
  writeFileSync(realPath, bytes);
  const source = { id: 1, realPath, mimeType: 'image/heic', version: 1 };
  return thumbnails.file(source, { width: side, height: side });
}

describe.each([
  ['a HEIC', heicFile],
  ['the small picture in a HEIC', heicWithThumbnail],
])('%s', (_, fileOf) => {
  test.each(TURNS)('turned by %i quarters is %j, its corners %s', async (quarters, size, corners) => {
    await expectCorners(await thumbnailOf(fileOf(quarters), 192), size, corners);
  });
});

test.each([
  ['a larger one is wanted than Android makes of it', heicWithThumbnail(0), 1024],
  ['it has less than a sixth of the pixels', heicWithThumbnail(0), 256],
  ['it is turned otherwise than the large one', heicWithThumbnail(0, 1), 192],
])('the small picture in a HEIC is not taken where %s', async (_, file, side) => {
  await expect(thumbnailOf(file, side)).rejects.toMatchObject({ name: 'FileNotFoundException' });
});

async function expectCorners(path: string, size: readonly number[], corners: string): Promise<void> {
  const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual(size);
  const colour = (x: number, y: number) => {
    const [red = 0, , blue = 0] = data.subarray((y * info.width + x) * info.channels);
    return red > 150 && blue < 100 ? 'red' : red < 100 && blue > 150 ? 'blue' : `${red} ${blue}`;
  };
  const [right, bottom] = [info.width - 8, info.height - 8];
  expect([colour(8, 8), colour(right, 8), colour(8, bottom), colour(right, bottom)].join(' ')).toBe(corners);
}
