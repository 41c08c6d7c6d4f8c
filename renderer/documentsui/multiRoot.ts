// Mirrors DocumentsUI's MultiRootDocumentsLoader, RecentsLoader and GlobalSearchLoader: rows of several roots as one list.
import type { Bundle } from '../../contract/android/cursor.ts';
import {
  buildRecentDocumentsUri,
  buildSearchDocumentsUri,
  Document,
  QUERY_ARG_EXCLUDE_MEDIA,
  Root,
} from '../../contract/android/documentsContract.ts';
import type { Uri } from '../../contract/android/uri.ts';
import { type DocumentInfo, isDirectory } from './documentInfo.ts';
import { isHiddenFile } from './enabled.ts';
import { mimeMatches } from './mimeTypes.ts';
import { CURRENT_USER, hasRootFlag, isStorage, type RootInfo } from './rootInfo.ts';
import { type Sort, sortDocuments, sortQueryArgs } from './sorting.ts';

/** A document older than this is not recent: 45 days, in milliseconds. */
const REJECT_OLDER_THAN_MS = 45 * 24 * 60 * 60 * 1000;
/** Rows taken from each root's recents, whatever is hidden or rejected afterwards. */
export const MAX_DOCS_FROM_ROOT = 64;
/** How long the first result waits for slow providers, milliseconds. */
export const MAX_FIRST_PASS_WAIT_MILLIS = 500;
/** Providers asked at the same time. */
export const MAX_OUTSTANDING_TASK = 4;

const NOT_MOVABLE = Document.FLAG_SUPPORTS_DELETE | Document.FLAG_SUPPORTS_REMOVE | Document.FLAG_SUPPORTS_MOVE;

type AskedRoot = Pick<RootInfo, 'authority' | 'flags' | 'userId'>;

/** Whether Recents asks this root, one of those that match the request. */
export function isRecentsSource(root: AskedRoot): boolean {
  return isLocal(root) && hasRootFlag(root, Root.FLAG_SUPPORTS_RECENTS);
}

/** Whether a search from Recents asks it. What lies on a device of its own the media roots find. */
export function isGlobalSearchSource(root: AskedRoot & Pick<RootInfo, 'derivedType'>): boolean {
  return isLocal(root) && hasRootFlag(root, Root.FLAG_SUPPORTS_SEARCH) && !isStorage(root);
}

function isLocal(root: AskedRoot): boolean {
  return root.authority !== null && root.userId === CURRENT_USER && hasRootFlag(root, Root.FLAG_LOCAL_ONLY);
}

export type MultiRootFilter = Readonly<{
  acceptMimes: readonly string[] | null;
  showHidden: boolean;
  sort: Sort;
}>;

/** Recents of several roots: their rows in the providers' order. @param now milliseconds since 1970 UTC */
export function mergeRecents(
  perRoot: readonly (readonly DocumentInfo[])[],
  now: number,
  filter: MultiRootFilter,
): readonly DocumentInfo[] {
  const rejectBefore = now - REJECT_OLDER_THAN_MS;
  const recent = perRoot.flatMap((rows) =>
    rows.slice(0, MAX_DOCS_FROM_ROOT).filter((row) => !isDirectory(row) && (row.lastModified ?? -1) >= rejectBefore),
  );
  return listed(recent, filter);
}

/** What a search from Recents found, of any age. */
export function mergeGlobalSearch(
  perRoot: readonly (readonly DocumentInfo[])[],
  filter: MultiRootFilter,
): readonly DocumentInfo[] {
  return listed(perRoot.flat(), filter);
}

/** Unlike in a directory, what the request does not accept is not even shown in grey. */
function listed(rows: readonly DocumentInfo[], { acceptMimes, showHidden, sort }: MultiRootFilter) {
  const shown = rows.filter((row) => (showHidden || !isHiddenFile(row)) && mimeMatches(acceptMimes, row.mimeType));
  return sortDocuments(
    shown.map((row) => ({ ...row, flags: notMovable(row.flags) })),
    { sort },
  );
}

/** NotMovableMaskCursor: nothing can be deleted, removed or moved from here. */
export function notMovable(flags: number): number {
  return flags & ~NOT_MOVABLE;
}

export type RootQuery = Readonly<{ uri: Uri; queryArgs: Bundle }>;

/** Null for a row of a provider that left the id out. */
export function recentsQuery({ authority, rootId }: RootInfo, sort: Sort): RootQuery | null {
  if (authority === null || rootId === null) return null;
  return { uri: buildRecentDocumentsUri(authority, rootId), queryArgs: sortQueryArgs(sort) };
}

/** @param searchArgs what `searchQueryArgs` answers */
export function globalSearchQuery({ authority, rootId }: RootInfo, sort: Sort, searchArgs: Bundle): RootQuery | null {
  if (authority === null || rootId === null) return null;
  const queryArgs = { ...sortQueryArgs(sort), [QUERY_ARG_EXCLUDE_MEDIA]: true, ...searchArgs };
  return { uri: buildSearchDocumentsUri(authority, rootId, ''), queryArgs };
}
