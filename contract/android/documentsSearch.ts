// Mirrors DocumentsContract.matchSearchQueryArguments and getHandledQueryArguments: what providers do with a search's arguments.
import type { Bundle } from './cursor.ts';
import {
  QUERY_ARG_DISPLAY_NAME,
  QUERY_ARG_EXCLUDE_MEDIA,
  QUERY_ARG_FILE_SIZE_OVER,
  QUERY_ARG_LAST_MODIFIED_AFTER,
  QUERY_ARG_MIME_TYPES,
} from './documentsContract.ts';
import { mimeTypeMatches, normalizeMimeType } from './mimeTypeFilter.ts';

/** ContentResolver.QUERY_ARG_LIMIT */
const QUERY_ARG_LIMIT = 'android:query-arg-limit';

/** What a search looks at of a document. */
export type SearchedDocument = Readonly<{
  displayName: string;
  mimeType: string | null;
  /** Milliseconds since 1970 UTC. */
  lastModified: number;
  /** Bytes. */
  size: number;
}>;

/**
 * Whether a document is what a search asks for. An argument of the wrong type is none, as in a Bundle.
 * @throws {Throwable} IllegalArgumentException for a MIME type filter that is none
 */
export function matchSearchQueryArguments(queryArgs: Bundle | null, document: SearchedDocument): boolean {
  if (queryArgs === null) return true;
  const name = queryArgs[QUERY_ARG_DISPLAY_NAME];
  if (typeof name === 'string' && !document.displayName.toLowerCase().includes(name.toLowerCase())) return false;
  if (document.size < atLeast(queryArgs[QUERY_ARG_FILE_SIZE_OVER])) return false;
  if (document.lastModified < atLeast(queryArgs[QUERY_ARG_LAST_MODIFIED_AFTER])) return false;
  const filters = queryArgs[QUERY_ARG_MIME_TYPES];
  if (!Array.isArray(filters) || filters.length === 0) return true;
  const mimeType = normalizeMimeType(document.mimeType);
  return filters.some((filter) => mimeTypeMatches(mimeType, normalizeMimeType(String(filter)) ?? ''));
}

/** Which of the arguments the function above knows, in the order of EXTRA_HONORED_ARGS. Their values are not looked at. */
export function getHandledQueryArguments(queryArgs: Bundle | null): readonly string[] {
  const known = [
    QUERY_ARG_EXCLUDE_MEDIA,
    QUERY_ARG_DISPLAY_NAME,
    QUERY_ARG_FILE_SIZE_OVER,
    QUERY_ARG_LAST_MODIFIED_AFTER,
    QUERY_ARG_MIME_TYPES,
    QUERY_ARG_LIMIT,
  ];
  return queryArgs === null ? [] : known.filter((key) => Object.hasOwn(queryArgs, key));
}

/** -1 says that there is no limit: nothing is below it then. */
function atLeast(limit: unknown): number {
  return typeof limit === 'number' && limit !== -1 ? limit : Number.NEGATIVE_INFINITY;
}
