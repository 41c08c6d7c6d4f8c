// Roots and documents for the tests of the picker, with what a test leaves out.
import { Document, MIME_TYPE_DIR } from '../../../contract/android/documentsContract.ts';
import type { DocumentInfo } from '../../../renderer/documentsui/documentInfo.ts';
import { derivedTypeOf, type RootInfo } from '../../../renderer/documentsui/rootInfo.ts';

export function root(change: Partial<RootInfo> = {}): RootInfo {
  const info = {
    ...{ authority: 'com.example.docs', rootId: 'r', packageName: 'com.example', userId: 0, flags: 0, title: 'Cloud' },
    ...{ summary: null, documentId: 'top', availableBytes: -1, mimeTypes: null, queryArgs: null },
    ...change,
  };
  return { derivedType: derivedTypeOf(info), ...info };
}

export function file(documentId: string, change: Partial<DocumentInfo> = {}): DocumentInfo {
  return {
    ...{ authority: 'com.example.docs', documentId, mimeType: 'image/png', displayName: documentId, summary: null },
    ...{ flags: 0, size: null, lastModified: null },
    ...change,
  };
}

export function folder(documentId: string, change: Partial<DocumentInfo> = {}): DocumentInfo {
  return file(documentId, { mimeType: MIME_TYPE_DIR, flags: Document.FLAG_DIR_SUPPORTS_CREATE, ...change });
}
