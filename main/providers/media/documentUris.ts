// Mirrors MediaProvider's get_document_uri and get_media_uri, with the document ids of ExternalStorageProvider.
import type { Bundle } from '../../../contract/android/cursor.ts';
import {
  buildDocumentUri,
  buildDocumentUriUsingTree,
  EXTERNAL_STORAGE_AUTHORITY,
  getDocumentId,
  getTreeDocumentId,
  isTreeUri,
  MEDIA_DOCUMENTS_AUTHORITY,
} from '../../../contract/android/documentsContract.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import {
  audioContentUri,
  CALL_EXTRA,
  filesContentUri,
  imagesContentUri,
  VOLUME_EXTERNAL,
  videoContentUri,
} from '../../../contract/android/mediaStore.ts';
import { parseUri, type Uri, uriParts, withAppendedId } from '../../../contract/android/uri.ts';
import type { UriPermission } from '../../../contract/android/uriPermission.ts';
import type { BinderCall } from '../../content/binderCall.ts';
import type { UriGrantsManager } from '../../uri/uriGrantsManager.ts';
import { ACCESS_MODES } from '../../uri/uriPermission.ts';
import { isSelf, isShell } from './callerAccess.ts';
import type { MediaDatabase } from './db/mediaDatabase.ts';
import type { MediaItems } from './mediaItems.ts';
import { uriPermissionMissing } from './privilegedCalls.ts';
import { matchUri } from './uriMatcher.ts';

const PRIMARY = '/storage/emulated/0';

export type DocumentUriServices = Readonly<{
  database: MediaDatabase;
  items: MediaItems;
  uriGrants: UriGrantsManager;
}>;

/** ExternalStorageProvider.getDocIdForFile: `primary:DCIM/a.jpg`. Null for a path outside of every volume. */
export function documentIdOf(path: string): string | null {
  if (path === PRIMARY || path.startsWith(`${PRIMARY}/`)) return `primary:${path.slice(PRIMARY.length + 1)}`;
  const [, volume, relative = ''] = /^\/storage\/([^/]+)(?:\/(.*))?$/s.exec(path) ?? [];
  return volume === undefined || volume === 'emulated' ? null : `${volume}:${relative}`;
}

/** ExternalStorageProvider.getFileForDocId, the way back; null for what is no document id. */
export function pathOfDocumentId(documentId: string): string | null {
  const [, root, relative = ''] = /^([^:]+):(.*)$/s.exec(documentId) ?? [];
  if (root === undefined) return null;
  const volume = root === 'primary' ? PRIMARY : `/storage/${root}`;
  return relative === '' ? volume : `${volume}/${relative}`;
}

/**
 * MediaStore.getDocumentUri: the document of an item the caller may read, when it has a grant of that document.
 * @throws {Throwable} SecurityException without either, IllegalArgumentException when there is no such item
 */
export function getDocumentUri(services: DocumentUriServices, call: BinderCall, extras: Bundle): Bundle {
  const { path, isPrivileged } = readablePath(services, call, uriExtra(extras));
  const documentId = documentIdOf(path);
  if (documentId === null) throw new Throwable('IllegalStateException', `File in ${path} is not found.`);
  if (isPrivileged) return { [CALL_EXTRA.URI]: buildDocumentUri(EXTERNAL_STORAGE_AUTHORITY, documentId) };
  const persisted = services.uriGrants.persisted(call.caller.packageName);
  const documentUri = grantedDocumentUri(documentId, persisted);
  if (documentUri !== null) return { [CALL_EXTRA.URI]: documentUri };
  throw new Throwable(
    'SecurityException',
    `The app is not given any access to the document under path ${path} with permissions granted in [${persisted.map(uriPermissionText).join(', ')}]`,
  );
}

/**
 * ExternalStorageProvider.getDocumentUri: the URI by which a document is reached through what was persisted. A tree before
 * the document itself, and both modes before one; null when nothing reaches it.
 */
export function grantedDocumentUri(documentId: string, persisted: readonly UriPermission[]): Uri | null {
  const ofStorage = persisted.filter(({ uri }) => uriParts(uri).authority === EXTERNAL_STORAGE_AUTHORITY);
  const reaching = ofStorage.filter(({ uri }) =>
    isTreeUri(uri) ? isInTree(getTreeDocumentId(uri), documentId) : getDocumentId(uri) === documentId,
  );
  const rank = ({ uri, modeFlags }: UriPermission) => (modeFlags === 3 ? 0 : 2) + (isTreeUri(uri) ? 0 : 1);
  const [best] = reaching.toSorted((a, b) => rank(a) - rank(b));
  if (best === undefined) return null;
  return isTreeUri(best.uri) ? buildDocumentUriUsingTree(best.uri, documentId) : best.uri;
}

/** FileSystemProvider.isChildDocument, by the paths alone: equal ones are contained. */
function isInTree(treeDocumentId: string, documentId: string): boolean {
  const [tree, path] = [pathOfDocumentId(treeDocumentId), pathOfDocumentId(documentId)];
  return tree !== null && path !== null && (path === tree || path.startsWith(`${tree}/`));
}

/** UriPermission.toString() */
function uriPermissionText({ uri, modeFlags, persistedTime }: UriPermission): string {
  return `UriPermission {uri=${uri}, modeFlags=${modeFlags}, persistedTime=${persistedTime}}`;
}

/**
 * MediaStore.getMediaUri: the item behind a document the caller was given; what it may do there it may do here.
 * @throws {Throwable} SecurityException without a grant, IllegalArgumentException for a strange provider or no item
 */
export function getMediaUri(services: DocumentUriServices, call: BinderCall, extras: Bundle): Bundle {
  const documentUri = uriExtra(extras);
  const { uriGrants } = services;
  const { packageName } = call.caller;
  const isPrivileged = isSelf(call) || isShell(call);
  if (!isPrivileged && !uriGrants.mayRead(packageName, documentUri)) throw uriPermissionMissing(call, documentUri);
  const mediaUri = mediaUriOf(services, documentUri);
  const why = 'MediaStore.getMediaUri, for the same document';
  const modeFlags = uriGrants.modeFlags(packageName, documentUri) & ACCESS_MODES;
  uriGrants.grant({ to: packageName, uri: mediaUri, modeFlags, owner: null, why });
  return { [CALL_EXTRA.URI]: mediaUri };
}

function mediaUriOf({ database }: DocumentUriServices, documentUri: Uri): Uri {
  const { authority } = uriParts(documentUri);
  if (authority === MEDIA_DOCUMENTS_AUTHORITY) return mediaDocumentUri(documentUri);
  if (authority !== EXTERNAL_STORAGE_AUTHORITY) {
    throw new Throwable('IllegalArgumentException', 'Provider for this Uri is not supported.');
  }
  const path = pathOfDocumentId(getDocumentId(documentUri));
  const sql = 'SELECT _id, volume_name FROM files WHERE _data = ?';
  const row = path === null ? null : database.get<{ _id: number; volume_name: string }>(sql, path);
  if (row === null) throw noItem(filesContentUri(VOLUME_EXTERNAL));
  return withAppendedId(filesContentUri(row.volume_name), row._id);
}

const MEDIA_DOCUMENTS: Readonly<Record<string, (volumeName: string) => Uri>> = {
  image: imagesContentUri,
  video: videoContentUri,
  audio: audioContentUri,
  document: filesContentUri,
};

function mediaDocumentUri(documentUri: Uri): Uri {
  const [, type = '', id = ''] = /^([a-z]+):(\d+)$/.exec(getDocumentId(documentUri)) ?? [];
  const collection = MEDIA_DOCUMENTS[type];
  if (collection === undefined) throw new Throwable('IllegalArgumentException', `Unsupported document ${documentUri}`);
  return withAppendedId(collection(VOLUME_EXTERNAL), Number(id));
}

function readablePath({ items }: DocumentUriServices, call: BinderCall, uri: Uri) {
  const match = matchUri(uri, false);
  const isPrivileged = isSelf(call) || isShell(call);
  const row = isPrivileged ? items.find(match) : items.enforceRead(call, match);
  if (row === null) throw noItem(uri);
  return { path: row._data, isPrivileged };
}

function uriExtra(extras: Bundle): Uri {
  const uri = extras[CALL_EXTRA.URI];
  if (typeof uri !== 'string') throw new Throwable('NullPointerException', 'uri');
  return parseUri(uri);
}

/** An IllegalArgumentException made of its cause has the cause's text. */
function noItem(uri: Uri): Throwable {
  return new Throwable('IllegalArgumentException', `java.io.FileNotFoundException: No item at ${uri}`);
}
