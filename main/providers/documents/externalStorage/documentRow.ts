// Mirrors FileSystemProvider.includeFile: a file as a row.
import { Document } from '../../../../contract/android/documentsContract.ts';
import type { VolumeEntry } from '../../../device/union.ts';
import type { NamedRow } from '../matrixCursor.ts';
import { typeOfDocument } from './documentNames.ts';
import { documentFlags } from './storageFlags.ts';
import type { StoragePlatform, TreePlace } from './treeRules.ts';

export const DEFAULT_DOCUMENT_PROJECTION = [
  Document.COLUMN_DOCUMENT_ID,
  Document.COLUMN_MIME_TYPE,
  Document.COLUMN_DISPLAY_NAME,
  Document.COLUMN_LAST_MODIFIED,
  Document.COLUMN_FLAGS,
  Document.COLUMN_SIZE,
];

/** One year after 1970: what is not later was never set. Milliseconds. */
const UNSET_UNTIL = 31_536_000_000;

export type ListedDocument = Readonly<{
  documentId: string;
  displayName: string;
  place: TreePlace;
  /** Null for one that went after it was listed: Android tells an empty file then, which nobody may change. */
  entry: Pick<VolumeEntry, 'isDirectory' | 'size' | 'mtimeMs'> | null;
}>;

export function documentRow(
  platform: StoragePlatform,
  { documentId, displayName, place, entry }: ListedDocument,
): NamedRow {
  const mimeType = typeOfDocument(documentId, entry?.isDirectory ?? false);
  const writable = place.writable && entry !== null;
  return {
    [Document.COLUMN_DOCUMENT_ID]: documentId,
    [Document.COLUMN_MIME_TYPE]: mimeType,
    [Document.COLUMN_DISPLAY_NAME]: displayName,
    [Document.COLUMN_LAST_MODIFIED]: lastModifiedOf(entry?.mtimeMs ?? 0),
    [Document.COLUMN_FLAGS]: documentFlags(platform, mimeType, { ...place, writable }),
    [Document.COLUMN_SIZE]: entry?.size ?? 0,
  };
}

/** Milliseconds since 1970 UTC; null for a time that nobody set. */
export function lastModifiedOf(mtimeMs: number): number | null {
  return mtimeMs > UNSET_UNTIL ? mtimeMs : null;
}
