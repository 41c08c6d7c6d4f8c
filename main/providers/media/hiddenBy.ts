// Which rule of FileUtils keeps a file out of every gallery, in words for a tester.
import { posix } from 'node:path';
import { extractDisplayName } from './scan/fileUtils.ts';
import { ignoresNomedia, isFileAlbumArt, isFileHidden } from './scan/hiddenMedia.ts';

/**
 * Why a file is no media although its name ends like one's.
 * @param path on the device
 * @param hasNomedia whether a directory holds `.nomedia`
 * @returns one sentence, or null when nothing hides it
 */
export function hiddenBy(path: string, hasNomedia: (directory: string) => boolean): string | null {
  if (isFileAlbumArt(path)) return 'Its name is one of a cover that belongs to music.';
  if (isFileHidden(path)) return 'Its name starts with a dot.';
  for (
    let directory = posix.dirname(path);
    directory !== '/' && directory !== '.';
    directory = posix.dirname(directory)
  ) {
    if (extractDisplayName(directory).startsWith('.')) return `It lies in ${directory}, whose name starts with a dot.`;
    if (!ignoresNomedia(directory) && hasNomedia(directory)) return `It is hidden by .nomedia in ${directory}.`;
  }
  return null;
}
