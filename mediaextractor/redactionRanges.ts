// Mirrors MediaProvider RedactionUtils.getRedactionRanges: which bytes of a file tell where it was taken.
import type { ByteRange } from '../contract/rpc/mediaExtractor.ts';
import { type Bytes, FileBytes } from './fileBytes.ts';
import { redactPng, redactWebp } from './redactedChunks.ts';
import { redactHeif } from './redactedHeif.ts';
import { redactJpeg, redactRaf } from './redactedJpeg.ts';
import { isMovie, redactMovie } from './redactedMovie.ts';
import { redactTiff } from './redactedTiff.ts';
import { type Redact, Redactions } from './redactions.ts';

/** Plain TIFF is no format of ExifInterface.isSupportedMimeType; the raw files built on it are. */
const PLAIN_TIFF = 'image/tiff';

function redactPicture(bytes: Bytes, mimeType: string, redact: Redact): void {
  const head = bytes.at(0, Math.min(16, bytes.length)).toString('latin1');
  if (head.startsWith('\xff\xd8')) redactJpeg(bytes, 0, redact);
  else if (head.startsWith('\x89PNG\r\n\x1a\n')) redactPng(bytes, redact);
  else if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') redactWebp(bytes, redact);
  else if (head.slice(4, 8) === 'ftyp') redactHeif(bytes, redact);
  else if (head.startsWith('FUJIFILMCCD-RAW')) redactRaf(bytes, redact);
  else if (/^(?:II|MM)/.test(head) && mimeType !== PLAIN_TIFF) redactTiff(bytes, redact);
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/**
 * Offsets of the bytes to be read as zeros by who may not know the location, sorted and apart from each other.
 * What is broken counts as far as it can be read, as with ExifInterface and IsoInterface; XMP that cannot be read counts whole.
 * A file that is gone has none: opening it says so.
 * @param mimeType what the file's name makes it
 * @throws {Error} when the file cannot be opened, or is more than can be looked at
 */
export function redactionRanges(path: string, mimeType: string): readonly ByteRange[] {
  if (!/^(?:image|video|audio)\//.test(mimeType)) return [];
  try {
    using bytes = new FileBytes(path);
    const found = new Redactions(bytes.length);
    try {
      redactPicture(bytes, mimeType, found.add);
    } catch {
      // ExifInterface keeps what it has of a broken picture and goes on without a word.
    }
    if (isMovie(bytes, 0)) redactMovie(bytes, 0, found.add);
    return found.ranges();
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}
