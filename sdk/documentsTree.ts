// The roots, folders and documents that DocumentsUI would show for a request, found by the names a person reads.
import {
  buildChildDocumentsUri,
  buildDocumentUri,
  buildRootsUri,
  buildSearchDocumentsUri,
  DOWNLOADS_AUTHORITY,
  Document,
  EXTERNAL_STORAGE_AUTHORITY,
  getDocumentId,
  isTreeUri,
  MIME_TYPE_DIR,
  PROVIDER_INTERFACE,
  Root,
} from '../contract/android/documentsContract.ts';
import { type Uri, uriParts } from '../contract/android/uri.ts';
import type { Dialogs } from '../contract/rpc/systemUi.ts';
import type { Context } from './context.ts';
import type { Cursor } from './cursor.ts';

type DocumentsAsk = Dialogs['documentPicker']['ask'];

export type ListedRoot = Readonly<{
  authority: string;
  rootId: string;
  title: string;
  flags: number;
  documentId: string;
}>;

export type ListedDocument = Readonly<{
  authority: string;
  documentId: string;
  displayName: string;
  mimeType: string | null;
  flags: number;
}>;

/** A document, and how it was come to: the folders from the top of its root down, itself among them when it is one. */
export type Found = Readonly<{ document: ListedDocument; root: ListedRoot | null; folders: readonly ListedDocument[] }>;

export function isDirectory({ mimeType }: ListedDocument): boolean {
  return mimeType === MIME_TYPE_DIR;
}

export class DocumentsTree {
  readonly #context: Context;
  readonly #ask: DocumentsAsk;
  /** What was read stays as it is for one answer: hundreds of documents may be picked in it. */
  readonly #listed = new Map<Uri, Promise<readonly ListedDocument[]>>();
  #rootsRead: Promise<readonly ListedRoot[]> | null = null;

  constructor(context: Context, ask: DocumentsAsk) {
    this.#context = context;
    this.#ask = ask;
  }

  /** A path as UserDocuments reads it. @throws {Error} with what is there instead */
  async find(path: string): Promise<Found> {
    const roots = await this.#roots();
    const names = path.split('/').filter((name) => name !== '');
    const [first = ''] = names;
    const titled = roots.find(({ title }) => title === first);
    if (titled !== undefined) return this.#walk(titled, names.slice(1));
    const primary = roots.find((root) => root.authority === EXTERNAL_STORAGE_AUTHORITY && root.rootId === 'primary');
    if (names.length > 1 && primary !== undefined) return this.#walk(primary, names);
    return this.#search(first, roots);
  }

  /** Where the picker opens; Downloads, or else the first root, when the request and the app's last visit say nothing. */
  async start(): Promise<Found> {
    const [here] = await this.#opened();
    if (here !== undefined) return here;
    const roots = await this.#roots();
    const root = roots.find(({ authority }) => authority === DOWNLOADS_AUTHORITY) ?? roots[0];
    if (root === undefined) throw new Error('No root fits this request: DocumentsUI shows “No items”.');
    return this.#walk(root, []);
  }

  async #walk(root: ListedRoot, names: readonly string[]): Promise<Found> {
    const top = await this.#document(buildDocumentUri(root.authority, root.documentId));
    if (top === null) throw new Error(`The root “${root.title}” has no document ${root.documentId}.`);
    let document = top;
    const folders = [top];
    for (const name of names) {
      const children = await this.#children(document);
      const child = children.find(({ displayName }) => displayName === name);
      if (child === undefined) throw new Error(`There is no “${name}” in “${root.title}”: ${namesOf(children)}.`);
      document = child;
      if (isDirectory(child)) folders.push(child);
    }
    return { document, root, folders };
  }

  /** A bare name: where the picker opens, at the top of every root, and by the roots' own search. */
  async #search(name: string, roots: readonly ListedRoot[]): Promise<Found> {
    for (const here of await this.#opened()) {
      const found = (await this.#children(here.document)).find(({ displayName }) => displayName === name);
      if (found !== undefined)
        return {
          document: found,
          root: here.root,
          folders: isDirectory(found) ? [...here.folders, found] : here.folders,
        };
    }
    for (const root of roots) {
      const top: ListedDocument = { ...root, displayName: root.title, mimeType: MIME_TYPE_DIR };
      const found = (await this.#children(top)).find(({ displayName }) => displayName === name);
      if (found !== undefined) return { document: found, root, folders: isDirectory(found) ? [top, found] : [top] };
    }
    for (const root of roots.filter(({ flags }) => (flags & Root.FLAG_SUPPORTS_SEARCH) !== 0)) {
      const answers = await this.#list(root.authority, buildSearchDocumentsUri(root.authority, root.rootId, name));
      const found = answers.find(({ displayName }) => displayName === name);
      if (found !== undefined) return { document: found, root: null, folders: [] };
    }
    const titles = roots.map(({ title }) => `“${title}”`).join(', ');
    throw new Error(`There is no document “${name}”: looked in ${titles || 'no root, as none fits the request'}.`);
  }

  /** The folder of EXTRA_INITIAL_URI, or where this app was last. */
  async #opened(): Promise<readonly Found[]> {
    const { initialUri, lastAccessed } = this.#ask;
    const uris = initialUri === null ? (lastAccessed?.documents.slice(-1) ?? []) : [initialUri];
    const documents = await Promise.all(uris.map((uri) => this.#document(plainUri(uri)).catch(() => null)));
    return documents.flatMap((document) =>
      document !== null && isDirectory(document) ? [{ document, root: null, folders: [document] }] : [],
    );
  }

  #roots(): Promise<readonly ListedRoot[]> {
    this.#rootsRead ??= this.#readRoots();
    return this.#rootsRead;
  }

  /** ProvidersAccess.getMatchingRoots, as far as a script needs it. */
  async #readRoots(): Promise<readonly ListedRoot[]> {
    const providers = await this.#context.queryIntentContentProviders(PROVIDER_INTERFACE);
    const roots: ListedRoot[] = [];
    for (const { authority } of providers) {
      // A provider that fails has no roots; DocumentsUI shows the others.
      const rows = await this.#context.contentResolver.query(buildRootsUri(authority), null).catch(() => null);
      if (rows === null) continue;
      await using cursor = rows;
      while (await cursor.moveToNext()) roots.push(rootOf(authority, cursor));
    }
    return roots.filter((root) => isShown(root, this.#ask));
  }

  async #document(uri: Uri): Promise<ListedDocument | null> {
    const [document] = await this.#list(uriParts(uri).authority, uri);
    return document ?? null;
  }

  #children({ authority, documentId }: ListedDocument): Promise<readonly ListedDocument[]> {
    const uri = buildChildDocumentsUri(authority, documentId);
    const listed = this.#listed.get(uri) ?? this.#list(authority, uri);
    this.#listed.set(uri, listed);
    return listed;
  }

  async #list(authority: string, uri: Uri): Promise<readonly ListedDocument[]> {
    await using cursor = await this.#context.contentResolver.query(uri, null, {});
    const documents: ListedDocument[] = [];
    while (cursor !== null && (await cursor.moveToNext())) documents.push(documentOf(authority, cursor));
    return documents;
  }
}

function isShown(root: ListedRoot, { action, localOnly, excludedAuthorities }: DocumentsAsk): boolean {
  const has = (flag: number) => (root.flags & flag) !== 0;
  if (action === 'CREATE' && !has(Root.FLAG_SUPPORTS_CREATE)) return false;
  if (action === 'OPEN_TREE' && !has(Root.FLAG_SUPPORTS_IS_CHILD)) return false;
  if (localOnly && !has(Root.FLAG_LOCAL_ONLY)) return false;
  return !excludedAuthorities.includes(root.authority);
}

function rootOf(authority: string, row: Cursor): ListedRoot {
  return {
    authority,
    rootId: textOf(row, Root.COLUMN_ROOT_ID) ?? '',
    title: textOf(row, Root.COLUMN_TITLE) ?? '',
    flags: Number(textOf(row, Root.COLUMN_FLAGS) ?? 0),
    documentId: textOf(row, Root.COLUMN_DOCUMENT_ID) ?? '',
  };
}

function documentOf(authority: string, row: Cursor): ListedDocument {
  return {
    authority,
    documentId: textOf(row, Document.COLUMN_DOCUMENT_ID) ?? '',
    displayName: textOf(row, Document.COLUMN_DISPLAY_NAME) ?? '',
    mimeType: textOf(row, Document.COLUMN_MIME_TYPE),
    flags: Number(textOf(row, Document.COLUMN_FLAGS) ?? 0),
  };
}

function textOf(row: Cursor, column: string): string | null {
  const index = row.getColumnIndex(column);
  return index < 0 ? null : row.getString(index);
}

/** EXTRA_INITIAL_URI may be a tree's: the picker opens the document in it. */
function plainUri(uri: Uri): Uri {
  return isTreeUri(uri) ? buildDocumentUri(uriParts(uri).authority, getDocumentId(uri)) : uri;
}

function namesOf(documents: readonly ListedDocument[]): string {
  const names = documents.slice(0, 12).map(({ displayName }) => displayName);
  return names.length === 0 ? 'the folder is empty' : `it has ${names.join(', ')}${documents.length > 12 ? ', …' : ''}`;
}
