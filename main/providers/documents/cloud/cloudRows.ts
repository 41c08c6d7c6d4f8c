// The cloud's roots and documents as rows.
import { Document, MIME_TYPE_DIR, Root } from '../../../../contract/android/documentsContract.ts';
import type { NamedRow } from '../matrixCursor.ts';
import { type CloudAccountRecord, type CloudDocument, isDirectory } from './cloudStore.ts';

export const CLOUD_TITLE = 'Mock cloud';

export const DEFAULT_ROOT_PROJECTION: readonly string[] = [
  ...[Root.COLUMN_ROOT_ID, Root.COLUMN_FLAGS, Root.COLUMN_ICON, Root.COLUMN_TITLE, Root.COLUMN_SUMMARY],
  ...[Root.COLUMN_DOCUMENT_ID, Root.COLUMN_AVAILABLE_BYTES, Root.COLUMN_CAPACITY_BYTES, Root.COLUMN_QUERY_ARGS],
];

export const DEFAULT_DOCUMENT_PROJECTION: readonly string[] = [
  ...[Document.COLUMN_DOCUMENT_ID, Document.COLUMN_MIME_TYPE, Document.COLUMN_DISPLAY_NAME],
  ...[Document.COLUMN_SUMMARY, Document.COLUMN_LAST_MODIFIED, Document.COLUMN_FLAGS, Document.COLUMN_SIZE],
];

const ROOT_FLAGS =
  Root.FLAG_SUPPORTS_CREATE | Root.FLAG_SUPPORTS_RECENTS | Root.FLAG_SUPPORTS_SEARCH | Root.FLAG_SUPPORTS_IS_CHILD;

const CHANGEABLE = Document.FLAG_SUPPORTS_DELETE | Document.FLAG_SUPPORTS_RENAME | Document.FLAG_SUPPORTS_MOVE;

export function rootRow(
  account: CloudAccountRecord,
  { topId, usedBytes }: Readonly<{ topId: string; usedBytes: number }>,
): NamedRow {
  return {
    [Root.COLUMN_ROOT_ID]: account.name,
    [Root.COLUMN_FLAGS]: ROOT_FLAGS,
    [Root.COLUMN_TITLE]: CLOUD_TITLE,
    [Root.COLUMN_SUMMARY]: account.name,
    [Root.COLUMN_DOCUMENT_ID]: topId,
    [Root.COLUMN_AVAILABLE_BYTES]: account.quotaBytes === null ? null : Math.max(0, account.quotaBytes - usedBytes),
    [Root.COLUMN_CAPACITY_BYTES]: account.quotaBytes,
    [Root.COLUMN_QUERY_ARGS]: ['android:query-arg-display-name', 'android:query-arg-mime-types'].join('\n'),
  };
}

/** Document.COLUMN_FLAGS */
export function documentFlags(document: CloudDocument): number {
  if (document.parentId === null) return Document.FLAG_DIR_SUPPORTS_CREATE;
  if (isDirectory(document)) return CHANGEABLE | Document.FLAG_DIR_SUPPORTS_CREATE;
  if (document.exports.length > 0) return CHANGEABLE | Document.FLAG_VIRTUAL_DOCUMENT;
  const thumbnail = document.mimeType.startsWith('image/') ? Document.FLAG_SUPPORTS_THUMBNAIL : 0;
  return CHANGEABLE | Document.FLAG_SUPPORTS_WRITE | Document.FLAG_SUPPORTS_COPY | thumbnail;
}

/** @param size bytes of its contents */
export function documentRow(document: CloudDocument, size: number): NamedRow {
  const hasSize = document.mimeType !== MIME_TYPE_DIR && document.exports.length === 0 && document.tellsSize;
  return {
    [Document.COLUMN_DOCUMENT_ID]: document.id,
    [Document.COLUMN_MIME_TYPE]: document.mimeType,
    [Document.COLUMN_DISPLAY_NAME]: document.displayName,
    [Document.COLUMN_LAST_MODIFIED]: document.lastModified,
    [Document.COLUMN_FLAGS]: documentFlags(document),
    [Document.COLUMN_SIZE]: hasSize ? size : null,
  };
}
