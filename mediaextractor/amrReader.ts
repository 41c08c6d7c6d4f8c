// Mirrors AMRExtractor: voice notes. The length of each frame is told by its first byte.
import type { Bytes } from './fileBytes.ts';

const NARROW = '#!AMR\n';
const WIDE = '#!AMR-WB\n';
/** Bytes of a frame by its type, the first byte counted. */
const NARROW_FRAMES = [13, 14, 16, 18, 20, 21, 27, 32, 6];
const WIDE_FRAMES = [18, 24, 33, 37, 41, 47, 51, 59, 61, 6];
const FRAME_MILLISECONDS = 20;

/** `duration` in milliseconds, `samplerate` in hertz. */
export type AmrHead = Readonly<{ mimeType: string; duration: number; samplerate: number }>;

/** What an AMR file is; null for any other file. */
export function readAmr(bytes: Bytes): AmrHead | null {
  const head = bytes.at(0, Math.min(WIDE.length, bytes.length)).toString('latin1');
  const wide = head === WIDE;
  if (!wide && !head.startsWith(NARROW)) return null;
  const frames = wide ? WIDE_FRAMES : NARROW_FRAMES;
  let count = 0;
  for (let at = wide ? WIDE.length : NARROW.length; at < bytes.length; count++) {
    const type = ((bytes.at(at, 1)[0] ?? 0) >> 3) & 15;
    const length = frames[type] ?? (type >= 14 ? 1 : 0);
    if (length === 0) break;
    at += length;
  }
  const facts = wide ? { mimeType: 'audio/amr-wb', samplerate: 16_000 } : { mimeType: 'audio/amr', samplerate: 8_000 };
  return { ...facts, duration: count * FRAME_MILLISECONDS };
}
