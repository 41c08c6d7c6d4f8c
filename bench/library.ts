// Libraries of photos to measure with: any number of files from a few drawings, each with its own bytes and date.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { Random } from '../fixtures/generator/random.ts';
import { beach, city, forest, lake, mountains, type Scene, sunset } from '../fixtures/generator/scenes.ts';

export type LibraryOptions = Readonly<{ photos: number; width: number; height: number; seed: number }>;

const scenes: readonly Scene[] = [beach, city, forest, lake, mountains, sunset];
const PLACEHOLDER = '2001:01:01 00:00:00';
const PER_FOLDER = 500;
const MINUTES_APART = 97;

/** Fills `folder` with JPEGs in DCIM; the newest is the last. */
export async function makeLibrary(folder: string, { photos, width, height, seed }: LibraryOptions): Promise<void> {
  const random = new Random(seed);
  const drawings = await Promise.all(
    scenes.map((scene) => draw(scene({ width, height, random: new Random(random.whole(1, 1e9)) }))),
  );
  for (let index = 0; index < photos; index++) {
    const album = join(folder, 'DCIM', index < PER_FOLDER ? 'Camera' : `Album ${Math.floor(index / PER_FOLDER)}`);
    if (index % PER_FOLDER === 0) mkdirSync(album, { recursive: true });
    const bytes = dated(random.pick(drawings), new Date(Date.UTC(2020, 0, 1, 0, index * MINUTES_APART)));
    writeFileSync(join(album, `IMG_${String(index).padStart(7, '0')}.jpg`), bytes);
  }
}

function draw(svg: string): Promise<Buffer> {
  const dates = { DateTimeOriginal: PLACEHOLDER, OffsetTimeOriginal: '+00:00' };
  const exif = { IFD0: { Make: 'Scopebox', DateTime: PLACEHOLDER }, IFD2: dates };
  return sharp(Buffer.from(svg)).flatten().withExif(exif).jpeg({ quality: 88 }).toBuffer();
}

/** The same photo taken at another time: dates in EXIF have a fixed length. */
function dated(photo: Buffer, time: Date): Buffer {
  const bytes = Buffer.from(photo);
  const text = time.toISOString().slice(0, 19).replaceAll('-', ':').replace('T', ' ');
  for (let at = bytes.indexOf(PLACEHOLDER); at >= 0; at = bytes.indexOf(PLACEHOLDER, at + 1)) bytes.write(text, at);
  return bytes;
}
