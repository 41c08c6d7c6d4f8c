// Mirrors android.provider.DocumentsProvider: what an app that offers documents implements.
import type { CancellationSignal } from './cancellationSignal.ts';
import type { Bundle, Projection, Row } from './cursor.ts';
import type { DocumentPath } from './documentsContract.ts';
import type { FileChannel, OpenMode } from './files.ts';
import type { Uri } from './uri.ts';

/** The rows of a query, all of them, with what the cursor says beside them. */
export type DocumentsCursor = Readonly<{
  columns: readonly string[];
  rows: readonly Row[];
  /** EXTRA_LOADING, EXTRA_INFO, EXTRA_ERROR, EXTRA_HONORED_ARGS. */
  extras?: Bundle;
  /** Cursor.setNotificationUri: a notice on it says that these rows are old. */
  notificationUri?: Uri;
}>;

/** What a provider has in its hands on the device. */
export type ProviderContext = Readonly<{
  authority: string;
  /** Device time, milliseconds since 1970 UTC. */
  currentTimeMillis(): number;
  /** ContentResolver.notifyChange on a URI of this provider. */
  notifyChange(uri: Uri): void;
  /** DocumentsProvider.revokeDocumentPermission: nobody has access to this document any more. */
  revokeDocumentPermission(documentId: string): void;
}>;

/** Pixels. */
export type Point = Readonly<{ width: number; height: number }>;

/**
 * The first four methods are required, as on Android; each of the others is advertised by a flag of its rows. What a method
 * throws as a Throwable the client sees; anything else is told as a RuntimeException. `null` for a cursor is what a
 * provider answers that has nothing to answer: the client gets null.
 */
export interface DocumentsProvider {
  queryRoots(projection: Projection): Promise<DocumentsCursor | null>;
  queryDocument(documentId: string, projection: Projection): Promise<DocumentsCursor | null>;
  queryChildDocuments(
    parentDocumentId: string,
    projection: Projection,
    queryArgs: Bundle,
  ): Promise<DocumentsCursor | null>;
  openDocument(documentId: string, mode: OpenMode, signal: CancellationSignal): Promise<FileChannel>;
  isChildDocument?(parentDocumentId: string, documentId: string): Promise<boolean>;
  getDocumentType?(documentId: string): Promise<string | null>;
  /** @returns the new document's id */
  createDocument?(parentDocumentId: string, mimeType: string, displayName: string): Promise<string>;
  /** @returns the new id, or null when it stays the same */
  renameDocument?(documentId: string, displayName: string): Promise<string | null>;
  deleteDocument?(documentId: string): Promise<void>;
  copyDocument?(sourceDocumentId: string, targetParentDocumentId: string): Promise<string>;
  moveDocument?(
    sourceDocumentId: string,
    sourceParentDocumentId: string,
    targetParentDocumentId: string,
  ): Promise<string>;
  removeDocument?(documentId: string, parentDocumentId: string): Promise<void>;
  findDocumentPath?(parentDocumentId: string | null, childDocumentId: string): Promise<DocumentPath>;
  queryRecentDocuments?(
    rootId: string,
    projection: Projection,
    queryArgs: Bundle,
    signal: CancellationSignal,
  ): Promise<DocumentsCursor | null>;
  querySearchDocuments?(rootId: string, projection: Projection, queryArgs: Bundle): Promise<DocumentsCursor | null>;
  openDocumentThumbnail?(documentId: string, sizeHint: Point, signal: CancellationSignal): Promise<FileChannel>;
  getDocumentStreamTypes?(documentId: string, mimeTypeFilter: string): Promise<readonly string[] | null>;
  openTypedDocument?(
    documentId: string,
    mimeTypeFilter: string,
    opts: Bundle | null,
    signal: CancellationSignal,
  ): Promise<FileChannel>;
  getDocumentMetadata?(documentId: string): Promise<Bundle | null>;
  createWebLinkIntent?(documentId: string, options: Bundle | null): Promise<Uri>;
  ejectRoot?(rootId: string): Promise<void>;
  /** ContentProvider.refresh of a document or a directory. @returns whether it was done */
  refresh?(uri: Uri, args: Bundle | null, signal: CancellationSignal): Promise<boolean>;
  /** A method of the provider's own, one that does not begin with `android:`. */
  call?(method: string, arg: string | null, extras: Bundle | null): Promise<Bundle | null>;
  /** What the page behind an AuthenticationRequiredException does when its user has signed in. */
  signIn?(account: string): Promise<void>;
}

/** What a provider's module exports. */
export type DocumentsProviderFactory = (context: ProviderContext) => DocumentsProvider | Promise<DocumentsProvider>;
