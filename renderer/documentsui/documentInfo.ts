// Mirrors DocumentsUI's base/DocumentInfo.
import {
  buildDocumentUri,
  buildTreeDocumentUri,
  Document,
  MIME_TYPE_DIR,
} from '../../contract/android/documentsContract.ts';
import type { Uri } from '../../contract/android/uri.ts';
import { type CursorRow, longOf, stringOf } from './cursorRow.ts';

/** A row of a directory. Small: there may be a hundred thousand of them. */
export type DocumentInfo = Readonly<{
  authority: string;
  documentId: string;
  mimeType: string | null;
  displayName: string;
  summary: string | null;
  flags: number;
  /** Bytes; null when the provider does not know. */
  size: number | null;
  /** Milliseconds since 1970 UTC; null when the provider does not know. */
  lastModified: number | null;
}>;

/** The row the cursor is on; null for a row without an id, which nobody could open. */
export function documentInfoFromRow(authority: string, row: CursorRow): DocumentInfo | null {
  const documentId = stringOf(row, Document.COLUMN_DOCUMENT_ID);
  if (documentId === null) return null;
  return {
    ...{ authority, documentId },
    mimeType: stringOf(row, Document.COLUMN_MIME_TYPE),
    displayName: stringOf(row, Document.COLUMN_DISPLAY_NAME) ?? '',
    summary: stringOf(row, Document.COLUMN_SUMMARY),
    flags: longOf(row, Document.COLUMN_FLAGS, 0),
    size: knownLong(row, Document.COLUMN_SIZE),
    lastModified: knownLong(row, Document.COLUMN_LAST_MODIFIED),
  };
}

/** -1 is another word for a number that is not known. */
function knownLong(row: CursorRow, column: string): number | null {
  const value = longOf(row, column, null);
  return value === -1 ? null : value;
}

/** ModelId: tells the documents of one screen apart, of several providers too. */
export function documentKey({ authority, documentId }: Pick<DocumentInfo, 'authority' | 'documentId'>): string {
  return `${authority}|${documentId}`;
}

export function documentUriOf({ authority, documentId }: DocumentInfo): Uri {
  return buildDocumentUri(authority, documentId);
}

/** What ACTION_OPEN_DOCUMENT_TREE answers for a directory. */
export function treeUriOf({ authority, documentId }: DocumentInfo): Uri {
  return buildTreeDocumentUri(authority, documentId);
}

export function isDirectory({ mimeType }: Pick<DocumentInfo, 'mimeType'>): boolean {
  return mimeType === MIME_TYPE_DIR;
}

export function hasDocumentFlag({ flags }: Pick<DocumentInfo, 'flags'>, flag: number): boolean {
  return (flags & flag) !== 0;
}

/** Whether documents can be created in this directory. */
export function isCreateSupported(document: Pick<DocumentInfo, 'flags'>): boolean {
  return hasDocumentFlag(document, Document.FLAG_DIR_SUPPORTS_CREATE);
}

/** Whether it has an icon of its own content. */
export function isThumbnailSupported(document: Pick<DocumentInfo, 'flags'>): boolean {
  return hasDocumentFlag(document, Document.FLAG_SUPPORTS_THUMBNAIL);
}
