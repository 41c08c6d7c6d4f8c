// Mirrors android.provider.DocumentsContract: its columns, flags, URIs, extras and the names of its calls.
import { Throwable } from './errors.ts';
import { contentUri, parseUri, type Uri, uriParts } from './uri.ts';

export const MIME_TYPE_DIR = 'vnd.android.document/directory';
/** Type of root/<id>. */
export const MIME_TYPE_ROOT = 'vnd.android.document/root';

/** Action of a provider's intent filter: what has it is a documents provider. */
export const PROVIDER_INTERFACE = 'android.content.action.DOCUMENTS_PROVIDER';

export const EXTERNAL_STORAGE_AUTHORITY = 'com.android.externalstorage.documents';
export const MEDIA_DOCUMENTS_AUTHORITY = 'com.android.providers.media.documents';
export const DOWNLOADS_AUTHORITY = 'com.android.providers.downloads.documents';
/** Bug reports. */
export const SHELL_AUTHORITY = 'com.android.shell.documents';
export const MTP_AUTHORITY = 'com.android.mtp.documents';

/** DocumentsContract.Root: columns and flags. */
export const Root = {
  COLUMN_ROOT_ID: 'root_id',
  COLUMN_FLAGS: 'flags',
  COLUMN_ICON: 'icon',
  COLUMN_TITLE: 'title',
  COLUMN_SUMMARY: 'summary',
  COLUMN_DOCUMENT_ID: 'document_id',
  COLUMN_AVAILABLE_BYTES: 'available_bytes',
  COLUMN_CAPACITY_BYTES: 'capacity_bytes',
  COLUMN_MIME_TYPES: 'mime_types',
  COLUMN_QUERY_ARGS: 'query_args',
  MIME_TYPE_ITEM: MIME_TYPE_ROOT,
  FLAG_SUPPORTS_CREATE: 1,
  FLAG_LOCAL_ONLY: 1 << 1,
  FLAG_SUPPORTS_RECENTS: 1 << 2,
  FLAG_SUPPORTS_SEARCH: 1 << 3,
  FLAG_SUPPORTS_IS_CHILD: 1 << 4,
  FLAG_SUPPORTS_EJECT: 1 << 5,
  FLAG_EMPTY: 1 << 6,
  FLAG_ADVANCED: 1 << 16,
  FLAG_HAS_SETTINGS: 1 << 17,
  FLAG_REMOVABLE_SD: 1 << 18,
  FLAG_REMOVABLE_USB: 1 << 19,
  /** After Android 16, behind a feature flag. */
  FLAG_SUPPORTS_QUERY_TRASH: 1 << 20,
  /** Likewise, and with the same number in Android's own source. */
  FLAG_LIMITED_FUNCTIONALITY_WHEN_OFFLINE: 1 << 20,
} as const;

/** DocumentsContract.Document: columns and flags. */
export const Document = {
  COLUMN_DOCUMENT_ID: 'document_id',
  COLUMN_MIME_TYPE: 'mime_type',
  COLUMN_DISPLAY_NAME: '_display_name',
  COLUMN_SUMMARY: 'summary',
  COLUMN_LAST_MODIFIED: 'last_modified',
  COLUMN_ICON: 'icon',
  COLUMN_FLAGS: 'flags',
  COLUMN_SIZE: '_size',
  /** These two after Android 16, behind a feature flag. */
  COLUMN_CONTENT_SYNC_STATE_FLAGS: 'content_sync_state_flags',
  COLUMN_ORIGINAL_RELATIVE_PATH: 'original_relative_path',
  MIME_TYPE_DIR,
  FLAG_SUPPORTS_THUMBNAIL: 1,
  FLAG_SUPPORTS_WRITE: 1 << 1,
  FLAG_SUPPORTS_DELETE: 1 << 2,
  FLAG_DIR_SUPPORTS_CREATE: 1 << 3,
  FLAG_DIR_PREFERS_GRID: 1 << 4,
  FLAG_DIR_PREFERS_LAST_MODIFIED: 1 << 5,
  FLAG_SUPPORTS_RENAME: 1 << 6,
  FLAG_SUPPORTS_COPY: 1 << 7,
  FLAG_SUPPORTS_MOVE: 1 << 8,
  FLAG_VIRTUAL_DOCUMENT: 1 << 9,
  FLAG_SUPPORTS_REMOVE: 1 << 10,
  FLAG_SUPPORTS_SETTINGS: 1 << 11,
  FLAG_WEB_LINKABLE: 1 << 12,
  FLAG_PARTIAL: 1 << 13,
  FLAG_SUPPORTS_METADATA: 1 << 14,
  FLAG_DIR_BLOCKS_OPEN_DOCUMENT_TREE: 1 << 15,
  /** These two after Android 16, behind a feature flag. */
  FLAG_SUPPORTS_TRASH: 1 << 16,
  FLAG_SUPPORTS_RESTORE: 1 << 17,
} as const;

/** Actions a provider's own activities answer; the first is anybody's to start, the others the system's. */
export const ACTION_DOCUMENT_SETTINGS = 'android.provider.action.DOCUMENT_SETTINGS';
export const ACTION_MANAGE_DOCUMENT = 'android.provider.action.MANAGE_DOCUMENT';
export const ACTION_DOCUMENT_ROOT_SETTINGS = 'android.provider.action.DOCUMENT_ROOT_SETTINGS';

/** Keys of a cursor's extras. */
export const EXTRA_LOADING = 'loading';
export const EXTRA_INFO = 'info';
export const EXTRA_ERROR = 'error';

/** Extras of the picker's intents. */
export const EXTRA_INITIAL_URI = 'android.provider.extra.INITIAL_URI';
export const EXTRA_EXCLUDE_SELF = 'android.provider.extra.EXCLUDE_SELF';
export const EXTRA_SHOW_ADVANCED = 'android.provider.extra.SHOW_ADVANCED';
export const EXTRA_PROMPT = 'android.provider.extra.PROMPT';
/** Degrees a thumbnail has to be turned: 90, 180 or 270. */
export const EXTRA_ORIENTATION = 'android.provider.extra.ORIENTATION';
export const EXTRA_PACKAGE_NAME = 'android.intent.extra.PACKAGE_NAME';

/** Keys of a query's arguments, of searches and of recents. */
export const QUERY_ARG_DISPLAY_NAME = 'android:query-arg-display-name';
export const QUERY_ARG_MIME_TYPES = 'android:query-arg-mime-types';
/** Bytes. */
export const QUERY_ARG_FILE_SIZE_OVER = 'android:query-arg-file-size-over';
/** Milliseconds since 1970 UTC. */
export const QUERY_ARG_LAST_MODIFIED_AFTER = 'android:query-arg-last-modified-after';
export const QUERY_ARG_EXCLUDE_MEDIA = 'android:query-arg-exclude-media';

/** Keys of the bundle that getDocumentMetadata answers. */
export const METADATA_TYPES = 'android:documentMetadataTypes';
export const METADATA_EXIF = 'android:documentExif';
export const METADATA_TREE_COUNT = 'android:metadataTreeCount';
export const METADATA_TREE_SIZE = 'android:metadataTreeSize';

/** Names of ContentResolver.call that every documents provider answers. */
export const METHOD = {
  CREATE_DOCUMENT: 'android:createDocument',
  RENAME_DOCUMENT: 'android:renameDocument',
  DELETE_DOCUMENT: 'android:deleteDocument',
  COPY_DOCUMENT: 'android:copyDocument',
  MOVE_DOCUMENT: 'android:moveDocument',
  REMOVE_DOCUMENT: 'android:removeDocument',
  IS_CHILD_DOCUMENT: 'android:isChildDocument',
  EJECT_ROOT: 'android:ejectRoot',
  FIND_DOCUMENT_PATH: 'android:findDocumentPath',
  CREATE_WEB_LINK_INTENT: 'android:createWebLinkIntent',
  GET_DOCUMENT_METADATA: 'android:getDocumentMetadata',
} as const;

/** Keys of the bundles that those calls take and answer. */
export const CALL_KEY = {
  URI: 'uri',
  TARGET_URI: 'android.content.extra.TARGET_URI',
  PARENT_URI: 'parentUri',
  RESULT: 'result',
  MIME_TYPE: 'mime_type',
  DISPLAY_NAME: '_display_name',
  OPTIONS: 'options',
} as const;

/** DocumentsContract.Path: ids from the top down. `rootId` is null for who reached the document through a tree. */
export type DocumentPath = Readonly<{ rootId: string | null; path: readonly string[] }>;

export function buildRootsUri(authority: string): Uri {
  return contentUri(authority, ['root']);
}

export function buildRootUri(authority: string, rootId: string): Uri {
  return contentUri(authority, ['root', rootId]);
}

export function buildRecentDocumentsUri(authority: string, rootId: string): Uri {
  return contentUri(authority, ['root', rootId, 'recent']);
}

export function buildSearchDocumentsUri(authority: string, rootId: string, query: string): Uri {
  return contentUri(authority, ['root', rootId, 'search'], { query });
}

/** After Android 16, behind a feature flag. */
export function buildTrashDocumentsUri(authority: string, rootId: string): Uri {
  return contentUri(authority, ['root', rootId, 'trash']);
}

export function buildDocumentUri(authority: string, documentId: string): Uri {
  return contentUri(authority, ['document', documentId]);
}

export function buildChildDocumentsUri(authority: string, parentDocumentId: string): Uri {
  return contentUri(authority, ['document', parentDocumentId, 'children']);
}

export function buildTreeDocumentUri(authority: string, documentId: string): Uri {
  return contentUri(authority, ['tree', documentId]);
}

/** A document below a tree. @throws {Throwable} IllegalArgumentException when `treeUri` is none */
export function buildDocumentUriUsingTree(treeUri: Uri, documentId: string): Uri {
  const { authority } = uriParts(treeUri);
  return contentUri(authority, ['tree', getTreeDocumentId(treeUri), 'document', documentId]);
}

/** @throws {Throwable} IllegalArgumentException when `treeUri` is none */
export function buildChildDocumentsUriUsingTree(treeUri: Uri, parentDocumentId: string): Uri {
  const { authority } = uriParts(treeUri);
  return contentUri(authority, ['tree', getTreeDocumentId(treeUri), 'document', parentDocumentId, 'children']);
}

/** The tree form when `baseUri` is of a tree, else the plain one. */
export function buildDocumentUriMaybeUsingTree(baseUri: Uri, documentId: string): Uri {
  return isTreeUri(baseUri)
    ? buildDocumentUriUsingTree(baseUri, documentId)
    : buildDocumentUri(uriParts(baseUri).authority, documentId);
}

/** Shows what a provider hides; only the system's callers may. */
export function setManageMode(uri: Uri): Uri {
  const [beforeFragment = '', ...fragment] = uri.split('#');
  const asked = `${beforeFragment}${beforeFragment.includes('?') ? '&' : '?'}manage=true`;
  return parseUri([asked, ...fragment].join('#'));
}

export function isManageMode(uri: Uri): boolean {
  // Uri.getBooleanQueryParameter: whatever is neither false nor 0 is true.
  const manage = uriParts(uri).query.get('manage');
  return manage !== undefined && !['false', '0'].includes(manage.toLowerCase());
}

/** @throws {Throwable} IllegalArgumentException `Invalid URI: …` */
export function getRootId(uri: Uri): string {
  const [first, rootId] = uriParts(uri).segments;
  if (first === 'root' && rootId !== undefined) return rootId;
  throw invalidUri(uri);
}

/** Of a document alone or in a tree; a tree alone is no document. @throws {Throwable} IllegalArgumentException `Invalid URI: …` */
export function getDocumentId(uri: Uri): string {
  const [first, id, third, inTree] = uriParts(uri).segments;
  if (first === 'document' && id !== undefined) return id;
  if (first === 'tree' && third === 'document' && inTree !== undefined) return inTree;
  throw invalidUri(uri);
}

/** @throws {Throwable} IllegalArgumentException `Invalid URI: …` */
export function getTreeDocumentId(uri: Uri): string {
  const [first, id] = uriParts(uri).segments;
  if (first === 'tree' && id !== undefined) return id;
  throw invalidUri(uri);
}

/** Null where the URI has no query. */
export function getSearchDocumentsQuery(uri: Uri): string | null {
  return uriParts(uri).query.get('query') ?? null;
}

/** Looks at the path alone. */
export function isTreeUri(uri: Uri): boolean {
  const { segments } = uriParts(uri);
  return segments.length >= 2 && segments[0] === 'tree';
}

/** @param isDocumentsProvider whether an installed provider of this authority has the documents provider's filter */
export function isDocumentUri(uri: Uri | null, isDocumentsProvider: (authority: string) => boolean): boolean {
  if (uri === null) return false;
  const { segments } = uriParts(uri);
  const isPath =
    (segments.length === 2 && segments[0] === 'document') ||
    (segments.length === 4 && segments[0] === 'tree' && segments[2] === 'document');
  return isPath && isOfProvider(uri, isDocumentsProvider);
}

/** @throws {Throwable} NullPointerException without anybody to ask about providers */
export function isRootsUri(uri: Uri | null, isDocumentsProvider: ((authority: string) => boolean) | null): boolean {
  if (isDocumentsProvider === null) throw noContext();
  return uri !== null && isRootPath(uri, 1) && isOfProvider(uri, isDocumentsProvider);
}

/** @throws {Throwable} NullPointerException without anybody to ask about providers */
export function isRootUri(uri: Uri | null, isDocumentsProvider: ((authority: string) => boolean) | null): boolean {
  if (isDocumentsProvider === null) throw noContext();
  return uri !== null && isRootPath(uri, 2) && isOfProvider(uri, isDocumentsProvider);
}

function isRootPath(uri: Uri, length: number): boolean {
  const { segments } = uriParts(uri);
  return segments.length === length && segments[0] === 'root';
}

function isOfProvider(uri: Uri, isDocumentsProvider: (authority: string) => boolean): boolean {
  const { scheme, authority } = uriParts(uri);
  return scheme === 'content' && isDocumentsProvider(authority);
}

function noContext(): Throwable {
  return new Throwable('NullPointerException', 'context can not be null');
}

function invalidUri(uri: Uri): Throwable {
  return new Throwable('IllegalArgumentException', `Invalid URI: ${uri}`);
}
