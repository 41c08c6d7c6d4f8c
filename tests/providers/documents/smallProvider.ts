// A documents provider of a few documents in memory, or in files, for the adapter and for whole scenarios.
import type { Bundle, Projection } from '../../../contract/android/cursor.ts';
import { Document, MIME_TYPE_DIR, Root } from '../../../contract/android/documentsContract.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import type { FileChannel, OpenMode } from '../../../contract/android/files.ts';
import type { BinderCall } from '../../../main/content/binderCall.ts';
import type { OpenedFile, ResultSet } from '../../../main/content/contentProvider.ts';
import type { DeviceDocumentsProvider } from '../../../main/providers/documents/deviceDocumentsProvider.ts';
import { systemProviderInfo } from '../../../main/providers/documents/documentsModule.ts';
import { matrixCursor } from '../../../main/providers/documents/matrixCursor.ts';

export const AUTHORITY = 'com.example.small.documents';
export const PACKAGE = 'com.example.small';

export type SmallDocument = Readonly<{
  parent: string | null;
  mimeType: string;
  flags?: number;
  /** Where its bytes are on this computer; else they are `bytes`. */
  path?: string;
  bytes?: Uint8Array;
  /** What it can be exported as. */
  exports?: Readonly<Record<string, Uint8Array>>;
}>;

const DOCUMENT_COLUMNS = Object.values(Document).filter(
  (value) => typeof value === 'string' && value !== MIME_TYPE_DIR,
);

export class SmallProvider implements DeviceDocumentsProvider {
  readonly info = systemProviderInfo({ authority: AUTHORITY, packageName: PACKAGE, label: 'Small' });
  readonly documents: Map<string, SmallDocument>;
  /** Methods that were called, in order. */
  readonly calls: string[] = [];
  /** How each channel ended. */
  readonly closed: (Error | undefined)[] = [];

  constructor(documents: Readonly<Record<string, SmallDocument>>) {
    this.documents = new Map(Object.entries(documents));
  }

  async queryRoots(_call: BinderCall, projection: Projection): Promise<ResultSet | null> {
    const row = { root_id: 'r', title: 'Small', flags: Root.FLAG_SUPPORTS_IS_CHILD, document_id: 'top' };
    return matrixCursor({ projection, defaults: Object.keys(row) }, [row]);
  }

  async queryDocument(_call: BinderCall, documentId: string, projection: Projection): Promise<ResultSet | null> {
    this.calls.push('queryDocument');
    return this.#rows([documentId], projection);
  }

  async queryChildDocuments(
    _call: BinderCall,
    parentDocumentId: string,
    projection: Projection,
    _queryArgs: Bundle,
  ): Promise<ResultSet | null> {
    this.calls.push('queryChildDocuments');
    return this.#rows(
      [...this.documents].flatMap(([id, { parent }]) => (parent === parentDocumentId ? [id] : [])),
      projection,
    );
  }

  async isChildDocument(_call: BinderCall, parentDocumentId: string, documentId: string): Promise<boolean> {
    for (let at = this.documents.get(documentId); at !== undefined; at = this.documents.get(at.parent ?? '')) {
      if (at.parent === parentDocumentId) return true;
    }
    return false;
  }

  async openDocument(_call: BinderCall, documentId: string, mode: OpenMode): Promise<OpenedFile> {
    this.calls.push(`openDocument ${mode}`);
    const { mimeType, path, flags = 0, bytes = new Uint8Array() } = this.#found(documentId);
    if ((flags & Document.FLAG_VIRTUAL_DOCUMENT) !== 0) {
      throw new Throwable('FileNotFoundException', `${documentId} has no bytes of its own.`);
    }
    return path === undefined ? { mimeType, channel: this.channel(bytes) } : { mimeType, path };
  }

  async getDocumentStreamTypes(
    _call: BinderCall,
    documentId: string,
    filter: string,
  ): Promise<readonly string[] | null> {
    const types = Object.keys(this.#found(documentId).exports ?? {});
    return types.length === 0 ? null : types.filter((type) => filter === '*/*' || filter === type);
  }

  async openTypedDocument(_call: BinderCall, documentId: string, filter: string): Promise<OpenedFile> {
    const bytes = this.#found(documentId).exports?.[filter];
    if (bytes === undefined) throw new Throwable('FileNotFoundException', 'The requested MIME type is not supported.');
    return { mimeType: filter, channel: this.channel(bytes, { size: null }) };
  }

  async renameDocument(_call: BinderCall, documentId: string, displayName: string): Promise<string | null> {
    const document = this.#found(documentId);
    this.documents.delete(documentId);
    this.documents.set(displayName, document);
    return displayName;
  }

  async deleteDocument(_call: BinderCall, documentId: string): Promise<void> {
    this.#found(documentId);
    this.documents.delete(documentId);
  }

  /** Bytes in memory; how it ended is in `closed`. */
  channel(content: Uint8Array, { size = content.length }: Readonly<{ size?: number | null }> = {}): FileChannel {
    let bytes = content;
    return {
      size,
      read: async (position, length) => bytes.slice(position, position + length),
      write: async (position, part) => {
        const longer = new Uint8Array(Math.max(bytes.length, position + part.length));
        longer.set(bytes);
        longer.set(part, position);
        bytes = longer;
      },
      close: async (error) => void this.closed.push(error),
    };
  }

  #rows(ids: readonly string[], projection: Projection): ResultSet {
    const rows = ids.map((id) => {
      const { mimeType, flags = 0, bytes } = this.#found(id);
      const size = bytes?.length ?? null;
      return { document_id: id, _display_name: id, mime_type: mimeType, flags, _size: size, last_modified: 1_000 };
    });
    return matrixCursor({ projection, defaults: DOCUMENT_COLUMNS as readonly string[] }, rows);
  }

  #found(documentId: string): SmallDocument {
    const document = this.documents.get(documentId);
    if (document === undefined) throw new Throwable('FileNotFoundException', `Missing ${documentId}`);
    return document;
  }
}
