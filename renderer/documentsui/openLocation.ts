// Mirrors DocumentsUI's AbstractActionHandler.launchToDocument, LoadRootTask and LoadLastAccessedStackTask.
import { buildDocumentUri, type DocumentPath, getRootId } from '../../contract/android/documentsContract.ts';
import { type Uri, uriParts } from '../../contract/android/uri.ts';
import type { Dialogs, DocumentStack } from '../../contract/rpc/systemUi.ts';
import type { PickerStack } from './breadcrumbs.ts';
import { type DocumentInfo, isDirectory } from './documentInfo.ts';
import type { DocumentsAccess } from './documentsAccess.ts';
import { type InitialHint, initialHint, initialLocation, isRestorable, type Location } from './initialLocation.ts';
import { defaultRoot } from './matchingRoots.ts';
import { isRecents, RECENTS_ROOT, type RootInfo, rootDocumentUriOf, rootKey } from './rootInfo.ts';

export type OpenRequest = Readonly<{
  ask: Pick<
    Dialogs['documentPicker']['ask'],
    'action' | 'packageName' | 'sdk' | 'targetSdk' | 'initialUri' | 'lastAccessed'
  >;
  /** Of all providers. */
  roots: readonly RootInfo[];
  /** Those that match the request. */
  matching: readonly RootInfo[];
  /** Whether an installed documents provider has this authority. */
  isDocumentsProvider: (authority: string) => boolean;
}>;

/** Where the picker opens. A place that is not there gives way to the next one, at last to what the request matches. */
export async function openLocation(access: DocumentsAccess, request: OpenRequest): Promise<PickerStack> {
  const { ask, roots } = request;
  const hint = initialHint(ask.initialUri, ask, request.isDocumentsProvider);
  const hintedPath = await pathOf(access, hint);
  const location = initialLocation({
    ...{ action: ask.action, restored: null, hint, hintedPath },
    hintedRoot: hint.kind === 'root' ? rootAt(roots, hint) : null,
    isHintedDirectory: await endsInDirectory(access, hint, hintedPath),
    lastAccessed: await lastAccessedLocation(access, request),
  });
  return stackAt(access, request, location);
}

async function pathOf(access: DocumentsAccess, hint: InitialHint): Promise<DocumentPath | null> {
  return hint.kind === 'document' ? access.findDocumentPath(buildDocumentUri(hint.authority, hint.documentId)) : null;
}

async function endsInDirectory(access: DocumentsAccess, hint: InitialHint, path: DocumentPath | null) {
  const last = path?.path.at(-1);
  if (hint.kind !== 'document' || last === undefined) return false;
  const document = await access.getDocument(buildDocumentUri(hint.authority, last));
  return document !== null && isDirectory(document);
}

/** Only what can still be queried is gone back to. */
async function lastAccessedLocation(access: DocumentsAccess, { ask, matching }: OpenRequest): Promise<Location | null> {
  const root = ask.lastAccessed === null ? null : rootOf(ask.lastAccessed);
  if (ask.lastAccessed === null || root === null) return null;
  const documents = await Promise.all(ask.lastAccessed.documents.map((uri) => access.getDocument(uri)));
  const queryable = new Set<string>(ask.lastAccessed.documents.filter((_, index) => documents[index] !== null));
  const isThere = isRestorable(
    { packageName: ask.packageName, rootKey: rootKey(root), documents: ask.lastAccessed.documents },
    {
      callingPackage: ask.packageName,
      matchingRootKeys: matching.map(rootKey),
      canQuery: (document) => queryable.has(document),
    },
  );
  if (!isThere) return null;
  return { root, stack: documents.flatMap((document) => (document === null ? [] : [document.documentId])) };
}

function rootOf({ rootUri }: DocumentStack): Location['root'] {
  return rootUri === null ? null : { authority: uriParts(rootUri).authority, rootId: getRootId(rootUri) };
}

async function stackAt(access: DocumentsAccess, request: OpenRequest, location: Location): Promise<PickerStack> {
  const root = location.root === null ? RECENTS_ROOT : rootAt(request.roots, location.root);
  if (root === null) return fallbackStack(access, request);
  const { authority } = root;
  if (authority === null || location.stack === null) return rootStack(access, root);
  const uris = location.stack.map((documentId): Uri => buildDocumentUri(authority, documentId));
  const documents = await Promise.all(uris.map((uri) => access.getDocument(uri)));
  const known = documents.filter((document): document is DocumentInfo => document !== null);
  return known.length === uris.length && known.length > 0 ? { root, documents: known } : rootStack(access, root);
}

/** The place a picker goes to when its root is not there, or no longer. */
export function fallbackStack(
  access: DocumentsAccess,
  { ask, matching }: Pick<OpenRequest, 'ask' | 'matching'>,
): Promise<PickerStack> {
  const root = defaultRoot(matching, ask.action) ?? matching.find(isRecents) ?? matching[0] ?? RECENTS_ROOT;
  return rootStack(access, root);
}

/** A root with its own directory, if the provider tells it. */
async function rootStack(access: DocumentsAccess, root: RootInfo): Promise<PickerStack> {
  const uri = rootDocumentUriOf(root);
  const document = uri === null ? null : await access.getDocument(uri);
  return { root, documents: document === null ? [] : [document] };
}

function rootAt(roots: readonly RootInfo[], place: Pick<RootInfo, 'authority' | 'rootId'>): RootInfo | null {
  return roots.find((root) => rootKey(root) === rootKey(place)) ?? null;
}
