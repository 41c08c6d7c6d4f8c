// A film for browsers that play no more than Chromium itself: VP9 in MP4, 64 × 48, six seconds, 5 frames each, all key frames.
// Two seconds are black, then the left half is red and the right one blue. Made once with ffmpeg, 1.6 kB.
import { readFileSync } from 'node:fs';

/** The film, as it is or turned a quarter clockwise by its matrix: red is above then. */
export function clip(turned = false): Buffer {
  const bytes = readFileSync(new URL('clip.mp4', import.meta.url));
  if (!turned) return bytes;
  const matrix = bytes.indexOf('tkhd') + 44;
  [0, 0x10000, 0, -0x10000, 0].forEach((value, i) => void bytes.writeInt32BE(value, matrix + i * 4));
  return bytes;
}
