// Mirrors the static methods of android.provider.DocumentsContract, as an app calls them.
import type { Bundle } from '../contract/android/cursor.ts';
import * as contract from '../contract/android/documentsContract.ts';
import { CALL_KEY, type DocumentPath, METHOD, PROVIDER_INTERFACE } from '../contract/android/documentsContract.ts';
import { getHandledQueryArguments, matchSearchQueryArguments } from '../contract/android/documentsSearch.ts';
import { Throwable } from '../contract/android/errors.ts';
import { type Uri, uriParts } from '../contract/android/uri.ts';
import type { ResolvedProvider } from '../contract/rpc/appApi.ts';
import type { ContentResolver, Size } from './contentResolver.ts';

/** What of a ContentResolver these methods use. */
export type DocumentCalls = Pick<ContentResolver, 'call' | 'getTargetSdkVersion'>;

/** What of a Context the predicates use. */
export type ProviderLookup = Readonly<{
  queryIntentContentProviders(action: string): Promise<readonly ResolvedProvider[]>;
}>;

/** From Android 8 on an app gets the exception; one that targets less gets null or false, as before. */
const THROWS_SINCE = 26;

async function createDocument(
  resolver: DocumentCalls,
  parentDocumentUri: Uri,
  mimeType: string,
  displayName: string,
): Promise<Uri | null> {
  const extras = { [CALL_KEY.MIME_TYPE]: mimeType, [CALL_KEY.DISPLAY_NAME]: displayName };
  return answered(resolver, null, async () => {
    const out = await call(resolver, METHOD.CREATE_DOCUMENT, parentDocumentUri, extras);
    return uriOf(existing(out));
  });
}

/** The document's URI is another one afterwards where its provider says so; the old one is worth nothing then. */
async function renameDocument(resolver: DocumentCalls, documentUri: Uri, displayName: string): Promise<Uri | null> {
  return answered(resolver, null, async () => {
    const extras = { [CALL_KEY.DISPLAY_NAME]: displayName };
    const out = await call(resolver, METHOD.RENAME_DOCUMENT, documentUri, extras);
    return uriOf(existing(out)) ?? documentUri;
  });
}

async function deleteDocument(resolver: DocumentCalls, documentUri: Uri): Promise<boolean> {
  return answered(resolver, false, async () => {
    await call(resolver, METHOD.DELETE_DOCUMENT, documentUri);
    return true;
  });
}

async function copyDocument(
  resolver: DocumentCalls,
  sourceDocumentUri: Uri,
  targetParentDocumentUri: Uri,
): Promise<Uri | null> {
  return answered(resolver, null, async () => {
    const extras = { [CALL_KEY.TARGET_URI]: targetParentDocumentUri };
    return uriOf(existing(await call(resolver, METHOD.COPY_DOCUMENT, sourceDocumentUri, extras)));
  });
}

async function moveDocument(
  resolver: DocumentCalls,
  sourceDocumentUri: Uri,
  sourceParentDocumentUri: Uri,
  targetParentDocumentUri: Uri,
): Promise<Uri | null> {
  return answered(resolver, null, async () => {
    const extras = {
      [CALL_KEY.PARENT_URI]: sourceParentDocumentUri,
      [CALL_KEY.TARGET_URI]: targetParentDocumentUri,
    };
    return uriOf(existing(await call(resolver, METHOD.MOVE_DOCUMENT, sourceDocumentUri, extras)));
  });
}

/** Takes a document out of one of its folders; it is deleted when that was the last. */
async function removeDocument(resolver: DocumentCalls, documentUri: Uri, parentDocumentUri: Uri): Promise<boolean> {
  return answered(resolver, false, async () => {
    await call(resolver, METHOD.REMOVE_DOCUMENT, documentUri, { [CALL_KEY.PARENT_URI]: parentDocumentUri });
    return true;
  });
}

async function isChildDocument(
  resolver: DocumentCalls,
  parentDocumentUri: Uri,
  childDocumentUri: Uri,
): Promise<boolean> {
  return answered(resolver, false, async () => {
    const extras = { [CALL_KEY.TARGET_URI]: childDocumentUri };
    const out = await call(resolver, METHOD.IS_CHILD_DOCUMENT, parentDocumentUri, extras);
    if (out === null) throw remote('Failed to get a response from isChildDocument query.');
    if (!Object.hasOwn(out, CALL_KEY.RESULT)) throw remote('Response did not include result field..');
    return out[CALL_KEY.RESULT] === true;
  });
}

/** Ids from the tree's root, or for the system's callers from the provider's root, to the document. */
async function findDocumentPath(resolver: DocumentCalls, documentUri: Uri): Promise<DocumentPath | null> {
  return answered(resolver, null, async () => {
    const out = existing(await call(resolver, METHOD.FIND_DOCUMENT_PATH, documentUri));
    return (out[CALL_KEY.RESULT] ?? null) as DocumentPath | null;
  });
}

/** Whatever goes wrong is only logged, so that the caller learns nothing. */
async function ejectRoot(resolver: DocumentCalls, rootUri: Uri): Promise<void> {
  await call(resolver, METHOD.EJECT_ROOT, rootUri).catch(() => null);
}

/** METADATA_TYPES names the bundles it holds, such as METADATA_EXIF. */
async function getDocumentMetadata(resolver: DocumentCalls, documentUri: Uri): Promise<Bundle | null> {
  return answered(resolver, null, () => call(resolver, METHOD.GET_DOCUMENT_METADATA, documentUri));
}

/** The page behind the link; on Android an IntentSender that opens it. */
async function createWebLinkIntent(
  resolver: DocumentCalls,
  documentUri: Uri,
  options: Bundle | null = null,
): Promise<Uri | null> {
  return answered(resolver, null, async () => {
    const extras = options === null ? {} : { [CALL_KEY.OPTIONS]: options };
    const out = existing(await call(resolver, METHOD.CREATE_WEB_LINK_INTENT, documentUri, extras));
    return (out[CALL_KEY.RESULT] ?? null) as Uri | null;
  });
}

/** About `size`, pixels. @throws {Throwable} OperationCanceledException and what the provider throws, targeting Android 8 */
async function getDocumentThumbnail(
  resolver: Pick<ContentResolver, 'loadThumbnail' | 'getTargetSdkVersion'>,
  documentUri: Uri,
  size: Size,
  signal?: AbortSignal,
): Promise<Blob | null> {
  return answered(resolver, null, () => resolver.loadThumbnail(documentUri, size, signal));
}

async function isDocumentUri(context: ProviderLookup, uri: Uri | null): Promise<boolean> {
  return contract.isDocumentUri(uri, await documentsProviders(context));
}

async function isRootsUri(context: ProviderLookup | null, uri: Uri | null): Promise<boolean> {
  return contract.isRootsUri(uri, context && (await documentsProviders(context)));
}

async function isRootUri(context: ProviderLookup | null, uri: Uri | null): Promise<boolean> {
  return contract.isRootUri(uri, context && (await documentsProviders(context)));
}

/** Columns and flags are DocumentsContract.Root's and .Document's; the calls reject as ContentResolver.call does. */
export const DocumentsContract = {
  ...contract,
  createDocument,
  renameDocument,
  deleteDocument,
  copyDocument,
  moveDocument,
  removeDocument,
  isChildDocument,
  findDocumentPath,
  ejectRoot,
  getDocumentMetadata,
  createWebLinkIntent,
  getDocumentThumbnail,
  matchSearchQueryArguments,
  getHandledQueryArguments,
  isDocumentUri,
  isRootsUri,
  isRootUri,
} as const;

async function documentsProviders(context: ProviderLookup): Promise<(authority: string) => boolean> {
  const providers = await context.queryIntentContentProviders(PROVIDER_INTERFACE);
  const authorities = new Set(providers.map(({ authority }) => authority));
  return (authority) => authorities.has(authority);
}

function call(resolver: DocumentCalls, method: string, uri: Uri, extras: Bundle = {}): Promise<Bundle | null> {
  return resolver.call(uriParts(uri).authority, method, null, { [CALL_KEY.URI]: uri, ...extras });
}

/** DocumentsContract.rethrowIfNecessary. */
async function answered<Result>(
  resolver: Pick<ContentResolver, 'getTargetSdkVersion'>,
  otherwise: Result,
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if ((await resolver.getTargetSdkVersion()) >= THROWS_SINCE) throw error;
    return otherwise;
  }
}

function existing(out: Bundle | null): Bundle {
  if (out !== null) return out;
  const message =
    "Attempt to invoke virtual method 'android.os.Parcelable android.os.Bundle.getParcelable(java.lang.String)' on a null object reference";
  throw new Throwable('NullPointerException', message);
}

function uriOf(out: Bundle): Uri | null {
  return (out[CALL_KEY.URI] ?? null) as Uri | null;
}

/** RemoteException.rethrowAsRuntimeException */
function remote(message: string): Throwable {
  return new Throwable('RuntimeException', `android.os.RemoteException: ${message}`);
}
