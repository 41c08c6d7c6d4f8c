// The picture in a JPEG's EXIF block, by the rules of ThumbnailUtils.createImageThumbnail.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, onTestFinished, test } from 'vitest';
import { writeThumbnail } from '../../mediaextractor/thumbnail.ts';
import { withExifThumbnail } from './exifThumbnails.ts';

const RED = [254, 0, 0];
const BLUE = [0, 0, 254];

function plain(width: number, height: number, background: string) {
  return sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer();
}

/** A blue picture of 800 by 600, with these bytes beside it. */
async function photo(beside: Buffer, orientation = 1): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'scopebox-thumbs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'a.jpg');
  writeFileSync(path, withExifThumbnail(await plain(800, 600, '#0000ff'), beside, orientation));
  return path;
}

async function made(path: string, side: number) {
  const target = `${path}.thumbnail`;
  await writeThumbnail({ path, mimeType: 'image/jpeg', target, width: side, height: side });
  const { data, info } = await sharp(target).raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, color: [...data.subarray(0, 3)] };
}

test.each([
  ['smaller than what is wanted', 192, { width: 160, height: 120, color: RED }],
  ['larger than what is wanted', 96, { width: 96, height: 72, color: RED }],
  ['a preview is made of the picture itself', 1_024, { width: 800, height: 600, color: BLUE }],
])('what the camera put beside it is the thumbnail: %s', async (_name, side, expected) => {
  expect(await made(await photo(await plain(160, 120, '#ff0000')), side)).toEqual(expected);
});

test.each([
  [3, 160, 120],
  [6, 120, 160],
  [8, 120, 160],
  [2, 160, 120],
  [5, 160, 120],
])('it is turned and never mirrored: orientation %d', async (orientation, width, height) => {
  const path = await photo(await plain(160, 120, '#ff0000'), orientation);
  expect(await made(path, 192)).toEqual({ width, height, color: RED });
});

test('where it is broken, the picture is decoded', async () => {
  expect(await made(await photo(Buffer.from('no picture at all')), 192)).toEqual({
    width: 192,
    height: 144,
    color: BLUE,
  });
});
