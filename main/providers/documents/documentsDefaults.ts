// Mirrors the methods of DocumentsProvider that a provider need not have: what is answered when it has not.
import type { CursorValue } from '../../../contract/android/cursor.ts';
import { Document } from '../../../contract/android/documentsContract.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import { mimeTypeMatches } from '../../../contract/android/mimeTypeFilter.ts';
import type { ResultSet } from '../../content/contentProvider.ts';
import type { DeviceDocumentsProvider } from './deviceDocumentsProvider.ts';

/** Methods that are advertised by a flag; the base class throws for each. */
const NOT_SUPPORTED = {
  createDocument: 'Create not supported',
  renameDocument: 'Rename not supported',
  deleteDocument: 'Delete not supported',
  copyDocument: 'Copy not supported',
  moveDocument: 'Move not supported',
  removeDocument: 'Remove not supported',
  findDocumentPath: 'findDocumentPath not supported.',
  createWebLinkIntent: 'createWebLink is not supported.',
  queryRecentDocuments: 'Recent not supported',
  querySearchDocuments: 'Search not supported',
  queryChildDocumentsForManage: 'Manage not supported',
  ejectRoot: 'Eject not supported',
  getDocumentMetadata: 'Metadata not supported',
  openDocumentThumbnail: 'Thumbnails not supported',
  openTypedDocument: 'The requested MIME type is not supported.',
  // These three after Android 16, behind a feature flag.
  trashDocument: 'Trash not supported',
  restoreDocumentFromTrash: 'Restore not supported',
  queryTrashDocuments: 'Query Trash not supported',
} as const;

export type OptionalMethod = keyof typeof NOT_SUPPORTED;

/**
 * A method that a provider may leave out, ready to be called.
 * @throws {Throwable} UnsupportedOperationException where it is left out; FileNotFoundException for openTypedDocument
 */
export function methodOf<Name extends OptionalMethod & keyof DeviceDocumentsProvider>(
  provider: Partial<DeviceDocumentsProvider>,
  name: Name,
): NonNullable<DeviceDocumentsProvider[Name]> {
  const method = provider[name];
  // A method of an object is called with it: taken out, it would lose its fields.
  if (typeof method === 'function') return method.bind(provider) as NonNullable<DeviceDocumentsProvider[Name]>;
  throw notSupported(name);
}

/** What the base class throws. */
export function notSupported(name: OptionalMethod): Throwable {
  const exception = name === 'openTypedDocument' ? 'FileNotFoundException' : 'UnsupportedOperationException';
  return new Throwable(exception, NOT_SUPPORTED[name]);
}

/** getDocumentType: what the document's own row says. @throws {Throwable} NullPointerException, IllegalArgumentException */
export function documentTypeOf(result: ResultSet | null): string | null {
  const row = firstRow(result);
  if (row === null) return null;
  const type = row(Document.COLUMN_MIME_TYPE);
  return type === null ? null : String(type);
}

/** getDocumentStreamTypes: the document's own type when it has bytes of it and the filter takes it. */
export function streamTypesOf(result: ResultSet | null, mimeTypeFilter: string): readonly string[] | null {
  const row = firstRow(result);
  if (row === null) return null;
  const type = row(Document.COLUMN_MIME_TYPE);
  const isVirtual = (Number(row(Document.COLUMN_FLAGS)) & Document.FLAG_VIRTUAL_DOCUMENT) !== 0;
  if (isVirtual || type === null || !mimeTypeMatches(String(type), mimeTypeFilter)) return null;
  return [String(type)];
}

function firstRow(result: ResultSet | null): ((column: string) => CursorValue) | null {
  if (result === null) {
    const message =
      "Attempt to invoke interface method 'boolean android.database.Cursor.moveToFirst()' on a null object reference";
    throw new Throwable('NullPointerException', message);
  }
  const [row] = result.window(0, 1);
  if (row === undefined) return null;
  return (column) => {
    const index = result.columns.indexOf(column);
    if (index >= 0) return row[index] ?? null;
    const available = result.columns.join(', ');
    throw new Throwable(
      'IllegalArgumentException',
      `column '${column}' does not exist. Available columns: [${available}]`,
    );
  };
}
