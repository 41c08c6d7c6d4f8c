// Mirrors ThumbnailUtils: a JPEG of a picture, or of the one inside of a sound or video file, upright, fitted into a box.
import { writeFile } from 'node:fs/promises';
import type { Sharp } from 'sharp';
import { type Decoder, decodersOf, upright } from './decoders.ts';
import { imageParts } from './metadata.ts';
import { coverOf } from './retriever.ts';

export type ThumbnailJob = Readonly<{ path: string; mimeType: string; target: string; width: number; height: number }>;

const JPEG_QUALITY = 80;
/** Seconds after which a hostile file is given up. */
const TIMEOUT = 20;

function decoders(job: ThumbnailJob): readonly Decoder[] {
  const { path, mimeType } = job;
  if (!mimeType.startsWith('image/')) return [async () => upright(await coverOf(path))];
  return decodersOf(path, imageParts(path).parts, { mimeType, wanted: Math.max(job.width, job.height) });
}

function fitted(picture: Sharp, { width, height }: ThumbnailJob): Promise<Buffer> {
  return picture
    .timeout({ seconds: TIMEOUT })
    .resize({ width, height, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: JPEG_QUALITY })
    .toBuffer();
}

/**
 * Writes the thumbnail of one picture to `target`, or that of the cover in a sound or video file.
 * @throws {Error} when no decoder takes the file: what the best of them said
 */
export async function writeThumbnail(job: ThumbnailJob): Promise<void> {
  const problems: unknown[] = [];
  for (const decode of decoders(job)) {
    const jpeg = await decode()
      .then((picture) => fitted(picture, job))
      .catch((error: unknown) => void problems.push(error));
    if (jpeg !== undefined) return writeFile(job.target, jpeg);
  }
  throw problems[0];
}
