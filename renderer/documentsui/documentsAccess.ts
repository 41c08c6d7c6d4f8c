// Mirrors DocumentsUI's DocumentsAccess: single documents, and what the picker does to them.
import { buildDocumentUri, type DocumentPath } from '../../contract/android/documentsContract.ts';
import { type Uri, uriParts } from '../../contract/android/uri.ts';
import type { Context } from '../../sdk/context.ts';
import { DocumentsContract } from '../../sdk/documentsContract.ts';
import { type DocumentInfo, documentInfoFromRow } from './documentInfo.ts';

/** Nothing here throws: what a provider refuses is null. */
export type DocumentsAccess = Readonly<{
  getDocument(uri: Uri): Promise<DocumentInfo | null>;
  findDocumentPath(uri: Uri): Promise<DocumentPath | null>;
  createDocument(parent: DocumentInfo, mimeType: string, displayName: string): Promise<Uri | null>;
}>;

export function contextAccess({ contentResolver }: Context): DocumentsAccess {
  return {
    getDocument: (uri) => orNull(() => queryDocument(contentResolver, uri)),
    findDocumentPath: (uri) => orNull(() => DocumentsContract.findDocumentPath(contentResolver, uri)),
    createDocument: ({ authority, documentId }, mimeType, displayName) =>
      orNull(() =>
        DocumentsContract.createDocument(
          contentResolver,
          buildDocumentUri(authority, documentId),
          mimeType,
          displayName,
        ),
      ),
  };
}

async function queryDocument(resolver: Context['contentResolver'], uri: Uri): Promise<DocumentInfo | null> {
  await using cursor = await resolver.query(uri, null);
  const isThere = (await cursor?.moveToFirst()) === true;
  return cursor !== null && isThere ? documentInfoFromRow(uriParts(uri).authority, cursor) : null;
}

async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch {
    return null;
  }
}
