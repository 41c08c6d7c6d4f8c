// What every check of a documents provider has in its hands: the road as DocumentsUI takes it, and as an app takes it.
import type { Bundle, Projection } from '../../contract/android/cursor.ts';
import {
  buildChildDocumentsUri,
  buildDocumentUri,
  buildDocumentUriUsingTree,
  buildRootsUri,
  buildTreeDocumentUri,
  Document,
  EXTRA_LOADING,
  MIME_TYPE_DIR,
  Root,
} from '../../contract/android/documentsContract.ts';
import {
  FLAG_GRANT_PREFIX_URI_PERMISSION,
  FLAG_GRANT_READ_URI_PERMISSION,
  FLAG_GRANT_WRITE_URI_PERMISSION,
} from '../../contract/android/intent.ts';
import type { Uri } from '../../contract/android/uri.ts';
import type { Context } from '../context.ts';
import type { Cursor } from '../cursor.ts';

/** The device around a provider that is checked. */
export type CheckedDevice = Readonly<{
  authority: string;
  /** DocumentsUI's connection: it holds MANAGE_DOCUMENTS. */
  picker: Context;
  /** An app that has nothing but what it is granted. */
  client: Context;
  /** Grants the app a URI, as an activity's result does. */
  grant(uri: Uri, modeFlags: number): void;
  /** The page to sign in on. @throws {Error} when the provider has none */
  signIn(account: string): Promise<void>;
  /** Ends the provider's process: the next call starts another. */
  restart(): void;
  /** Of an image's bytes, pixels. @throws {Error} for what is no image */
  imageSize(bytes: Uint8Array): Promise<Readonly<{ width: number; height: number }>>;
  /** How long a notice may be on its way, milliseconds. */
  patience: number;
}>;

/** A row by column, as text; null is null. */
export type RowText = Readonly<Record<string, string | null>>;

export type Table = Readonly<{
  columns: readonly string[];
  rows: readonly RowText[];
  extras: Bundle;
  notificationUri: Uri | null;
}>;

/** A document that a walk from the roots came by; `path`: ids from the root's top document to it. */
export type Found = Readonly<{ id: string; row: RowText; rootId: string; path: readonly string[] }>;

/** How much of a provider is looked at. */
const MAX_DOCUMENTS = 300;
const MAX_DEPTH = 8;
const MAX_ROWS = 2_000;

const READ_WRITE = FLAG_GRANT_READ_URI_PERMISSION | FLAG_GRANT_WRITE_URI_PERMISSION;

export class Kit {
  readonly device: CheckedDevice;
  roots: readonly RowText[] = [];
  documents: readonly Found[] = [];
  /** Folders whose listing never ended to load, or that lie within themselves: told by a check of their own. */
  readonly cycles: string[] = [];
  /** URIs of what the checks have made, newest last. */
  readonly made: Uri[] = [];

  constructor(device: CheckedDevice) {
    this.device = device;
  }

  /** Reads the roots and walks down from them, once. */
  async look(): Promise<void> {
    this.roots = (await this.table(buildRootsUri(this.device.authority)))?.rows ?? [];
    const found: Found[] = [];
    for (const root of this.roots) {
      const top = root[Root.COLUMN_DOCUMENT_ID];
      if (top !== null && top !== undefined) await this.#walk(root[Root.COLUMN_ROOT_ID] ?? '', [top], found);
    }
    this.documents = found;
  }

  /** A query, as the picker unless an app is named; null where the client gets null. */
  async table(
    uri: Uri,
    projection: Projection = null,
    args: Bundle = {},
    by = this.device.picker,
  ): Promise<Table | null> {
    const cursor = await by.contentResolver.query(uri, projection, args);
    return cursor === null ? null : tableOf(cursor);
  }

  /** A listing that has finished loading, or null. What EXTRA_LOADING promises is waited for. */
  async children(parentId: string): Promise<Table | null> {
    const uri = buildChildDocumentsUri(this.device.authority, parentId);
    for (let attempt = 0; attempt < 20; attempt++) {
      const { result, isTold } = await this.heard(
        uri,
        () => this.table(uri),
        (table) => table?.extras[EXTRA_LOADING] === true,
      );
      if (result?.extras[EXTRA_LOADING] !== true || !isTold) return result;
    }
    return this.table(uri);
  }

  /** The one row of a document, null when there is none. */
  async document(id: string, projection: Projection = null): Promise<RowText | null> {
    return this.row(buildDocumentUri(this.device.authority, id), projection);
  }

  async row(uri: Uri, projection: Projection = null, by = this.device.picker): Promise<RowText | null> {
    const table = await this.table(uri, projection, {}, by).catch(notFound);
    return table?.rows[0] ?? null;
  }

  /**
   * Does something, and tells whether observers of a URI, or of what is below or above it, hear of it.
   * @param isExpected whether it is worth waiting for, by what came out
   */
  async heard<Result>(
    uri: Uri,
    run: () => Promise<Result>,
    isExpected: (result: Result) => boolean = () => true,
  ): Promise<Readonly<{ result: Result; isTold: boolean }>> {
    let told: () => void = () => undefined;
    const notice = new Promise<void>((resolve) => {
      told = resolve;
    });
    const { contentResolver } = this.device.picker;
    const unregister = await contentResolver.registerContentObserver(uri, true, () => told());
    try {
      const result = await run();
      return { result, isTold: isExpected(result) && (await within(this.device.patience, notice)) };
    } finally {
      unregister();
    }
  }

  /** A document's URI below the tree of its root, which the app is granted as by the tree picker. */
  treeUri(topId: string, id: string): Uri {
    const tree = buildTreeDocumentUri(this.device.authority, topId);
    this.device.grant(tree, READ_WRITE | FLAG_GRANT_PREFIX_URI_PERMISSION);
    return buildDocumentUriUsingTree(tree, id);
  }

  /** A document's URI, granted as by ACTION_OPEN_DOCUMENT. */
  openUri(id: string): Uri {
    const uri = buildDocumentUri(this.device.authority, id);
    this.device.grant(uri, READ_WRITE);
    return uri;
  }

  /** Whether a root is in the folder picker. */
  supportsTrees(rootId: string): boolean {
    const root = this.roots.find((row) => row[Root.COLUMN_ROOT_ID] === rootId);
    return (Number(root?.[Root.COLUMN_FLAGS] ?? 0) & Root.FLAG_SUPPORTS_IS_CHILD) !== 0;
  }

  get files(): readonly Found[] {
    return this.documents.filter(({ row }) => !isDirectory(row));
  }

  get folders(): readonly Found[] {
    return this.documents.filter(({ row }) => isDirectory(row));
  }

  /** The first folder in which documents can be created. */
  get workshop(): Found | null {
    return this.folders.find(({ row }) => has(row, Document.FLAG_DIR_SUPPORTS_CREATE)) ?? null;
  }

  async #walk(rootId: string, path: readonly string[], found: Found[]): Promise<void> {
    const [id = ''] = path.slice(-1);
    const row = await this.document(id);
    if (row === null) return;
    found.push({ id, row, rootId, path });
    if (isDirectory(row)) await this.#walkInto(rootId, path, found);
  }

  async #walkInto(rootId: string, path: readonly string[], found: Found[]): Promise<void> {
    const listing = await this.children(path.at(-1) ?? '').catch(() => null);
    for (const row of listing?.rows ?? []) {
      const id = row[Document.COLUMN_DOCUMENT_ID];
      if (id === null || id === undefined || found.length >= MAX_DOCUMENTS) continue;
      if (path.includes(id)) this.cycles.push(id);
      else {
        found.push({ id, row, rootId, path: [...path, id] });
        if (isDirectory(row) && path.length < MAX_DEPTH) await this.#walkInto(rootId, [...path, id], found);
      }
    }
  }
}

export function isDirectory(row: RowText): boolean {
  return row[Document.COLUMN_MIME_TYPE] === MIME_TYPE_DIR;
}

/** Whether a row's flags have this one. */
export function has(row: RowText, flag: number): boolean {
  return (Number(row[Document.COLUMN_FLAGS] ?? 0) & flag) !== 0;
}

export function isVirtual(row: RowText): boolean {
  return has(row, Document.FLAG_VIRTUAL_DOCUMENT);
}

/** Name of a document as a sentence tells it. */
export function nameOf({ id, row }: Pick<Found, 'id' | 'row'>): string {
  return `“${row[Document.COLUMN_DISPLAY_NAME] ?? id}”`;
}

export async function tableOf(cursor: Cursor): Promise<Table> {
  const columns = cursor.getColumnNames();
  const rows: RowText[] = [];
  while (rows.length < MAX_ROWS && (await cursor.moveToNext()))
    rows.push(Object.fromEntries(columns.map((name, index) => [name, cursor.getString(index)])));
  const table = { columns, rows, extras: cursor.getExtras(), notificationUri: cursor.getNotificationUri() };
  await cursor.close();
  return table;
}

/** Whether a promise resolves in time, milliseconds. */
export async function within(milliseconds: number, promise: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  const isInTime = await Promise.race([promise.then(() => true as const), late]);
  clearTimeout(timer);
  return isInTime;
}

export function notFound(error: unknown): null {
  if (error instanceof Error && error.name === 'FileNotFoundException') return null;
  throw error;
}
