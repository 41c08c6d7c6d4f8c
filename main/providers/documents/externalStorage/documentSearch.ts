// Mirrors FileSystemProvider.querySearchDocuments: breadth first from the top of a root, until enough is found.
import { posix } from 'node:path';
import type { Bundle } from '../../../../contract/android/cursor.ts';
import { MIME_TYPE_DIR } from '../../../../contract/android/documentsContract.ts';
import { matchSearchQueryArguments } from '../../../../contract/android/documentsSearch.ts';
import { getMimeTypeFromExtension } from '../../../content/mimeTypeMap.ts';
import { Slices } from '../../../device/realTime.ts';
import { childPlaces, type DocumentLookup, type DocumentPlace } from './documentLookup.ts';
import { isHidden } from './treeRules.ts';

/** Results of one search, by level. */
export function searchLimit(sdk: number): number {
  return sdk >= 33 ? 23 : 24;
}

/** What matches, nearest to the top first. @throws what an abort of the signal throws */
export async function searchDocuments(
  lookup: DocumentLookup,
  top: DocumentPlace,
  queryArgs: Bundle,
  signal: AbortSignal,
): Promise<readonly DocumentPlace[]> {
  const { platform } = lookup;
  const found: DocumentPlace[] = [];
  const slices = new Slices();
  let level: DocumentPlace[] = [top];
  while (level.length > 0) {
    const directories: DocumentPlace[] = [];
    for (const place of level) {
      if (isHidden(platform, { path: place.relative, isUsb: place.root.kind === 'usb' })) continue;
      if (place.entry?.isDirectory) directories.push(place);
      if (matches(place, queryArgs) && found.push(place) >= searchLimit(platform.sdk)) return found;
      await slices.breathe();
    }
    level = [];
    for (const directory of directories) {
      signal.throwIfAborted();
      for (const child of await childrenOf(lookup, directory)) level.push(child);
    }
  }
  return found;
}

async function childrenOf(lookup: DocumentLookup, directory: DocumentPlace): Promise<readonly DocumentPlace[]> {
  const { files } = directory.root.volume;
  const listing = await files.readdir(directory.relative).catch(() => null);
  const placeOf = childPlaces(lookup, directory);
  // A link to a directory would be walked for ever.
  const entries = (listing?.entries ?? []).filter(({ isLink, isDirectory }) => !isLink || !isDirectory);
  return entries.map((entry) => placeOf(entry.name, entry));
}

/** A file whose name has no dot is never found. */
function matches({ path, entry }: DocumentPlace, queryArgs: Bundle): boolean {
  if (entry === null) return false;
  const displayName = posix.basename(path);
  const lastDot = displayName.lastIndexOf('.');
  if (!entry.isDirectory && lastDot < 0) return false;
  const mimeType = entry.isDirectory ? MIME_TYPE_DIR : getMimeTypeFromExtension(displayName.slice(lastDot + 1));
  return matchSearchQueryArguments(queryArgs, {
    displayName,
    mimeType,
    lastModified: entry.mtimeMs,
    size: entry.size,
  });
}
