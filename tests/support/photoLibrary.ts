import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';

/** When the first photo was taken; each further one is a day older. */
const newest = Date.UTC(2024, 5, 5, 10, 0, 0);
const dayMs = 86_400_000;
const folders = ['DCIM/Camera', 'Pictures/Trip', 'Pictures/Screenshots', 'Download'];

/**
 * Writes `count` small JPEG files with dates, the same bytes at every call.
 * @returns their paths below `folder`, newest first
 */
export async function makePhotoLibrary(folder: string, count = 40): Promise<readonly string[]> {
  const paths = Array.from({ length: count }, (_, i) => `${folders[i % folders.length]}/IMG_${1000 + i}.jpg`);
  for (const [i, path] of paths.entries()) await makePhoto(join(folder, path), i);
  return paths;
}

async function makePhoto(path: string, i: number): Promise<void> {
  const taken = new Date(newest - i * dayMs);
  const background = { r: (i * 37) % 256, g: (i * 91) % 256, b: (i * 53) % 256 };
  const text = taken.toISOString().slice(0, 19).replaceAll('-', ':').replace('T', ' ');
  await mkdir(dirname(path), { recursive: true });
  await sharp({ create: { width: 320, height: 240, channels: 3, background } })
    .withExif({ IFD0: { DateTime: text }, IFD2: { DateTimeOriginal: text, OffsetTimeOriginal: '+00:00' } })
    .jpeg({ quality: 70 })
    .toFile(path);
  await utimes(path, taken, taken);
}

/** Every file and folder with its bytes' hash and its times: two of these are equal when nothing was touched. */
export async function snapshotOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const { mtimeMs, size } = await stat(path);
    const hash = entry.isFile()
      ? createHash('sha256')
          .update(await readFile(path))
          .digest('hex')
      : 'folder';
    found[path] = `${hash} ${entry.isFile() ? size : 0} ${mtimeMs}`;
  }
  return found;
}
