// Mirrors MediaDocumentsProvider's include… methods: rows of MediaStore as documents.
import type { CursorValue } from '../../../../contract/android/cursor.ts';
import { Document, MIME_TYPE_DIR, Root } from '../../../../contract/android/documentsContract.ts';
import { VOLUME_EXTERNAL_PRIMARY } from '../../../../contract/android/mediaStore.ts';
import type { NamedRow } from '../matrixCursor.ts';
import { documentIdOf } from './ids.ts';
import { bucketFlags, type MediaKind, rootFlags } from './kinds.ts';

/** MediaStore.UNKNOWN_STRING and what Android shows for it. */
const UNKNOWN_STRING = '<unknown>';
const UNKNOWN = 'Unknown';

/** Newline separated, in this order: what a search of each root can be asked. */
const QUERY_ARGS = [
  'android:query-arg-display-name',
  'android:query-arg-file-size-over',
  'android:query-arg-last-modified-after',
  'android:query-arg-mime-types',
].join('\n');

export const DEFAULT_ROOT_PROJECTION: readonly string[] = [
  ...[Root.COLUMN_ROOT_ID, Root.COLUMN_FLAGS, Root.COLUMN_ICON, Root.COLUMN_TITLE],
  ...[Root.COLUMN_DOCUMENT_ID, Root.COLUMN_MIME_TYPES, Root.COLUMN_QUERY_ARGS],
];

export const DEFAULT_DOCUMENT_PROJECTION: readonly string[] = [
  ...[Document.COLUMN_DOCUMENT_ID, Document.COLUMN_MIME_TYPE, Document.COLUMN_DISPLAY_NAME],
  ...[Document.COLUMN_LAST_MODIFIED, Document.COLUMN_FLAGS, Document.COLUMN_SIZE],
];

export function rootRow(kind: MediaKind, isEmpty: boolean): NamedRow {
  return {
    [Root.COLUMN_ROOT_ID]: kind.rootId,
    [Root.COLUMN_FLAGS]: rootFlags(kind, isEmpty),
    [Root.COLUMN_TITLE]: kind.title,
    [Root.COLUMN_DOCUMENT_ID]: kind.rootId,
    [Root.COLUMN_MIME_TYPES]: kind.mimeTypes.join('\n'),
    [Root.COLUMN_QUERY_ARGS]: QUERY_ARGS,
  };
}

/** The directory at the top of a root. */
export function rootDocument(kind: MediaKind): NamedRow {
  const { FLAG_DIR_PREFERS_GRID, FLAG_DIR_PREFERS_LAST_MODIFIED } = Document;
  return {
    [Document.COLUMN_DOCUMENT_ID]: kind.rootId,
    [Document.COLUMN_DISPLAY_NAME]: kind.title,
    [Document.COLUMN_MIME_TYPE]: MIME_TYPE_DIR,
    ...(kind.bucket !== null && {
      [Document.COLUMN_FLAGS]: FLAG_DIR_PREFERS_GRID | FLAG_DIR_PREFERS_LAST_MODIFIED,
    }),
  };
}

export type Bucket = Readonly<{
  id: CursorValue;
  displayName: CursorValue;
  volumeName: CursorValue;
  /** Seconds since 1970 UTC: of its newest item. */
  dateModified: CursorValue;
}>;

export function bucketDocument(kind: MediaKind, bucket: Bucket): NamedRow {
  return {
    [Document.COLUMN_DOCUMENT_ID]: documentIdOf(kind.bucket ?? '', String(bucket.id)),
    [Document.COLUMN_DISPLAY_NAME]: bucketName(bucket),
    [Document.COLUMN_MIME_TYPE]: MIME_TYPE_DIR,
    [Document.COLUMN_LAST_MODIFIED]: Number(bucket.dateModified) * 1_000,
    [Document.COLUMN_FLAGS]: bucketFlags(kind),
  };
}

/** The top of a volume has no name of its own. */
function bucketName({ displayName, volumeName }: Bucket): string {
  if (typeof displayName === 'string' && displayName !== '') return displayName;
  return typeof volumeName === 'string' && volumeName !== VOLUME_EXTERNAL_PRIMARY ? volumeName : UNKNOWN;
}

/** Of an artist or an album: a directory nothing can be done with. */
export function audioDirectory(type: 'artist' | 'album', id: CursorValue, name: CursorValue): NamedRow {
  return {
    [Document.COLUMN_DOCUMENT_ID]: documentIdOf(type, Number(id)),
    [Document.COLUMN_DISPLAY_NAME]: name === UNKNOWN_STRING ? UNKNOWN : name,
    [Document.COLUMN_MIME_TYPE]: MIME_TYPE_DIR,
  };
}

/** Columns of an item, in the order itemDocument() takes them. */
export function itemColumns(kind: MediaKind): readonly string[] {
  return ['_id', kind.nameColumn, 'mime_type', '_size', 'date_modified'];
}

export function itemDocument(kind: MediaKind, row: readonly CursorValue[]): NamedRow {
  const [id = null, name = null, mimeType = null, size = null, dateModified = null] = row;
  return {
    [Document.COLUMN_DOCUMENT_ID]: documentIdOf(kind.item, Number(id)),
    [Document.COLUMN_DISPLAY_NAME]: name,
    // Cursor.getLong() of a null is 0.
    [Document.COLUMN_SIZE]: Number(size),
    [Document.COLUMN_MIME_TYPE]: mimeType,
    [Document.COLUMN_LAST_MODIFIED]: Number(dateModified) * 1_000,
    [Document.COLUMN_FLAGS]: kind.itemFlags,
  };
}
