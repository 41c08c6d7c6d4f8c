// Mirrors DocumentsUI's picker/ActionHandler.initLocation, AbstractActionHandler.onRootLoaded and LastAccessedProvider.
import {
  DOWNLOADS_AUTHORITY,
  type DocumentPath,
  EXTERNAL_STORAGE_AUTHORITY,
  getDocumentId,
  getRootId,
  isDocumentUri,
  isRootUri,
  Root,
} from '../../contract/android/documentsContract.ts';
import { type Uri, uriParts } from '../../contract/android/uri.ts';
import type { PickerAction } from './matchingRoots.ts';
import { hasRootFlag, type RootInfo } from './rootInfo.ts';

/** A place by its ids. A null root is Recents; a null stack is the root's own directory. */
export type Location = Readonly<{
  root: Readonly<{ authority: string; rootId: string }> | null;
  /** Document ids from the root's own down. */
  stack: readonly string[] | null;
}>;

export const DEVICE_ROOT: Location = {
  root: { authority: EXTERNAL_STORAGE_AUTHORITY, rootId: 'primary' },
  stack: null,
};
export const DOWNLOADS_ROOT: Location = { root: { authority: DOWNLOADS_AUTHORITY, rootId: 'downloads' }, stack: null };
export const RECENTS: Location = { root: null, stack: null };

type Versions = Readonly<{ sdk: number; targetSdk: number }>;

/** Shared.shouldRestrictStorageAccessFramework: whether blocked directories are blocked for the app that asks. */
export function restrictsStorageAccess({ sdk, targetSdk }: Versions): boolean {
  return sdk >= 31 || (sdk === 30 && targetSdk >= 30);
}

/** What EXTRA_INITIAL_URI asks for. */
export type InitialHint =
  | Readonly<{ kind: 'root'; authority: string; rootId: string }>
  | Readonly<{ kind: 'document'; authority: string; documentId: string }>
  /** Nothing to go to, and why, for a tester. */
  | Readonly<{ kind: 'none'; reason: string | null }>;

/** @param isDocumentsProvider whether an installed documents provider has this authority */
export function initialHint(
  uri: Uri | null,
  versions: Versions,
  isDocumentsProvider: (authority: string) => boolean,
): InitialHint {
  if (uri === null) return { kind: 'none', reason: null };
  const { authority } = uriParts(uri);
  if (isRootUri(uri, isDocumentsProvider)) return { kind: 'root', authority, rootId: getRootId(uri) };
  if (!isDocumentUri(uri, isDocumentsProvider))
    return { kind: 'none', reason: `EXTRA_INITIAL_URI is neither a root nor a document of a provider: ${uri}` };
  if (isRestrictedInitialUri(uri, versions))
    return { kind: 'none', reason: `EXTRA_INITIAL_URI is below a folder that no app may ask for: ${uri}` };
  return { kind: 'document', authority, documentId: getDocumentId(uri) };
}

/** No boundary at the end of the folder's name: /Android/dataX is refused too. */
const RESTRICTED_INITIAL_PATH = /^\/Android\/(?:data|obb|sandbox).*/is;

/** ActionHandler.shouldPreemptivelyRestrictRequestedInitialUri, of a document on any volume. */
export function isRestrictedInitialUri(uri: Uri, versions: Versions): boolean {
  if (!restrictsStorageAccess(versions) || uriParts(uri).authority !== EXTERNAL_STORAGE_AUTHORITY) return false;
  return RESTRICTED_INITIAL_PATH.test(pathOfStorageDocument(getDocumentId(uri)));
}

/** FileUtils.getPathFromStorageDocId: the id without its volume, as a canonical path. */
function pathOfStorageDocument(documentId: string): string {
  const path: string[] = [];
  for (const segment of documentId.slice(documentId.indexOf(':', 1) + 1).split('/')) {
    if (segment === '..') path.pop();
    else if (segment !== '' && segment !== '.') path.push(segment);
  }
  return `/${path.join('/')}`;
}

/** What the picker has found out before it opens anywhere. */
export type StartFacts = Readonly<{
  action: PickerAction;
  /** From an activity that was taken down and is back. */
  restored: Location | null;
  hint: InitialHint;
  /** The root the hint names, if its provider has it. */
  hintedRoot: Pick<RootInfo, 'flags'> | null;
  /** findDocumentPath of the document the hint names; null when it failed. */
  hintedPath: DocumentPath | null;
  /** Whether the last document of that path is a directory. */
  isHintedDirectory: boolean;
  /** Where this app was last, if `isRestorable`. */
  lastAccessed: Location | null;
}>;

export function initialLocation(facts: StartFacts): Location {
  if (facts.restored !== null) return facts.restored;
  if (facts.action === 'PICK_COPY_DESTINATION') return DOWNLOADS_ROOT;
  return hintedLocation(facts) ?? facts.lastAccessed ?? defaultLocation(facts.action);
}

function hintedLocation({ action, hint, hintedRoot, hintedPath, isHintedDirectory }: StartFacts): Location | null {
  if (hint.kind === 'none') return null;
  const { authority } = hint;
  if (hint.kind === 'root') {
    if (hintedRoot === null) return null;
    if (action === 'OPEN_TREE' && !hasRootFlag(hintedRoot, Root.FLAG_SUPPORTS_IS_CHILD)) return DEVICE_ROOT;
    return { root: { authority, rootId: hint.rootId }, stack: null };
  }
  if (hintedPath === null || hintedPath.rootId === null || hintedPath.path.length === 0) return null;
  const stack = isHintedDirectory ? hintedPath.path : hintedPath.path.slice(0, -1);
  return { root: { authority, rootId: hintedPath.rootId }, stack };
}

/** ActionHandler.loadDefaultLocation. */
export function defaultLocation(action: PickerAction): Location {
  if (action === 'OPEN_TREE') return DEVICE_ROOT;
  return action === 'OPEN' || action === 'GET_CONTENT' ? RECENTS : DOWNLOADS_ROOT;
}

/** Where a package picked last: the key of its root, and documents from the top down. */
export type LastAccessed = Readonly<{ packageName: string; rootKey: string; documents: readonly string[] }>;

type Present = Readonly<{
  callingPackage: string;
  /** Keys of the roots that match the present request. */
  matchingRootKeys: readonly string[];
  /** Whether a document can still be queried. */
  canQuery: (document: string) => boolean;
}>;

/** Whether the place is there for the present request; one that is not is forgotten without a word. */
export function isRestorable(stored: LastAccessed | null, present: Present): boolean {
  if (stored === null || stored.packageName !== present.callingPackage) return false;
  return present.matchingRootKeys.includes(stored.rootKey) && stored.documents.every(present.canQuery);
}
