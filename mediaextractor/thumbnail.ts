// Mirrors ThumbnailUtils: a JPEG of a picture, or of the one inside of a sound or video file, upright, fitted into a box.
import { statSync, writeFileSync } from 'node:fs';
import type { Sharp } from 'sharp';
import type { ThumbnailRequest } from '../contract/rpc/mediaExtractor.ts';
import { type Decoder, decodersOf, takesMuch, upright } from './decoders.ts';
import { imageParts } from './metadata.ts';
import { coverOf } from './retriever.ts';

const JPEG_QUALITY = 80;
/** Seconds for all decoders together, after which a hostile file is given up. */
const DEADLINE = 20;
/** Longer pictures are not opened, bytes: a decoder looks for what it misses up to the end of a file, without an end. */
const MAX_PICTURE = 2 ** 30;

function fitted(picture: Sharp, { width, height, isSquare }: ThumbnailRequest, seconds: number): Promise<Buffer> {
  return picture
    .timeout({ seconds })
    .resize({ width, height, fit: isSquare ? 'cover' : 'inside', withoutEnlargement: true, kernel: 'cubic' })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: JPEG_QUALITY, optimiseCoding: false })
    .toBuffer();
}

let lastTurn: Promise<unknown> = Promise.resolve();

/** Runs after all that was given before, however that ended. */
function inTurn<Result>(run: () => Promise<Result>): Promise<Result> {
  const turn = lastTurn.then(run);
  lastTurn = turn.catch(() => undefined);
  return turn;
}

/**
 * Writes the thumbnail of one picture to `target`, or that of the cover in a sound or video file.
 * @throws {Error} when it is too large, or no decoder takes it in time: what the best of them said
 */
export async function writeThumbnail(job: ThumbnailRequest): Promise<void> {
  const { path, mimeType, width, height } = job;
  if (!mimeType.startsWith('image/')) return write(job, [async () => upright(await coverOf(path))]);
  if (statSync(path).size > MAX_PICTURE) throw new Error('it is too large for a picture');
  const { parts } = imageParts(path);
  const decoders = decodersOf(path, parts, { mimeType, wanted: Math.max(width, height) });
  return takesMuch(parts) ? inTurn(() => write(job, decoders)) : write(job, decoders);
}

async function write(job: ThumbnailRequest, decoders: readonly Decoder[]): Promise<void> {
  // What waits for its turn has its time from then on.
  const started = performance.now();
  const secondsLeft = () => Math.ceil(DEADLINE - (performance.now() - started) / 1_000);
  const problems: unknown[] = [];
  for (const decode of decoders) {
    const jpeg = await decode()
      .then((picture) => fitted(picture, job, Math.max(1, secondsLeft())))
      .catch((error: unknown) => void problems.push(error));
    // Without a turn: the threads that would do it beside us are all at work on pictures.
    if (jpeg !== undefined) return writeFileSync(job.target, jpeg);
    if (secondsLeft() <= 0) break;
  }
  throw problems[0];
}
