// What the developer guide's snippets do with documents, each call written down as it is made.
import { Document, EXTRA_ERROR, EXTRA_INFO, EXTRA_LOADING } from '../../../contract/android/documentsContract.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import type { OpenMode } from '../../../contract/android/files.ts';
import {
  type ActivityResult,
  FLAG_GRANT_READ_URI_PERMISSION,
  FLAG_GRANT_WRITE_URI_PERMISSION,
  type Intent,
  RESULT_OK,
} from '../../../contract/android/intent.ts';
import type { Uri } from '../../../contract/android/uri.ts';
import type { UriPermission } from '../../../contract/android/uriPermission.ts';
import type { Context } from '../../../sdk/context.ts';
import type { Cursor } from '../../../sdk/cursor.ts';
import { DocumentsContract } from '../../../sdk/documentsContract.ts';
import type { CallLog } from './callLog.ts';
import { grantFlagsText } from './documentWords.ts';

export type DocumentFacts = Readonly<{
  uri: Uri;
  documentId: string;
  displayName: string;
  mimeType: string;
  flags: number;
  /** Bytes; null when the provider does not know. */
  size: number | null;
  /** Milliseconds since 1970 UTC. */
  lastModified: number | null;
}>;

/** What a picker answered: nothing when its user went back. */
export type Picked = Readonly<{ uris: readonly Uri[]; flags: number }>;

export type Listing = Readonly<{
  documents: readonly DocumentFacts[];
  isLoading: boolean;
  /** What the provider says beside the rows. */
  message: string | null;
  /** Told once the rows are old. */
  onChange(changed: () => void): Promise<void>;
  close(): Promise<void>;
}>;

const REQUEST_CODE = 41;
const MODES = FLAG_GRANT_READ_URI_PERMISSION | FLAG_GRANT_WRITE_URI_PERMISSION;

/** How many documents the app keeps. */
const KEPT = 5;

export class DocumentClient {
  readonly #context: Context;
  readonly #log: CallLog;

  constructor(context: Context, log: CallLog) {
    this.#context = context;
    this.#log = log;
  }

  /** @throws {Throwable} ActivityNotFoundException */
  async pick(intent: Intent): Promise<Picked> {
    const what = intent.action.split('.').at(-1);
    const more = { ...(intent.type && { type: intent.type }), ...(intent.extras && { extras: intent.extras }) };
    const detail = Object.keys(more).length === 0 ? '' : `, ${JSON.stringify(more)}`;
    const { resultCode, data } = await this.#log.run(
      `startActivityForResult(${what}${detail})`,
      () => this.#context.startActivityForResult(intent, REQUEST_CODE),
      resultText,
    );
    if (resultCode !== RESULT_OK || data === null) return { uris: [], flags: 0 };
    return { uris: data.clipData ?? (data.data === undefined ? [] : [data.data]), flags: data.flags ?? 0 };
  }

  /** dumpImageMetaData of the guide. @throws {Throwable} FileNotFoundException for a null or an empty cursor */
  async metadata(uri: Uri): Promise<DocumentFacts> {
    const { contentResolver } = this.#context;
    const cursor = await this.#log.run(
      `contentResolver.query(${uri}, null)`,
      () => contentResolver.query(uri, null, null),
      (found) => (found === null ? 'null' : rowsText(found)),
    );
    if (cursor === null) throw new Throwable('FileNotFoundException', `query() answered null for ${uri}`);
    await using _open = cursor;
    if (await cursor.moveToFirst()) return factsOf(cursor, () => uri);
    throw new Throwable('FileNotFoundException', `query() has no row for ${uri}`);
  }

  /** Of a virtual document an export: a text, where it has one. */
  async open({ uri, flags }: DocumentFacts): Promise<Response> {
    const { contentResolver } = this.#context;
    if ((flags & Document.FLAG_VIRTUAL_DOCUMENT) === 0) {
      const stream = await this.#log.run(
        `contentResolver.openInputStream(${uri})`,
        () => contentResolver.openInputStream(uri),
        () => 'a stream',
      );
      return new Response(stream);
    }
    const types = await this.#log.run(
      `contentResolver.getStreamTypes(${uri}, "*/*")`,
      () => contentResolver.getStreamTypes(uri, '*/*'),
      (found) => JSON.stringify(found),
    );
    const type = types?.find((each) => each.startsWith('text/')) ?? types?.[0];
    if (type === undefined) throw new Throwable('FileNotFoundException', `${uri} is virtual and has no export`);
    const exported = await this.#log.run(
      `contentResolver.openTypedAssetFileDescriptor(${uri}, "${type}", null)`,
      () => contentResolver.openTypedAssetFileDescriptor(uri, type, null),
      (file) => `fd ${file.getFd()}`,
    );
    return new Response(exported.createInputStream(), { headers: { 'content-type': type } });
  }

  /** alterDocument of the guide. @returns how many bytes were written */
  async write(uri: Uri, mode: OpenMode, text: string): Promise<number> {
    const bytes = new TextEncoder().encode(text);
    await using file = await this.#log.run(
      `contentResolver.openFileDescriptor(${uri}, "${mode}")`,
      () => this.#context.contentResolver.openFileDescriptor(uri, mode),
      (opened) => `fd ${opened.getFd()}, ${opened.getStatSize()} bytes`,
    );
    await this.#log.run(
      `FileOutputStream.write(${bytes.length} bytes)`,
      () => file.write(0, bytes),
      () => 'written',
    );
    await this.#log.run(
      'close()',
      () => file.close(),
      () => 'closed',
    );
    return bytes.length;
  }

  delete(uri: Uri): Promise<boolean> {
    const { contentResolver } = this.#context;
    return this.#log.run(`DocumentsContract.deleteDocument(${uri})`, () =>
      DocumentsContract.deleteDocument(contentResolver, uri),
    );
  }

  /** @returns the URI that the new document has from now on, whatever name it got */
  create(parent: Uri, mimeType: string, displayName: string): Promise<Uri | null> {
    const { contentResolver } = this.#context;
    return this.#log.run(`DocumentsContract.createDocument(${parent}, "${mimeType}", "${displayName}")`, () =>
      DocumentsContract.createDocument(contentResolver, parent, mimeType, displayName),
    );
  }

  /** The directory of a tree, or one below it. @param documentId null for the top */
  async list(tree: Uri, documentId: string | null): Promise<Listing> {
    const { contentResolver } = this.#context;
    const id = documentId ?? DocumentsContract.getTreeDocumentId(tree);
    const uri = DocumentsContract.buildChildDocumentsUriUsingTree(tree, id);
    const cursor = await this.#log.run(
      `contentResolver.query(${uri}, null)`,
      () => contentResolver.query(uri, null, null),
      (found) => (found === null ? 'null' : `${rowsText(found)} ${extrasText(found)}`.trim()),
    );
    if (cursor === null) throw new Throwable('FileNotFoundException', `query() answered null for ${uri}`);
    const uriOf = (child: string) => DocumentsContract.buildDocumentUriUsingTree(tree, child);
    const documents: DocumentFacts[] = [];
    while (await cursor.moveToNext()) documents.push(factsOf(cursor, uriOf));
    const { [EXTRA_LOADING]: loading, [EXTRA_INFO]: info, [EXTRA_ERROR]: error } = cursor.getExtras();
    return {
      ...{ documents, isLoading: loading === true, message: String(error ?? info ?? '') || null },
      onChange: async (changed) => void (await cursor.registerContentObserver(changed)),
      close: () => cursor.close(),
    };
  }

  /** Keeps what a result offered, and of documents no more than the last five. */
  async keep(uri: Uri, offered: number): Promise<void> {
    const flags = offered & MODES;
    await this.#log.run(
      `contentResolver.takePersistableUriPermission(${uri}, ${grantFlagsText(flags)})`,
      () => this.#context.contentResolver.takePersistableUriPermission(uri, flags),
      () => 'taken',
    );
    for (const old of (await this.kept()).documents.slice(KEPT)) await this.release(old);
  }

  release({ uri, modeFlags }: UriPermission): Promise<void> {
    return this.#log.run(
      `contentResolver.releasePersistableUriPermission(${uri}, ${grantFlagsText(modeFlags)})`,
      () => this.#context.contentResolver.releasePersistableUriPermission(uri, modeFlags),
      () => 'released',
    );
  }

  /** What was taken and not released, the last first: it is there after a reboot. */
  async kept(): Promise<Readonly<{ documents: readonly UriPermission[]; trees: readonly UriPermission[] }>> {
    const all = await this.#log.run(
      'contentResolver.getPersistedUriPermissions()',
      () => this.#context.contentResolver.getPersistedUriPermissions(),
      (found) => `${found.length} taken`,
    );
    const sorted = all.toSorted((one, other) => other.persistedTime - one.persistedTime);
    return {
      documents: sorted.filter(({ uri }) => !DocumentsContract.isTreeUri(uri)),
      trees: sorted.filter(({ uri }) => DocumentsContract.isTreeUri(uri)),
    };
  }
}

function resultText({ resultCode, data }: ActivityResult): string {
  if (resultCode !== RESULT_OK) return 'RESULT_CANCELED';
  const uris = data?.clipData ?? (data?.data === undefined ? [] : [data.data]);
  const where = data?.clipData === undefined ? 'data' : 'clipData';
  return `RESULT_OK, ${where} ${uris.join(', ')}, flags ${grantFlagsText(data?.flags ?? 0)}`;
}

function rowsText(cursor: Cursor): string {
  return `${cursor.getCount()} ${cursor.getCount() === 1 ? 'row' : 'rows'}`;
}

function extrasText(cursor: Cursor): string {
  const extras = cursor.getExtras();
  return Object.keys(extras).length === 0 ? '' : JSON.stringify(extras);
}

/** A row as it is: a column that is not there, or null, is not told. */
function factsOf(cursor: Cursor, uriOf: (documentId: string) => Uri): DocumentFacts {
  const text = (column: string) => {
    const index = cursor.getColumnIndex(column);
    return index < 0 ? null : cursor.getString(index);
  };
  const number = (column: string) => {
    const value = text(column);
    return value === null ? null : Number(value);
  };
  const documentId = text(Document.COLUMN_DOCUMENT_ID) ?? '';
  return {
    ...{ uri: uriOf(documentId), documentId, displayName: text(Document.COLUMN_DISPLAY_NAME) ?? 'Unknown' },
    ...{ mimeType: text(Document.COLUMN_MIME_TYPE) ?? '', flags: number(Document.COLUMN_FLAGS) ?? 0 },
    ...{ size: number(Document.COLUMN_SIZE), lastModified: number(Document.COLUMN_LAST_MODIFIED) },
  };
}
