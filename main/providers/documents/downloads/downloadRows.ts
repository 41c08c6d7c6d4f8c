// Mirrors DownloadStorageProvider.includeDownload: downloads as rows, and its root.
import {
  Document,
  MIME_TYPE_DIR,
  QUERY_ARG_DISPLAY_NAME,
  QUERY_ARG_FILE_SIZE_OVER,
  QUERY_ARG_LAST_MODIFIED_AFTER,
  QUERY_ARG_MIME_TYPES,
  Root,
} from '../../../../contract/android/documentsContract.ts';
import { hasMetadata } from '../externalStorage/storageFlags.ts';
import type { NamedRow } from '../matrixCursor.ts';
import { DOWNLOADS_ROOT_FLAGS, DOWNLOADS_ROOT_ID } from './ids.ts';

export const DEFAULT_ROOT_PROJECTION: readonly string[] = [
  ...[Root.COLUMN_ROOT_ID, Root.COLUMN_FLAGS, Root.COLUMN_ICON, Root.COLUMN_TITLE],
  ...[Root.COLUMN_DOCUMENT_ID, Root.COLUMN_QUERY_ARGS],
];

export const DEFAULT_DOCUMENT_PROJECTION: readonly string[] = [
  ...[Document.COLUMN_DOCUMENT_ID, Document.COLUMN_MIME_TYPE, Document.COLUMN_DISPLAY_NAME],
  ...[Document.COLUMN_SUMMARY, Document.COLUMN_LAST_MODIFIED, Document.COLUMN_FLAGS, Document.COLUMN_SIZE],
];

/** What a download is whose type nobody told. */
const UNKNOWN_TYPE = 'vnd.android.document/file';
const TITLE = 'Downloads';

export const ROOT_ROW: NamedRow = {
  [Root.COLUMN_ROOT_ID]: DOWNLOADS_ROOT_ID,
  [Root.COLUMN_FLAGS]: DOWNLOADS_ROOT_FLAGS,
  [Root.COLUMN_TITLE]: TITLE,
  [Root.COLUMN_DOCUMENT_ID]: DOWNLOADS_ROOT_ID,
  [Root.COLUMN_QUERY_ARGS]: [
    ...[QUERY_ARG_DISPLAY_NAME, QUERY_ARG_FILE_SIZE_OVER, QUERY_ARG_LAST_MODIFIED_AFTER, QUERY_ARG_MIME_TYPES],
  ].join('\n'),
};

export const ROOT_DOCUMENT: NamedRow = {
  [Document.COLUMN_DOCUMENT_ID]: DOWNLOADS_ROOT_ID,
  [Document.COLUMN_DISPLAY_NAME]: TITLE,
  [Document.COLUMN_MIME_TYPE]: MIME_TYPE_DIR,
  [Document.COLUMN_FLAGS]: Document.FLAG_DIR_PREFERS_LAST_MODIFIED | Document.FLAG_DIR_SUPPORTS_CREATE,
};

/** Of one that is complete, of DownloadManager or MediaStore. `lastModified` in milliseconds since 1970 UTC. */
export type ShownDownload = Readonly<{
  documentId: string;
  displayName: string;
  /** Null when nobody told it. */
  mimeType: string | null;
  isDirectory: boolean;
  size: number | null;
  lastModified: number;
}>;

export function downloadRow(sdk: number, download: ShownDownload): NamedRow {
  const { documentId, displayName, size, lastModified } = download;
  const mimeType = download.isDirectory ? MIME_TYPE_DIR : (download.mimeType ?? UNKNOWN_TYPE);
  return {
    [Document.COLUMN_DOCUMENT_ID]: documentId,
    [Document.COLUMN_DISPLAY_NAME]: displayName,
    [Document.COLUMN_MIME_TYPE]: mimeType,
    [Document.COLUMN_LAST_MODIFIED]: lastModified,
    [Document.COLUMN_FLAGS]: downloadFlags(sdk, mimeType),
    [Document.COLUMN_SIZE]: size === -1 ? null : size,
  };
}

/** Document.COLUMN_FLAGS of a complete download. */
export function downloadFlags(sdk: number, mimeType: string): number {
  return (
    Document.FLAG_SUPPORTS_DELETE |
    Document.FLAG_SUPPORTS_WRITE |
    Document.FLAG_SUPPORTS_RENAME |
    (mimeType === MIME_TYPE_DIR ? Document.FLAG_DIR_SUPPORTS_CREATE : 0) |
    (mimeType.startsWith('image/') ? Document.FLAG_SUPPORTS_THUMBNAIL : 0) |
    (hasMetadata(mimeType, sdk) ? Document.FLAG_SUPPORTS_METADATA : 0)
  );
}
