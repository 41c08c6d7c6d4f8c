// The storage provider as the document picker, and apps with a grant, see it.

import type { Bundle, CursorValue, Projection } from '../../../contract/android/cursor.ts';
import {
  buildChildDocumentsUri,
  buildDocumentUri,
  CALL_KEY,
  EXTERNAL_STORAGE_AUTHORITY,
  METHOD,
} from '../../../contract/android/documentsContract.ts';
import type { OpenMode } from '../../../contract/android/files.ts';
import type { Uri } from '../../../contract/android/uri.ts';
import { uriParts } from '../../../contract/android/uri.ts';
import { callAs } from '../../../main/activity/systemCaller.ts';
import { FileDescriptors } from '../../../main/content/fileDescriptors.ts';
import { SYSTEM_PACKAGES } from '../../../main/packages/packageManager.ts';
import type { System } from '../../../main/system.ts';

export type Document = Readonly<Record<string, CursorValue>>;

export class StorageProbe {
  readonly #system: System;

  constructor(system: System) {
    this.#system = system;
  }

  /** Null where the client gets a null cursor. */
  async query(uri: Uri, projection: Projection = null, queryArgs: Bundle = {}): Promise<readonly Document[] | null> {
    const result = await this.#system.resolver.query(this.#call(), uri, projection, queryArgs);
    if (result === null) return null;
    const rows = result.window(0, result.count);
    return rows.map((row) => Object.fromEntries(result.columns.map((column, index) => [column, row[index] ?? null])));
  }

  async document(documentId: string): Promise<Document | null> {
    return (await this.query(buildDocumentUri(EXTERNAL_STORAGE_AUTHORITY, documentId)))?.[0] ?? null;
  }

  /** Ids, in order. */
  async children(documentId: string): Promise<readonly string[]> {
    const rows = await this.query(buildChildDocumentsUri(EXTERNAL_STORAGE_AUTHORITY, documentId));
    return (rows ?? []).map(({ document_id }) => String(document_id)).sort();
  }

  /** An id of the result, where there is one. */
  async call(method: keyof typeof METHOD, extras: Bundle): Promise<Bundle | null> {
    return this.#system.resolver.call(this.#call(), EXTERNAL_STORAGE_AUTHORITY, {
      method: METHOD[method],
      arg: null,
      extras,
    });
  }

  async create(parent: string, mimeType: string, displayName: string): Promise<string> {
    const extras = {
      [CALL_KEY.URI]: uriOf(parent),
      [CALL_KEY.MIME_TYPE]: mimeType,
      [CALL_KEY.DISPLAY_NAME]: displayName,
    };
    return idOf(await this.call('CREATE_DOCUMENT', extras));
  }

  async rename(documentId: string, displayName: string): Promise<string> {
    const extras = { [CALL_KEY.URI]: uriOf(documentId), [CALL_KEY.DISPLAY_NAME]: displayName };
    return idOf(await this.call('RENAME_DOCUMENT', extras));
  }

  async move(documentId: string, from: string, to: string): Promise<string> {
    const extras = {
      [CALL_KEY.URI]: uriOf(documentId),
      [CALL_KEY.PARENT_URI]: uriOf(from),
      [CALL_KEY.TARGET_URI]: uriOf(to),
    };
    return idOf(await this.call('MOVE_DOCUMENT', extras));
  }

  async delete(documentId: string): Promise<void> {
    await this.call('DELETE_DOCUMENT', { [CALL_KEY.URI]: uriOf(documentId) });
  }

  /** A file of a process of its own; whoever opens it closes it. */
  async open(documentId: string, mode: OpenMode) {
    const descriptors = new FileDescriptors();
    const opened = await this.#system.resolver.openFile(this.#call(), uriOf(documentId), mode);
    const { fd, statSize } = await descriptors.open(opened, mode);
    return {
      statSize,
      read: (position: number, length: number) => descriptors.read(fd, position, length),
      write: (position: number, bytes: Uint8Array | string) =>
        descriptors.write(fd, position, typeof bytes === 'string' ? Buffer.from(bytes) : bytes),
      close: () => descriptors.close(fd),
    };
  }

  async save(documentId: string, mode: OpenMode, bytes: Uint8Array | string): Promise<void> {
    const file = await this.open(documentId, mode);
    await file.write(0, bytes);
    await file.close();
  }

  async text(documentId: string): Promise<string> {
    const file = await this.open(documentId, 'r');
    const bytes = await file.read(0, file.statSize);
    await file.close();
    return Buffer.from(bytes).toString();
  }

  #call() {
    return callAs(this.#system, SYSTEM_PACKAGES.documentsUi, new AbortController().signal);
  }
}

export function uriOf(documentId: string): Uri {
  return buildDocumentUri(EXTERNAL_STORAGE_AUTHORITY, documentId);
}

function idOf(result: Bundle | null): string {
  const uri = result?.[CALL_KEY.URI];
  return typeof uri === 'string' ? (uriParts(uri as Uri).segments[1] ?? '') : '';
}
