// Mirrors DocumentsUI's roots/ProvidersAccess.getMatchingRoots.
import { DOWNLOADS_AUTHORITY, Root } from '../../contract/android/documentsContract.ts';
import type { DocumentPickerAction } from '../../contract/rpc/systemUi.ts';
import { anyMimeMatches } from './mimeTypes.ts';
import { CURRENT_USER, hasRootFlag, isRecents, isStorage, type RootInfo } from './rootInfo.ts';

/** What DocumentsUI's State.action can be here; the last is its own copy and move. */
export type PickerAction = DocumentPickerAction | 'PICK_COPY_DESTINATION';

/** As much of a request as decides which roots it sees. */
export type RootFilter = Readonly<{
  action: PickerAction;
  acceptMimes: readonly string[] | null;
  localOnly: boolean;
  excludedAuthorities: readonly string[];
  supportsCrossProfile?: boolean;
}>;

type MatchedRoot = Pick<RootInfo, 'authority' | 'rootId' | 'flags' | 'mimeTypes' | 'userId' | 'derivedType'>;

/** Why a request does not see a root, as a sentence for a tester; null when it does. */
export function whyExcluded(root: MatchedRoot, filter: RootFilter): string | null {
  return excludedByAction(root, filter) ?? excludedByRequest(root, filter);
}

function excludedByAction(root: MatchedRoot, { action, localOnly }: RootFilter): string | null {
  if ((action === 'CREATE' || action === 'PICK_COPY_DESTINATION') && !hasRootFlag(root, Root.FLAG_SUPPORTS_CREATE))
    return 'The root has no FLAG_SUPPORTS_CREATE, which ACTION_CREATE_DOCUMENT needs.';
  if (action === 'OPEN_TREE' && !hasRootFlag(root, Root.FLAG_SUPPORTS_IS_CHILD))
    return 'The root has no FLAG_SUPPORTS_IS_CHILD, which ACTION_OPEN_DOCUMENT_TREE needs.';
  if (action === 'OPEN_TREE' && isRecents(root)) return 'Recent is no place, and ACTION_OPEN_DOCUMENT_TREE needs one.';
  if (localOnly && !hasRootFlag(root, Root.FLAG_LOCAL_ONLY))
    return 'The root has no FLAG_LOCAL_ONLY, and the request has EXTRA_LOCAL_ONLY.';
  if ((action === 'OPEN' || action === 'GET_CONTENT') && hasRootFlag(root, Root.FLAG_EMPTY))
    return 'The root has FLAG_EMPTY: there is nothing in it to open.';
  return null;
}

function excludedByRequest(root: MatchedRoot, filter: RootFilter): string | null {
  if (root.userId !== CURRENT_USER && filter.supportsCrossProfile !== true)
    return 'The root belongs to another user, and the request does not reach over profiles.';
  const { acceptMimes } = filter;
  // A root for image/* has what image/png asks for, and a root for image/png has some of image/*.
  if (!anyMimeMatches(root.mimeTypes, acceptMimes) && !anyMimeMatches(acceptMimes, root.mimeTypes))
    return `The root's types (${listed(root.mimeTypes)}) and those of the request (${listed(acceptMimes)}) have nothing in common.`;
  if (root.authority !== null && filter.excludedAuthorities.includes(root.authority))
    return 'The provider belongs to the app that asks, and the request has EXTRA_EXCLUDE_SELF.';
  return null;
}

/** The roots a request sees, in the order given. */
export function matchingRoots<T extends MatchedRoot>(roots: readonly T[], filter: RootFilter): readonly T[] {
  return roots.filter((root) => whyExcluded(root, filter) === null);
}

export type ExcludedRoot<T extends MatchedRoot = RootInfo> = Readonly<{ root: T; reason: string }>;

/** The roots a request does not see, each with the first reason. */
export function excludedRoots<T extends MatchedRoot>(
  roots: readonly T[],
  filter: RootFilter,
): readonly ExcludedRoot<T>[] {
  return roots.flatMap((root) => {
    const reason = whyExcluded(root, filter);
    return reason === null ? [] : [{ root, reason }];
  });
}

/**
 * ProvidersAccess.getDefaultRoot over roots that match already: where a picker goes when its root vanished. Null for
 * Recents.
 */
export function defaultRoot<T extends MatchedRoot>(matching: readonly T[], action: PickerAction): T | null {
  if (action === 'OPEN_TREE') return matching.find(isStorage) ?? null;
  return matching.find(({ authority, rootId }) => authority === DOWNLOADS_AUTHORITY && rootId === 'downloads') ?? null;
}

function listed(types: readonly string[] | null): string {
  if (types === null) return 'null';
  return types.length === 0 ? 'none' : types.length <= 4 ? types.join(', ') : `${types.slice(0, 4).join(', ')}, \u2026`;
}
