// Mirrors what MediaDocumentsProvider and DownloadStorageProvider make of ContentResolver.QUERY_ARG_LIMIT.
import type { Bundle } from '../../../contract/android/cursor.ts';
import { QUERY_ARG } from '../../../contract/android/mediaStore.ts';

/** Rows a provider answers that is not told how many. */
export const MEDIA_RECENTS = 64;
export const DOWNLOADS_RECENTS = 12;

/** @returns how many rows at most, and EXTRA_HONORED_ARGS: null where nothing was honoured */
export function recentsLimit(
  queryArgs: Bundle,
  defaultLimit: number,
): Readonly<{ limit: number; honoredArgs: readonly string[] | null }> {
  const asked = queryArgs[QUERY_ARG.LIMIT];
  if (typeof asked !== 'number' || !Number.isInteger(asked) || asked < 0)
    return { limit: defaultLimit, honoredArgs: null };
  return { limit: asked, honoredArgs: [QUERY_ARG.LIMIT] };
}
