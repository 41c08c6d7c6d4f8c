// Checks of changes: documents that are made, written, renamed, copied, moved and deleted, by an app that was granted a folder.
import {
  buildChildDocumentsUri,
  buildDocumentUri,
  Document,
  getDocumentId,
  MIME_TYPE_DIR,
} from '../../contract/android/documentsContract.ts';
import type { OpenMode } from '../../contract/android/files.ts';
import type { Uri } from '../../contract/android/uri.ts';
import type { Context } from '../context.ts';
import { DocumentsContract } from '../documentsContract.ts';
import type { Check, Fail } from './check.ts';
import { has, isDirectory, type Kit, nameOf, type RowText } from './kit.ts';

const NO_WORKSHOP = 'no folder has FLAG_DIR_SUPPORTS_CREATE';

/** A document that a check made, and its row as it was then. */
type Made = Readonly<{ uri: Uri; id: string; row: RowText | null }>;

/** The way to what is edited: an app's below the tree of its root, the picker's own where there are no trees. */
function editor(kit: Kit): Readonly<{ by: Context; uriOf(id: string): Uri }> {
  const { workshop, device } = kit;
  if (workshop === null || !kit.supportsTrees(workshop.rootId))
    return { by: device.picker, uriOf: (id) => buildDocumentUri(device.authority, id) };
  return { by: device.client, uriOf: (id) => kit.treeUri(workshop.path[0] ?? '', id) };
}

/** Names say where it came from, if it stays. */
async function create(kit: Kit, folderId: string, mimeType: string, name: string): Promise<Made> {
  const { by, uriOf } = editor(kit);
  const uri = await DocumentsContract.createDocument(by.contentResolver, uriOf(folderId), mimeType, name);
  if (uri === null) throw new Error('createDocument answered null');
  kit.made.push(uri);
  // Asked for alone: below a tree, what is not there may be told in another way.
  const id = getDocumentId(uri);
  return { uri, id, row: await kit.document(id) };
}

const listed = async (kit: Kit, folderId: string, id: string) =>
  (await kit.children(folderId))?.rows.some((row) => row[Document.COLUMN_DOCUMENT_ID] === id) === true;

const creates: Check = {
  name: 'a document that is created is there, and its folder says so',
  async run(kit, fail) {
    const folder = kit.workshop;
    if (folder === null) return NO_WORKSHOP;
    const children = buildChildDocumentsUri(kit.device.authority, folder.id);
    const make = () => create(kit, folder.id, 'text/plain', 'provider check.txt');
    const { result: made, isTold } = await kit.heard(children, make);
    if (made.row === null)
      fail(
        `createDocument answers the id ${made.id}, and there is no such document: “Save” seems to work, and what is saved is lost.`,
      );
    else if (isDirectory(made.row)) fail('createDocument made a folder of a text file.');
    if (!(await listed(kit, folder.id, made.id)))
      fail(`What is created in ${nameOf(folder)} is not listed there: users look for what they saved in vain.`);
    if (!isTold)
      fail(
        `No notice follows on the listing of ${nameOf(folder)} after something was created: the picker goes on showing the old one.`,
      );
    const second = await create(kit, folder.id, 'text/plain', 'provider check.txt');
    if (second.id === made.id)
      fail(
        'Creating a document of a name that is taken answers the one that is there: saving overwrites without a question.',
      );
    return undefined;
  },
};

const createsFolders: Check = {
  name: 'a folder that is created can be filled',
  async run(kit, fail) {
    const workshop = kit.workshop;
    if (workshop === null) return NO_WORKSHOP;
    const folder = await create(kit, workshop.id, MIME_TYPE_DIR, 'provider check');
    if (folder.row === null || !isDirectory(folder.row)) {
      fail('“New folder” does not make a folder.');
      return undefined;
    }
    if (!has(folder.row, Document.FLAG_DIR_SUPPORTS_CREATE)) return 'new folders do not say that they can be filled';
    const inner = await create(kit, folder.id, 'text/plain', 'inner.txt');
    const uri = kit.treeUri(workshop.path[0] ?? '', inner.id);
    const error = await kit.table(uri, null, {}, kit.device.client).then(
      () => null,
      (thrown: Error) => thrown,
    );
    if (error !== null)
      fail(`What is created in a new folder is refused to an app that was granted the root (${error.message}).`);
    return undefined;
  },
};

const writes: Check = {
  name: 'what is written is read again',
  async run(kit, fail) {
    const folder = kit.workshop;
    if (folder === null) return NO_WORKSHOP;
    const made = await create(kit, folder.id, 'text/plain', 'provider check written.txt');
    if (made.row === null || !has(made.row, Document.FLAG_SUPPORTS_WRITE))
      return 'what is created has no FLAG_SUPPORTS_WRITE';
    const uri = kit.openUri(made.id);
    const children = buildChildDocumentsUri(kit.device.authority, folder.id);
    const { isTold } = await kit.heard(children, () => write(kit, uri, 'wt', 'twelve bytes'));
    if ((await read(kit, uri)) !== 'twelve bytes')
      fail('What was written is not what is read: documents are damaged as they are saved.');
    await write(kit, uri, 'wt', 'short');
    const second = await read(kit, uri);
    if (second !== 'short')
      fail(
        `After "short" was written with "wt", the file is “${second}”: "wt" must truncate, or the end of what was there stays behind what is saved.`,
      );
    const size = (await kit.row(uri))?.[Document.COLUMN_SIZE] ?? null;
    if (size !== null && second === 'short' && size !== '5')
      fail(`The size stays ${size} after 5 bytes were written: apps read a part, or wait for more.`);
    if (!isTold)
      fail(
        'No notice follows on the folder’s listing after a document was written: the picker shows its old size and date.',
      );
    return undefined;
  },
};

async function write(kit: Kit, uri: Uri, mode: OpenMode, words: string): Promise<void> {
  const writer = (await kit.device.client.contentResolver.openOutputStream(uri, mode)).getWriter();
  await writer.write(new TextEncoder().encode(words));
  await writer.close();
}

async function read(kit: Kit, uri: Uri): Promise<string> {
  const stream = await kit.device.client.contentResolver.openInputStream(uri);
  return new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).text();
}

const renames: Check = {
  name: 'renaming changes the name, and nothing else',
  async run(kit, fail) {
    const folder = kit.workshop;
    if (folder === null) return NO_WORKSHOP;
    const made = await create(kit, folder.id, 'text/plain', 'provider check old.txt');
    if (made.row === null || !has(made.row, Document.FLAG_SUPPORTS_RENAME))
      return 'what is created has no FLAG_SUPPORTS_RENAME';
    const children = buildChildDocumentsUri(kit.device.authority, folder.id);
    const { contentResolver } = editor(kit).by;
    const run = () => DocumentsContract.renameDocument(contentResolver, made.uri, 'provider check new.txt');
    const { result: uri, isTold } = await kit.heard(children, run);
    if (uri === null) return undefined;
    kit.made.push(uri);
    const row = await kit.document(getDocumentId(uri));
    if (row === null)
      fail('After renaming, the document is not where renameDocument says: apps lose it while it is open.');
    else if (row[Document.COLUMN_DISPLAY_NAME] === made.row[Document.COLUMN_DISPLAY_NAME])
      fail('renameDocument does not change the name.');
    else if (row[Document.COLUMN_MIME_TYPE] !== made.row[Document.COLUMN_MIME_TYPE])
      fail('renameDocument changes the type.');
    if (getDocumentId(uri) !== made.id && (await kit.document(made.id)) !== null)
      fail('After renaming, the document is at its old id and at its new one: users see it twice.');
    if (!isTold)
      fail('No notice follows on the folder’s listing after a document was renamed: the picker shows the old name.');
    return undefined;
  },
};

const deletes: Check = {
  name: 'what is deleted is gone',
  async run(kit, fail) {
    const folder = kit.workshop;
    if (folder === null) return NO_WORKSHOP;
    const made = await create(kit, folder.id, 'text/plain', 'provider check deleted.txt');
    if (made.row === null || !has(made.row, Document.FLAG_SUPPORTS_DELETE))
      return 'what is created has no FLAG_SUPPORTS_DELETE';
    const children = buildChildDocumentsUri(kit.device.authority, folder.id);
    const run = () => DocumentsContract.deleteDocument(editor(kit).by.contentResolver, made.uri);
    const { isTold } = await kit.heard(children, run);
    if ((await kit.document(made.id)) !== null)
      fail('deleteDocument succeeds, and the document is still there: users believe that it is gone.');
    if (await listed(kit, folder.id, made.id)) fail(`What was deleted is still listed in ${nameOf(folder)}.`);
    if (!isTold)
      fail(
        'No notice follows on the folder’s listing after a document was deleted: the picker offers what is not there.',
      );
    return undefined;
  },
};

const missing: Check = {
  name: 'a document that is not there any more is not found',
  async run(kit, fail) {
    const folder = kit.workshop;
    if (folder === null) return NO_WORKSHOP;
    const made = await create(kit, folder.id, 'text/plain', 'provider check missing.txt');
    const { contentResolver } = kit.device.picker;
    await DocumentsContract.deleteDocument(contentResolver, made.uri).catch(() => false);
    if (await listed(kit, folder.id, made.id)) return 'what is created cannot be deleted';
    const row = await kit.document(made.id).catch((error: Error) => error);
    if (row instanceof Error)
      fail(
        `Asking for what was deleted throws ${row.name}: a query answers null, or no row, or FileNotFoundException.`,
      );
    else if (row !== null) fail('A document that was deleted is answered with a row: apps take it for alive.');
    const file = await contentResolver
      .openFileDescriptor(buildDocumentUri(kit.device.authority, made.id), 'r')
      .catch((error: Error) => error);
    if (!(file instanceof Error)) fail('A document that was deleted can be opened: apps save empty copies of it.');
    else if (file.name !== 'FileNotFoundException')
      fail(
        `Opening what was deleted throws ${file.name} instead of FileNotFoundException: apps that catch that crash.`,
      );
    return undefined;
  },
};

const copies: Check = {
  name: 'copies and moves arrive',
  async run(kit, fail) {
    const workshop = kit.workshop;
    if (workshop === null) return NO_WORKSHOP;
    const made = await create(kit, workshop.id, 'text/plain', 'provider check copied.txt');
    const flags = made.row ?? {};
    if (!has(flags, Document.FLAG_SUPPORTS_COPY) && !has(flags, Document.FLAG_SUPPORTS_MOVE))
      return 'what is created can be neither copied nor moved by its provider';
    const target = await create(kit, workshop.id, MIME_TYPE_DIR, 'provider check target');
    const { contentResolver } = kit.device.picker;
    if (has(flags, Document.FLAG_SUPPORTS_COPY)) {
      const copy = await DocumentsContract.copyDocument(contentResolver, made.uri, target.uri);
      await arrived(kit, { uri: copy, folder: target }, 'copyDocument', fail);
      if ((await kit.row(made.uri)) === null) fail('After copying, the original is gone.');
    }
    if (has(flags, Document.FLAG_SUPPORTS_MOVE)) {
      const from = buildDocumentUri(kit.device.authority, workshop.id);
      const moved = await DocumentsContract.moveDocument(contentResolver, made.uri, from, target.uri);
      await arrived(kit, { uri: moved, folder: target }, 'moveDocument', fail);
      if (await listed(kit, workshop.id, made.id))
        fail('After moving, the document is still in the folder it came from.');
    }
    return undefined;
  },
};

async function arrived(
  kit: Kit,
  { uri, folder }: Readonly<{ uri: Uri | null; folder: Made }>,
  method: string,
  fail: Fail,
): Promise<void> {
  if (uri !== null) kit.made.push(uri);
  if (uri === null || (await kit.row(uri)) === null)
    fail(`${method} answers a document that is not there: users lose it.`);
  else if (!(await listed(kit, folder.id, getDocumentId(uri))))
    fail(`${method} does not bring the document into its folder.`);
}

const FLAGGED = [
  [Document.FLAG_SUPPORTS_RENAME, 'FLAG_SUPPORTS_RENAME', 'android:renameDocument', 'Rename not supported'],
  [Document.FLAG_SUPPORTS_DELETE, 'FLAG_SUPPORTS_DELETE', 'android:deleteDocument', 'Delete not supported'],
  [Document.FLAG_SUPPORTS_COPY, 'FLAG_SUPPORTS_COPY', 'android:copyDocument', 'Copy not supported'],
  [Document.FLAG_SUPPORTS_MOVE, 'FLAG_SUPPORTS_MOVE', 'android:moveDocument', 'Move not supported'],
] as const;

/** Of a document that is not there: a method that exists says so, one that does not says that instead. */
const flags: Check = {
  name: 'methods that flags promise are there',
  async run(kit, fail) {
    const { authority, picker } = kit.device;
    const uri = buildDocumentUri(authority, 'no-such-document-7f3a');
    for (const [flag, name, method, words] of FLAGGED) {
      const promising = kit.documents.find(({ row }) => has(row, flag));
      if (promising === undefined) continue;
      const extras = { uri, parentUri: uri, 'android.content.extra.TARGET_URI': uri, _display_name: 'x' };
      const error = await picker.contentResolver.call(authority, method, null, extras).catch((thrown: Error) => thrown);
      if (error instanceof Error && error.message === words)
        fail(
          `${nameOf(promising)} has ${name}, and the provider has no such method: the menu offers what always fails.`,
        );
    }
    return undefined;
  },
};

/** Takes away what the checks made, as far as the provider lets it. */
export async function cleanUp(kit: Kit): Promise<void> {
  for (const uri of kit.made.toReversed())
    await DocumentsContract.deleteDocument(kit.device.picker.contentResolver, uri).catch(() => undefined);
}

export const EDIT_CHECKS: readonly Check[] = [
  flags,
  creates,
  createsFolders,
  writes,
  renames,
  deletes,
  missing,
  copies,
];
