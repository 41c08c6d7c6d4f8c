// Mirrors ThumbnailUtils.createAudioThumbnail: the picture beside a song that has none of its own.
import { posix } from 'node:path';

function score(name: string): number {
  const lower = name.toLowerCase();
  if (lower === 'albumart.jpg') return 4;
  if (lower.startsWith('albumart') && lower.endsWith('.jpg')) return 3;
  if (lower.includes('albumart') && lower.endsWith('.jpg')) return 2;
  return lower.endsWith('.jpg') ? 1 : 0;
}

/**
 * The name of the picture to be shown for a song, or null.
 * @param relative path of the song below its volume
 * @param names of all files beside it
 */
export function albumArtOf(relative: string, names: readonly string[]): string | null {
  const parent = posix.dirname(relative);
  // Neither at the top of a volume nor among downloads is a picture about the song beside it.
  if (parent === '.' || posix.basename(parent) === 'Download') return null;
  const pictures = names.filter((name) => /\.(?:jpg|png)$/i.test(name)).sort();
  return pictures.reduce<string | null>(
    (best, name) => (best === null || score(name) > score(best) ? name : best),
    null,
  );
}
