// The documents of an app that has only a few, in memory: what the document picker lists, and the app's own screen too.
import { Document, MIME_TYPE_DIR, Root } from '../../../contract/android/documentsContract.ts';
import type { DocumentsProvider } from '../../../contract/android/documentsProvider.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import { mimeTypeMatches } from '../../../contract/android/mimeTypeFilter.ts';
import { MatrixCursor } from '../../../sdk/matrixCursor.ts';

export const FILES_AUTHORITY = 'com.example.filesapp.documents';

/** Id of the one root, and of its directory. */
const TOP = 'files';

export type AppFile = Readonly<{ id: string; displayName: string; mimeType: string; bytes: Uint8Array }>;

const text = (id: string, displayName: string, words: string): AppFile => ({
  ...{ id, displayName, mimeType: 'text/plain', bytes: new TextEncoder().encode(words) },
});

const DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4.5" cy="4.5" r="4"/></svg>';

export const FILES: readonly AppFile[] = [
  text('shopping', 'Shopping list.txt', 'Bread\nMilk\nTea\n'),
  text('diary', 'Diary.txt', 'Nothing happened.\n'),
  { ...text('drawing', 'Drawing.svg', DRAWING), mimeType: 'image/svg+xml' },
];

/** What an intent of this type can be answered with. */
export function filesOfType(type: string | undefined): readonly AppFile[] {
  return FILES.filter(({ mimeType }) => type === undefined || mimeTypeMatches(mimeType, type));
}

/** Read-only: none of the optional methods, and none of their flags. */
export function createFilesProvider(): DocumentsProvider {
  return {
    queryRoots: async (projection) => new MatrixCursor(projection, Object.keys(ROOT)).addRow(ROOT),
    queryDocument: async (documentId, projection) =>
      new MatrixCursor(projection, COLUMNS).addRow(documentId === TOP ? DIRECTORY : rowOf(fileOf(documentId))),
    queryChildDocuments: async (parentDocumentId, projection) => {
      const cursor = new MatrixCursor(projection, COLUMNS);
      if (parentDocumentId === TOP) for (const file of FILES) cursor.addRow(rowOf(file));
      return cursor;
    },
    openDocument: async (documentId, mode) => {
      const { bytes, mimeType } = fileOf(documentId);
      if (mode !== 'r') throw new Throwable('UnsupportedOperationException', 'The files are read-only.');
      return {
        ...{ size: bytes.length, mimeType },
        read: async (position, length) => bytes.slice(position, position + length),
        write: async () => {
          throw new Throwable('IOException', 'write failed: EBADF (Bad file descriptor)');
        },
        close: async () => undefined,
      };
    },
  };
}

const COLUMNS: readonly string[] = [
  ...[Document.COLUMN_DOCUMENT_ID, Document.COLUMN_DISPLAY_NAME, Document.COLUMN_MIME_TYPE],
  ...[Document.COLUMN_FLAGS, Document.COLUMN_SIZE, Document.COLUMN_LAST_MODIFIED],
];

const ROOT = {
  [Root.COLUMN_ROOT_ID]: TOP,
  [Root.COLUMN_TITLE]: 'My files',
  [Root.COLUMN_DOCUMENT_ID]: TOP,
  [Root.COLUMN_FLAGS]: Root.FLAG_LOCAL_ONLY,
};

const DIRECTORY = {
  [Document.COLUMN_DOCUMENT_ID]: TOP,
  [Document.COLUMN_DISPLAY_NAME]: 'My files',
  [Document.COLUMN_MIME_TYPE]: MIME_TYPE_DIR,
  [Document.COLUMN_FLAGS]: 0,
};

function rowOf({ id, displayName, mimeType, bytes }: AppFile) {
  return {
    [Document.COLUMN_DOCUMENT_ID]: id,
    [Document.COLUMN_DISPLAY_NAME]: displayName,
    [Document.COLUMN_MIME_TYPE]: mimeType,
    [Document.COLUMN_FLAGS]: 0,
    [Document.COLUMN_SIZE]: bytes.length,
  };
}

function fileOf(documentId: string): AppFile {
  const file = FILES.find(({ id }) => id === documentId);
  if (file === undefined) throw new Throwable('FileNotFoundException', `No file ${documentId}`);
  return file;
}
