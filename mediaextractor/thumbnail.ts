// Mirrors ThumbnailUtils.createImageThumbnail: a JPEG of a picture, upright, fitted into a box.
import { readFile, writeFile } from 'node:fs/promises';
import type { Sharp, SharpOptions } from 'sharp';
import { bmpPixels } from './bmpReader.ts';
import { FileBytes } from './fileBytes.ts';
import { imageParts } from './metadata.ts';

export type ThumbnailJob = Readonly<{ path: string; mimeType: string; target: string; width: number; height: number }>;

const JPEG_QUALITY = 80;
/** Cameras embed 160 × 120 pixels. */
const LARGEST_EMBEDDED = 160;
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

async function bmp(path: string): Promise<Sharp> {
  const { width, height, data } = bmpPixels(await readFile(path));
  return (await loadSharp())(data, { raw: { width, height, channels: 3 } });
}

/** The JPEG a camera puts beside the picture; it is not turned upright itself. Null when there is none. */
function embeddedJpeg(path: string): Buffer | null {
  const { thumbnail } = imageParts(path).parts;
  if (thumbnail === null) return null;
  using bytes = new FileBytes(path);
  return Buffer.from(bytes.at(thumbnail.offset, thumbnail.length));
}

/** The embedded thumbnail when it is at least as large as what is wanted and shows the same picture. */
async function embedded(job: ThumbnailJob): Promise<Sharp | null> {
  const wanted = Math.max(job.width, job.height);
  const jpeg = wanted > LARGEST_EMBEDDED ? null : embeddedJpeg(job.path);
  const { bounds, exif } = imageParts(job.path).parts;
  if (jpeg === null || bounds === null) return null;
  const sharp = await loadSharp();
  const { width, height } = await sharp(jpeg, OPTIONS).metadata();
  const sameShape = Math.abs(width / height - bounds[0] / bounds[1]) < 0.02;
  const upright = (exif.Orientation ?? '1') === '1';
  return upright && sameShape && Math.max(width, height) >= wanted ? sharp(jpeg, OPTIONS) : null;
}

/** Decoders are chosen by the bytes: names lie, above all those of pictures somebody renamed to .jpg. */
async function source(job: ThumbnailJob): Promise<Sharp> {
  const sharp = await loadSharp();
  const { format, bounds } = imageParts(job.path).parts;
  if (format === 'bmp') return bmp(job.path);
  const small = format === 'jpeg' ? await embedded(job).catch(() => null) : null;
  if (small !== null) return small;
  if (format !== 'heic') return sharp(job.path, OPTIONS).autoOrient();
  if (bounds !== null && bounds[0] * bounds[1] > MAX_HEIC_PIXELS) throw new Error('it has too many pixels');
  // The decoder is synchronous and takes 400 MB: one at a time.
  const pixels = heicQueue.then(() => heicPixels(job.path));
  heicQueue = pixels.catch(() => undefined);
  return pixels;
}

function fitted(picture: Sharp, { width, height }: ThumbnailJob): Promise<Buffer> {
  return picture
    .timeout({ seconds: TIMEOUT })
    .resize({ width, height, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: JPEG_QUALITY })
    .toBuffer();
}

/** The embedded thumbnail, whatever its size, of a picture that is damaged beyond its head. */
async function rescued(job: ThumbnailJob, error: unknown): Promise<Buffer> {
  const jpeg = embeddedJpeg(job.path);
  if (jpeg === null) throw error;
  const sharp = await loadSharp();
  const degrees = { '3': 180, '6': 90, '8': 270 }[imageParts(job.path).parts.exif.Orientation ?? '1'] ?? 0;
  return fitted(sharp(jpeg, OPTIONS).rotate(degrees), job);
}

/**
 * Writes the thumbnail of one picture to `target`.
 * @throws {Error} when no decoder takes the file
 */
export async function writeThumbnail(job: ThumbnailJob): Promise<void> {
  const jpeg = await source(job)
    .then((picture) => fitted(picture, job))
    .catch((error: unknown) => rescued(job, error));
  await writeFile(job.target, jpeg);
}
