// Mirrors androidx.documentfile.provider.DocumentFile: convenient and slow, because each property is a query of its own.
import type { CursorValue } from '../contract/android/cursor.ts';
import {
  buildChildDocumentsUriUsingTree,
  buildDocumentUriUsingTree,
  Document,
  getDocumentId,
  getTreeDocumentId,
  MIME_TYPE_DIR,
} from '../contract/android/documentsContract.ts';
import { Throwable } from '../contract/android/errors.ts';
import { FLAG_GRANT_READ_URI_PERMISSION, FLAG_GRANT_WRITE_URI_PERMISSION } from '../contract/android/intent.ts';
import { PERMISSION_GRANTED, type PermissionResult } from '../contract/android/manifest.ts';
import type { Uri } from '../contract/android/uri.ts';
import type { ContentResolver } from './contentResolver.ts';
import { DocumentsContract, type ProviderLookup } from './documentsContract.ts';

/** What of a Context a DocumentFile uses. */
export type DocumentFileContext = ProviderLookup &
  Readonly<{
    contentResolver: ContentResolver;
    checkUriPermission(uri: Uri, modeFlags: number): Promise<PermissionResult>;
  }>;

/** Nothing is remembered: what is asked twice is queried twice. What goes wrong is a missing value, false or null. */
export class DocumentFile {
  readonly #context: DocumentFileContext;
  readonly #parent: DocumentFile | null;
  readonly #isTree: boolean;
  #uri: Uri;

  private constructor(context: DocumentFileContext, uri: Uri, tree: Readonly<{ parent: DocumentFile | null }> | null) {
    this.#context = context;
    this.#uri = uri;
    this.#isTree = tree !== null;
    this.#parent = tree?.parent ?? null;
  }

  /** A document of ACTION_OPEN_DOCUMENT or ACTION_CREATE_DOCUMENT: it has no children. */
  static fromSingleUri(context: DocumentFileContext, singleUri: Uri): DocumentFile {
    return new DocumentFile(context, singleUri, null);
  }

  /** The folder of ACTION_OPEN_DOCUMENT_TREE, or a document in it. @throws {Throwable} IllegalArgumentException for any other URI */
  static async fromTreeUri(context: DocumentFileContext, treeUri: Uri): Promise<DocumentFile> {
    const treeId = getTreeDocumentId(treeUri);
    const isDocument = await DocumentsContract.isDocumentUri(context, treeUri);
    const uri = buildDocumentUriUsingTree(treeUri, isDocument ? getDocumentId(treeUri) : treeId);
    return new DocumentFile(context, uri, { parent: null });
  }

  getUri(): Uri {
    return this.#uri;
  }

  /** Null for what was not reached through its parent. */
  getParentFile(): DocumentFile | null {
    return this.#parent;
  }

  async getName(): Promise<string | null> {
    return asText(await this.#value(Document.COLUMN_DISPLAY_NAME));
  }

  /** Null for a folder. */
  async getType(): Promise<string | null> {
    const type = await this.#rawType();
    return type === MIME_TYPE_DIR ? null : type;
  }

  async isDirectory(): Promise<boolean> {
    return (await this.#rawType()) === MIME_TYPE_DIR;
  }

  async isFile(): Promise<boolean> {
    const type = await this.#rawType();
    return type !== MIME_TYPE_DIR && (type ?? '') !== '';
  }

  async isVirtual(): Promise<boolean> {
    if (!(await DocumentsContract.isDocumentUri(this.#context, this.#uri))) return false;
    return ((await this.#flags()) & Document.FLAG_VIRTUAL_DOCUMENT) !== 0;
  }

  /** Milliseconds since 1970 UTC; 0 when nobody knows. */
  async lastModified(): Promise<number> {
    return asLong(await this.#value(Document.COLUMN_LAST_MODIFIED));
  }

  /** Bytes; 0 when nobody knows. */
  async length(): Promise<number> {
    return asLong(await this.#value(Document.COLUMN_SIZE));
  }

  async canRead(): Promise<boolean> {
    if (!(await this.#isGranted(FLAG_GRANT_READ_URI_PERMISSION))) return false;
    return ((await this.#rawType()) ?? '') !== '';
  }

  async canWrite(): Promise<boolean> {
    if (!(await this.#isGranted(FLAG_GRANT_WRITE_URI_PERMISSION))) return false;
    const type = (await this.#rawType()) ?? '';
    const flags = await this.#flags();
    if (type === '') return false;
    if ((flags & Document.FLAG_SUPPORTS_DELETE) !== 0) return true;
    if (type === MIME_TYPE_DIR) return (flags & Document.FLAG_DIR_SUPPORTS_CREATE) !== 0;
    return (flags & Document.FLAG_SUPPORTS_WRITE) !== 0;
  }

  async exists(): Promise<boolean> {
    return (await this.#rows(this.#uri, Document.COLUMN_DOCUMENT_ID)).length > 0;
  }

  async delete(): Promise<boolean> {
    const { contentResolver } = this.#context;
    return DocumentsContract.deleteDocument(contentResolver, this.#uri).catch(() => false);
  }

  /** @throws {Throwable} UnsupportedOperationException for a single document */
  async createFile(mimeType: string, displayName: string): Promise<DocumentFile | null> {
    this.#requireTree();
    const { contentResolver } = this.#context;
    const created = DocumentsContract.createDocument(contentResolver, this.#uri, mimeType, displayName);
    const uri = await created.catch(() => null);
    return uri === null ? null : new DocumentFile(this.#context, uri, { parent: this });
  }

  /** @throws {Throwable} UnsupportedOperationException for a single document */
  createDirectory(displayName: string): Promise<DocumentFile | null> {
    return this.createFile(MIME_TYPE_DIR, displayName);
  }

  /** In the provider's order. @throws {Throwable} UnsupportedOperationException for a single document */
  async listFiles(): Promise<readonly DocumentFile[]> {
    this.#requireTree();
    const children = buildChildDocumentsUriUsingTree(this.#uri, getDocumentId(this.#uri));
    const ids = await this.#rows(children, Document.COLUMN_DOCUMENT_ID);
    return ids.map((id) => {
      const uri = buildDocumentUriUsingTree(this.#uri, asText(id) ?? '');
      return new DocumentFile(this.#context, uri, { parent: this });
    });
  }

  /** One query for the list, and one for the name of each until it is found. */
  async findFile(displayName: string): Promise<DocumentFile | null> {
    for (const file of await this.listFiles()) if ((await file.getName()) === displayName) return file;
    return null;
  }

  /** getUri() answers the new URI afterwards. @throws {Throwable} UnsupportedOperationException for a single document */
  async renameTo(displayName: string): Promise<boolean> {
    this.#requireTree();
    const { contentResolver } = this.#context;
    const uri = await DocumentsContract.renameDocument(contentResolver, this.#uri, displayName).catch(() => null);
    if (uri !== null) this.#uri = uri;
    return uri !== null;
  }

  async #rawType(): Promise<string | null> {
    return asText(await this.#value(Document.COLUMN_MIME_TYPE));
  }

  async #flags(): Promise<number> {
    return asLong(await this.#value(Document.COLUMN_FLAGS));
  }

  async #isGranted(modeFlags: number): Promise<boolean> {
    return (await this.#context.checkUriPermission(this.#uri, modeFlags)) === PERMISSION_GRANTED;
  }

  async #value(column: string): Promise<CursorValue> {
    const [value = null] = await this.#rows(this.#uri, column);
    return value;
  }

  /** The one column of every row; none when the query fails. */
  async #rows(uri: Uri, column: string): Promise<readonly CursorValue[]> {
    const values: CursorValue[] = [];
    try {
      const cursor = await this.#context.contentResolver.query(uri, [column], null);
      if (cursor === null) return values;
      while (await cursor.moveToNext()) values.push(cursor.isNull(0) ? null : cursor.getString(0));
      await cursor.close();
    } catch {
      // As on Android: a log line there, and what was read until then.
    }
    return values;
  }

  #requireTree(): void {
    if (!this.#isTree) throw new Throwable('UnsupportedOperationException', '');
  }
}

function asText(value: CursorValue): string | null {
  return value === null ? null : String(value);
}

function asLong(value: CursorValue): number {
  return Math.trunc(Number(value ?? 0)) || 0;
}
