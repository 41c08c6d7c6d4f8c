// Mirrors android.provider.DocumentsProvider on the device's side: results in windows, files of this computer.
import type { Bundle, Projection } from '../../../contract/android/cursor.ts';
import type { DocumentPath } from '../../../contract/android/documentsContract.ts';
import type { Point } from '../../../contract/android/documentsProvider.ts';
import type { OpenMode } from '../../../contract/android/files.ts';
import type { Uri } from '../../../contract/android/uri.ts';
import type { BinderCall } from '../../content/binderCall.ts';
import type { OpenedFile, ProviderInfo, ResultSet } from '../../content/contentProvider.ts';

/** The name of a document below another one. */
export type NewDocument = Readonly<{ parentDocumentId: string; mimeType: string; displayName: string }>;

/** Of moveDocument. */
export type DocumentMove = Readonly<{
  sourceDocumentId: string;
  sourceParentDocumentId: string;
  targetParentDocumentId: string;
}>;

/**
 * What stands behind one authority; DocumentsAdapter makes a ContentProvider of it. What is not implemented is answered as
 * Android's base class answers. A method that throws FileNotFoundException in a query is a null cursor for the client.
 */
export interface DeviceDocumentsProvider {
  readonly info: ProviderInfo;
  queryRoots(call: BinderCall, projection: Projection): Promise<ResultSet | null>;
  queryDocument(call: BinderCall, documentId: string, projection: Projection): Promise<ResultSet | null>;
  queryChildDocuments(
    call: BinderCall,
    parentDocumentId: string,
    projection: Projection,
    queryArgs: Bundle,
  ): Promise<ResultSet | null>;
  openDocument(call: BinderCall, documentId: string, mode: OpenMode): Promise<OpenedFile>;
  /** With manage=true, for the system's callers: what is hidden too. */
  queryChildDocumentsForManage?: DeviceDocumentsProvider['queryChildDocuments'];
  queryRecentDocuments?(
    call: BinderCall,
    rootId: string,
    projection: Projection,
    queryArgs: Bundle,
  ): Promise<ResultSet | null>;
  querySearchDocuments?(
    call: BinderCall,
    rootId: string,
    projection: Projection,
    queryArgs: Bundle,
  ): Promise<ResultSet | null>;
  isChildDocument?(call: BinderCall, parentDocumentId: string, documentId: string): Promise<boolean>;
  /** undefined: as without this method. */
  getDocumentType?(call: BinderCall, documentId: string): Promise<string | null | undefined>;
  createDocument?(call: BinderCall, document: NewDocument): Promise<string>;
  renameDocument?(call: BinderCall, documentId: string, displayName: string): Promise<string | null>;
  deleteDocument?(call: BinderCall, documentId: string): Promise<void>;
  copyDocument?(call: BinderCall, sourceDocumentId: string, targetParentDocumentId: string): Promise<string>;
  moveDocument?(call: BinderCall, move: DocumentMove): Promise<string>;
  removeDocument?(call: BinderCall, documentId: string, parentDocumentId: string): Promise<void>;
  findDocumentPath?(call: BinderCall, parentDocumentId: string | null, childDocumentId: string): Promise<DocumentPath>;
  openDocumentThumbnail?(call: BinderCall, documentId: string, sizeHint: Point): Promise<OpenedFile>;
  /** undefined: as without this method. */
  getDocumentStreamTypes?(
    call: BinderCall,
    documentId: string,
    mimeTypeFilter: string,
  ): Promise<readonly string[] | null | undefined>;
  openTypedDocument?(
    call: BinderCall,
    documentId: string,
    mimeTypeFilter: string,
    opts: Bundle | null,
  ): Promise<OpenedFile>;
  getDocumentMetadata?(call: BinderCall, documentId: string): Promise<Bundle | null>;
  createWebLinkIntent?(call: BinderCall, documentId: string, options: Bundle | null): Promise<Uri>;
  ejectRoot?(call: BinderCall, rootId: string): Promise<void>;
  refresh?(call: BinderCall, uri: Uri, args: Bundle | null): Promise<boolean>;
  /** A method of the provider's own, one that does not begin with `android:`. */
  call?(call: BinderCall, method: string, arg: string | null, extras: Bundle | null): Promise<Bundle | null>;
  /** What the page behind an AuthenticationRequiredException does when its user has signed in. */
  signIn?(account: string): Promise<void>;
  /** Of a provider whose code runs in a process of its own; the system's are always there. */
  processStatus?(): ProcessStatus;
}

/** Whether a provider's code runs, and the sentence about why not. */
export type ProcessStatus = Readonly<{ state: 'running' | 'stopped' | 'failed'; problem: string | null }>;

/** What a provider may do on the device beyond answering. */
export type ProviderServices = Readonly<{
  /** ContentResolver.notifyChange, `flags` 0. */
  notifyChange(uri: Uri): void;
  /** DocumentsProvider.revokeDocumentPermission: the document's and its tree's URI, for everybody. */
  revokeDocumentPermission(authority: string, documentId: string): void;
}>;
