// Mirrors DocumentsProvider.callUnchecked: the calls DocumentsContract makes, who may make them, and the grants they leave.
import type { Bundle } from '../../../contract/android/cursor.ts';
import {
  buildDocumentUriMaybeUsingTree,
  CALL_KEY,
  type DocumentPath,
  getDocumentId,
  getRootId,
  getTreeDocumentId,
  isTreeUri,
  METHOD,
} from '../../../contract/android/documentsContract.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import { type Uri, uriParts } from '../../../contract/android/uri.ts';
import type { BinderCall } from '../../content/binderCall.ts';
import type { Access } from '../../content/enforce.ts';
import { withoutUserId } from '../../uri/grantUri.ts';
import type { DeviceDocumentsProvider } from './deviceDocumentsProvider.ts';
import { methodOf, notSupported } from './documentsDefaults.ts';

/** The URIs that a call's extras carry. */
export type CallUri = 'uri' | 'parentUri' | 'targetUri';

/** Where they are in the extras, in the order in which their trees are checked. */
const CALL_URIS = [CALL_KEY.URI, CALL_KEY.PARENT_URI, CALL_KEY.TARGET_URI] as const;

/** A URI and the access to it that is checked, in the order of the checks. */
export type CallPermission = readonly [of: CallUri, access: Access];

/** What each call is checked for; findDocumentPath outside a tree needs MANAGE_DOCUMENTS instead. */
const PERMISSIONS: Readonly<Record<string, readonly CallPermission[]>> = {
  [METHOD.IS_CHILD_DOCUMENT]: [['uri', 'reading']],
  [METHOD.CREATE_DOCUMENT]: [['uri', 'writing']],
  [METHOD.RENAME_DOCUMENT]: [['uri', 'writing']],
  [METHOD.DELETE_DOCUMENT]: [['uri', 'writing']],
  [METHOD.COPY_DOCUMENT]: [
    ['uri', 'reading'],
    ['targetUri', 'writing'],
  ],
  [METHOD.MOVE_DOCUMENT]: [
    ['uri', 'writing'],
    ['parentUri', 'reading'],
    ['targetUri', 'writing'],
  ],
  [METHOD.REMOVE_DOCUMENT]: [
    ['parentUri', 'reading'],
    ['uri', 'writing'],
  ],
  [METHOD.EJECT_ROOT]: [['uri', 'writing']],
  [METHOD.FIND_DOCUMENT_PATH]: [['uri', 'reading']],
  [METHOD.CREATE_WEB_LINK_INTENT]: [['uri', 'writing']],
  [METHOD.GET_DOCUMENT_METADATA]: [],
  'android:trashDocument': [['uri', 'writing']],
  'android:restoreDocumentFromTrash': [['uri', 'writing']],
};

/** Which access each call needs to which URI. Unknown calls need none. */
export function permissionsOf(method: string): readonly CallPermission[] {
  return Object.hasOwn(PERMISSIONS, method) ? (PERMISSIONS[method] ?? []) : [];
}

/** Whether a call is the subclass's own affair. */
export function isForeignMethod(method: string): boolean {
  return !method.startsWith('android:');
}

export type CallServices = Readonly<{
  provider: DeviceDocumentsProvider;
  enforce(access: Access, call: BinderCall, uri: Uri): void;
  /** @throws {Throwable} SecurityException for a caller without MANAGE_DOCUMENTS */
  enforceManageDocuments(call: BinderCall): void;
  enforceTree(call: BinderCall, uri: Uri): Promise<void>;
  /** Gives the caller what it has on one document on another one. */
  extendGrant(call: BinderCall, from: Uri, to: Uri): void;
  revokeDocument(documentId: string): void;
}>;

type Arguments = Readonly<{ uri: Uri; documentId: string; extras: Bundle }>;

/**
 * Answers a call that begins with `android:`.
 * @throws {Throwable} SecurityException, UnsupportedOperationException, and what the provider throws
 */
export async function callDocuments(
  services: CallServices,
  call: BinderCall,
  method: string,
  given: Bundle | null,
): Promise<Bundle | null> {
  for (const key of CALL_URIS) {
    const uri = given?.[key];
    if (typeof uri === 'string') await services.enforceTree(call, uri as Uri);
  }
  const { authority } = services.provider.info;
  const extras = validatedUris(method, given ?? {}, authority);
  if (method === METHOD.EJECT_ROOT) return ejectRoot(services, call, uriOf(extras, CALL_KEY.URI));
  const uri = uriOf(extras, CALL_KEY.URI);
  const documentId = getDocumentId(uri);
  const requested = uriParts(uri).authority;
  if (requested !== authority) {
    throw new Throwable('SecurityException', `Requested authority ${requested} doesn't match provider ${authority}`);
  }
  const handler = Object.hasOwn(HANDLERS, method) ? HANDLERS[method] : undefined;
  if (handler === undefined) throw new Throwable('UnsupportedOperationException', `Method not supported ${method}`);
  if (method === METHOD.FIND_DOCUMENT_PATH && !isTreeUri(uri)) services.enforceManageDocuments(call);
  else enforceAll(services, call, method, extras);
  return handler(services, call, { uri, documentId, extras });
}

/**
 * ContentProvider.validateIncomingUri of each: a grant of another provider's says nothing about the ids of this one.
 * `uri` of most methods, and what isChildDocument asks about, have answers of their own further on.
 * @throws {Throwable} SecurityException
 */
function validatedUris(method: string, given: Bundle, authority: string): Bundle {
  const uris = CALL_URIS.flatMap((key) => {
    const asked = given[key];
    if (typeof asked !== 'string') return [];
    const uri = withoutUserId(asked as Uri);
    const named = uriParts(uri).authority;
    const userId = /^(-?\d+)@/.exec(named)?.[1];
    if (userId !== undefined)
      throw notOurs(`trying to query a ContentProvider in user 0 with a uri belonging to user ${userId}`);
    const isAnsweredLater =
      (key === CALL_KEY.URI && method !== METHOD.EJECT_ROOT) ||
      (key === CALL_KEY.TARGET_URI && method === METHOD.IS_CHILD_DOCUMENT);
    if (named !== authority && !isAnsweredLater)
      throw notOurs(`The authority ${named} does not match the one of the contentProvider: ${authority}`);
    return [[key, uri] as const];
  });
  return { ...given, ...Object.fromEntries(uris) };
}

function notOurs(message: string): Throwable {
  return new Throwable('SecurityException', message);
}

function enforceAll({ enforce }: CallServices, call: BinderCall, method: string, extras: Bundle): void {
  const keys = { uri: CALL_KEY.URI, parentUri: CALL_KEY.PARENT_URI, targetUri: CALL_KEY.TARGET_URI };
  // The ids are taken out of the URIs first: one that is none fails before anybody asks who calls.
  const checks = permissionsOf(method).map(([of, access]) => [uriOf(extras, keys[of]), access] as const);
  for (const [uri] of checks) getDocumentId(uri);
  for (const [uri, access] of checks) enforce(access, call, uri);
}

async function ejectRoot({ provider, enforce }: CallServices, call: BinderCall, rootUri: Uri): Promise<Bundle> {
  enforce('writing', call, rootUri);
  await methodOf(provider, 'ejectRoot')(call, getRootId(rootUri));
  return {};
}

type Handler = (services: CallServices, call: BinderCall, args: Arguments) => Promise<Bundle | null>;

const HANDLERS: Readonly<Record<string, Handler>> = {
  [METHOD.IS_CHILD_DOCUMENT]: async ({ provider }, call, { documentId, extras }) => {
    const childUri = uriOf(extras, CALL_KEY.TARGET_URI);
    const childId = getDocumentId(childUri);
    const isOurs = uriParts(childUri).authority === provider.info.authority;
    return { [CALL_KEY.RESULT]: isOurs && (await isChildDocument(provider, call, documentId, childId)) };
  },
  [METHOD.CREATE_DOCUMENT]: async ({ provider }, call, { uri, documentId, extras }) => {
    const mimeType = textOf(extras, CALL_KEY.MIME_TYPE);
    const displayName = textOf(extras, CALL_KEY.DISPLAY_NAME);
    const create = methodOf(provider, 'createDocument');
    const newId = await create(call, { parentDocumentId: documentId, mimeType, displayName });
    // Uri.Builder.appendPath(null)
    if ((newId ?? null) === null) throw new Throwable('NullPointerException', 'newSegment');
    return { [CALL_KEY.URI]: buildDocumentUriMaybeUsingTree(uri, String(newId)) };
  },
  [METHOD.RENAME_DOCUMENT]: async (services, call, { uri, documentId, extras }) => {
    const rename = methodOf(services.provider, 'renameDocument');
    const newId = await rename(call, documentId, textOf(extras, CALL_KEY.DISPLAY_NAME));
    if ((newId ?? null) === null) return {};
    const renamed = granted(services, call, uri, newId);
    services.revokeDocument(documentId);
    return renamed;
  },
  [METHOD.DELETE_DOCUMENT]: async ({ provider, revokeDocument }, call, { documentId }) => {
    await methodOf(provider, 'deleteDocument')(call, documentId);
    revokeDocument(documentId);
    return {};
  },
  [METHOD.COPY_DOCUMENT]: async (services, call, { uri, documentId, extras }) => {
    const copy = methodOf(services.provider, 'copyDocument');
    const targetId = getDocumentId(uriOf(extras, CALL_KEY.TARGET_URI));
    return granted(services, call, uri, await copy(call, documentId, targetId));
  },
  [METHOD.MOVE_DOCUMENT]: async (services, call, { uri, documentId, extras }) => {
    const move = methodOf(services.provider, 'moveDocument');
    const sourceParentDocumentId = getDocumentId(uriOf(extras, CALL_KEY.PARENT_URI));
    const targetParentDocumentId = getDocumentId(uriOf(extras, CALL_KEY.TARGET_URI));
    const moved = { sourceDocumentId: documentId, sourceParentDocumentId, targetParentDocumentId };
    return granted(services, call, uri, await move(call, moved));
  },
  [METHOD.REMOVE_DOCUMENT]: async ({ provider }, call, { documentId, extras }) => {
    const parentId = getDocumentId(uriOf(extras, CALL_KEY.PARENT_URI));
    await methodOf(provider, 'removeDocument')(call, documentId, parentId);
    return {};
  },
  [METHOD.FIND_DOCUMENT_PATH]: async ({ provider }, call, { uri, documentId }) => {
    const treeId = isTreeUri(uri) ? getTreeDocumentId(uri) : null;
    const path = checkedPath(await methodOf(provider, 'findDocumentPath')(call, treeId, documentId));
    return { [CALL_KEY.RESULT]: treeId === null ? path : belowTree(path, treeId) };
  },
  [METHOD.CREATE_WEB_LINK_INTENT]: async ({ provider }, call, { documentId, extras }) => {
    const options = (extras[CALL_KEY.OPTIONS] ?? null) as Bundle | null;
    return { [CALL_KEY.RESULT]: await methodOf(provider, 'createWebLinkIntent')(call, documentId, options) };
  },
  [METHOD.GET_DOCUMENT_METADATA]: ({ provider }, call, { documentId }) =>
    methodOf(provider, 'getDocumentMetadata')(call, documentId),
  'android:trashDocument': async () => {
    throw notSupported('trashDocument');
  },
  'android:restoreDocumentFromTrash': async () => {
    throw notSupported('restoreDocumentFromTrash');
  },
};

/** A caller that came with a narrow grant gets one for the new document; below a tree the tree's covers it. */
function granted({ extendGrant }: CallServices, call: BinderCall, uri: Uri, newId: string | null): Bundle {
  if ((newId ?? null) === null) return {};
  const newUri = buildDocumentUriMaybeUsingTree(uri, String(newId));
  if (!isTreeUri(newUri)) extendGrant(call, uri, newUri);
  return { [CALL_KEY.URI]: newUri };
}

/** DocumentsProvider.isChildDocument: nothing is below anything in a provider that does not say. */
export async function isChildDocument(
  provider: DeviceDocumentsProvider,
  call: BinderCall,
  parentDocumentId: string,
  documentId: string,
): Promise<boolean> {
  return (await provider.isChildDocument?.(call, parentDocumentId, documentId)) === true;
}

/** DocumentsContract.Path's constructor. */
function checkedPath(path: DocumentPath): DocumentPath {
  if (!Array.isArray(path?.path)) throw new Throwable('NullPointerException', 'path must not be null');
  if (path.path.length === 0) throw new Throwable('IllegalArgumentException', 'path is empty');
  const missing = path.path.findIndex((id) => typeof id !== 'string');
  if (missing >= 0) throw new Throwable('NullPointerException', `path[${missing}] must not be null`);
  return { rootId: path.rootId ?? null, path: path.path };
}

/** Who came through a tree learns neither the root nor what is above the tree. */
function belowTree({ path }: DocumentPath, treeId: string): DocumentPath {
  const start = path.indexOf(treeId);
  return { rootId: null, path: start < 0 ? path.slice(-1) : path.slice(start) };
}

/** @throws {Throwable} NullPointerException when the extras do not have it */
function uriOf(extras: Bundle, key: string): Uri {
  const uri = extras[key];
  if (typeof uri === 'string') return uri as Uri;
  const message =
    "Attempt to invoke virtual method 'java.lang.String android.net.Uri.getAuthority()' on a null object reference";
  throw new Throwable('NullPointerException', message);
}

function textOf(extras: Bundle, key: string): string {
  const text = extras[key];
  if (typeof text === 'string') return text;
  throw new Throwable('NullPointerException', `${key} must not be null`);
}
