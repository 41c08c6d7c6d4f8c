// Mirrors ThumbnailUtils.createImageThumbnail: a JPEG of a picture, upright, fitted into a box.
import { readFile, writeFile } from 'node:fs/promises';
import type { Sharp, SharpOptions } from 'sharp';
import { FileBytes } from './fileBytes.ts';
import { imageParts } from './metadata.ts';

export type ThumbnailJob = Readonly<{ path: string; mimeType: string; target: string; width: number; height: number }>;

const JPEG_QUALITY = 80;
/** Seconds after which a hostile file is given up. */
const TIMEOUT = 20;
const OPTIONS: SharpOptions = { failOn: 'none', limitInputPixels: 3e8, sequentialRead: true };
/** Pictures above this are not decoded as HEIC, pixels: the decoder wants all of them at once. */
const MAX_HEIC_PIXELS = 120e6;

let sharpModule: Promise<typeof import('sharp').default> | null = null;
let heicQueue: Promise<unknown> = Promise.resolve();

function loadSharp(): Promise<typeof import('sharp').default> {
  sharpModule ??= import('sharp').then(({ default: sharp }) => {
    sharp.cache(false);
    sharp.concurrency(1);
    // A drawing can name other files and run for ever; no photo folder needs it.
    sharp.block({ operation: ['VipsForeignLoadSvg'] });
    return sharp;
  });
  return sharpModule;
}

async function heicPixels(path: string): Promise<Sharp> {
  const sharp = await loadSharp();
  const { default: decode } = await import('heic-decode');
  const { width, height, data } = await decode({ buffer: await readFile(path) });
  return sharp(data, { raw: { width, height, channels: 4 } });
}

/** The embedded thumbnail when it is at least as large as what is wanted and shows the same picture. */
async function embedded(job: ThumbnailJob): Promise<Buffer | null> {
  const { parts } = imageParts(job.path);
  const { thumbnail, bounds, exif } = parts;
  if (thumbnail === null || bounds === null || Math.max(job.width, job.height) > 160) return null;
  using bytes = new FileBytes(job.path);
  const jpeg = Buffer.from(bytes.at(thumbnail.offset, thumbnail.length));
  const sharp = await loadSharp();
  const { width, height } = await sharp(jpeg, OPTIONS).metadata();
  const sameShape = Math.abs(width / height - bounds[0] / bounds[1]) < 0.02;
  // It carries no orientation of its own.
  const upright = (exif.Orientation ?? '1') === '1';
  return upright && sameShape && Math.max(width, height) >= Math.max(job.width, job.height) ? jpeg : null;
}

async function source(job: ThumbnailJob): Promise<Sharp> {
  const sharp = await loadSharp();
  const small = job.mimeType === 'image/jpeg' ? await embedded(job).catch(() => null) : null;
  if (small !== null) return sharp(small, OPTIONS);
  if (!/^image\/hei[cf]/.test(job.mimeType)) return sharp(job.path, OPTIONS).autoOrient();
  const { bounds } = imageParts(job.path).parts;
  if (bounds !== null && bounds[0] * bounds[1] > MAX_HEIC_PIXELS) throw new Error('it has too many pixels');
  // The decoder is synchronous and takes 400 MB: one at a time.
  const pixels = heicQueue.then(() => heicPixels(job.path));
  heicQueue = pixels.catch(() => undefined);
  return pixels;
}

/**
 * Writes the thumbnail of one picture to `target`.
 * @throws {Error} when no decoder takes the file
 */
export async function writeThumbnail(job: ThumbnailJob): Promise<void> {
  const picture = await source(job);
  const jpeg = await picture
    .timeout({ seconds: TIMEOUT })
    .resize({ width: job.width, height: job.height, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: JPEG_QUALITY })
    .toBuffer();
  await writeFile(job.target, jpeg);
}
