// Checks of documents as rows: what lists, pickers and apps read of them.
import {
  buildChildDocumentsUri,
  buildDocumentUri,
  Document,
  EXTRA_LOADING,
} from '../../contract/android/documentsContract.ts';
import { DocumentsContract } from '../documentsContract.ts';
import type { Check, Fail } from './check.ts';
import { type Found, has, isDirectory, type Kit, nameOf, type RowText } from './kit.ts';

const ID = Document.COLUMN_DOCUMENT_ID;
const NO_ID = 'no document can be opened, and the picker shows an empty folder';
const REQUIRED = [
  ...[Document.COLUMN_DOCUMENT_ID, Document.COLUMN_MIME_TYPE, Document.COLUMN_DISPLAY_NAME],
  ...[Document.COLUMN_LAST_MODIFIED, Document.COLUMN_FLAGS, Document.COLUMN_SIZE],
];

/** What is a time in seconds is far below this as milliseconds: 1973. */
const TOO_EARLY = 100_000_000_000;

const columns: Check = {
  name: 'a query without a projection has the columns of the contract',
  async run(kit, fail) {
    for (const { id } of kit.folders.slice(0, 3)) {
      const table = await kit.table(buildChildDocumentsUri(kit.device.authority, id));
      for (const column of REQUIRED)
        if (table !== null && !table.columns.includes(column))
          fail(`There is no column ${column}: ${column === ID ? NO_ID : 'apps that read it fail'}.`);
    }
    return undefined;
  },
};

const values: Check = {
  name: 'rows have an id, a type, a name and plausible values',
  async run(kit, fail) {
    for (const folder of kit.folders) {
      const listing = await kit.children(folder.id);
      if (listing === null) fail(`The listing of ${nameOf(folder)} is null: “Can't load content at the moment”.`);
      for (const [index, row] of listing?.rows.entries() ?? [])
        checkValues(row, `Row ${index + 1} of ${nameOf(folder)}`, fail);
    }
    return undefined;
  },
};

function checkValues(row: RowText, which: string, fail: Fail): void {
  const name = row[Document.COLUMN_DISPLAY_NAME] ?? '';
  const mimeType = row[Document.COLUMN_MIME_TYPE] ?? '';
  const size = row[Document.COLUMN_SIZE] ?? null;
  const time = row[Document.COLUMN_LAST_MODIFIED] ?? null;
  if ((row[Document.COLUMN_DOCUMENT_ID] ?? '') === '') fail(`${which} has no document_id: it cannot be opened.`);
  if (!/^[^/\s]+\/[^/\s*]+$/.test(mimeType))
    fail(`${which} has the type “${mimeType}”: no filter of an app takes it, so it stays grey.`);
  if (name === '') fail(`${which} has no name: users see an empty line.`);
  if (name.includes('/'))
    fail(`${which} has the name “${name}”: apps that save it by its name write elsewhere, or fail.`);
  if (!/^\d+$/.test(row[Document.COLUMN_FLAGS] ?? '')) fail(`${which} has no flags: nothing can be done with it.`);
  if (size !== null && !/^\d+$/.test(size)) fail(`${which} has the size “${size}”; unknown is null, not ${size}.`);
  if (time !== null && !/^\d+$/.test(time)) fail(`${which} has the time “${time}”; unknown is null.`);
  if (time !== null && Number(time) > 0 && Number(time) < TOO_EARLY)
    fail(`${which} was changed at ${time}: that looks like seconds; users see a date of January 1970.`);
}

const projection: Check = {
  name: 'a projection is answered column by column, in its order',
  async run(kit, fail) {
    const [document] = kit.documents;
    if (document === undefined) return 'there is no document';
    const asked = [Document.COLUMN_SIZE, 'a_column_nobody_has', Document.COLUMN_DOCUMENT_ID];
    const table = await kit.table(buildDocumentUri(kit.device.authority, document.id), asked);
    if (table === null || asked.join() !== table.columns.join())
      fail(
        `Asked for ${asked.join(', ')}, the columns are ${table?.columns.join(', ')}: apps that read by position read others.`,
      );
    else if (table.rows[0]?.a_column_nobody_has !== null) fail('A column that the provider does not know is not null.');
    return undefined;
  },
};

const unique: Check = {
  name: 'ids are unique, and no folder lies within itself',
  async run(kit, fail) {
    for (const id of kit.cycles) fail(`Folder ${id} lies within itself: searching or copying it never ends.`);
    for (const folder of kit.folders) {
      const ids = (await kit.children(folder.id))?.rows.map((row) => row[Document.COLUMN_DOCUMENT_ID]) ?? [];
      const double = ids.find((id, index) => ids.indexOf(id) !== index);
      if (double !== undefined)
        fail(
          `${nameOf(folder)} lists the id ${double} twice: selecting one selects both, and deleting one deletes the other.`,
        );
    }
    return undefined;
  },
};

const same: Check = {
  name: 'a document says the same of itself as its folder does',
  async run(kit, fail) {
    for (const found of kit.documents) {
      const own = await kit.document(found.id);
      if (own === null) fail(`${nameOf(found)} is listed, and asked for by its id (${found.id}) it is not there.`);
      const differs = own !== null ? REQUIRED.find((column) => own[column] !== found.row[column]) : undefined;
      if (differs !== undefined)
        fail(
          `${nameOf(found)} has ${differs} ${found.row[differs]} in its folder and ${own?.[differs]} by itself: what apps show depends on the way they came.`,
        );
    }
    return undefined;
  },
};

const stable: Check = {
  name: 'ids are the same after the provider has started anew',
  async run(kit, fail) {
    kit.device.restart();
    for (const found of kit.documents.slice(0, 50)) {
      const row = await kit.document(found.id).catch(() => null);
      if (row === null)
        fail(`After a restart ${nameOf(found)} is not at ${found.id} any more: apps lose what they were granted.`);
      else if (row[Document.COLUMN_DISPLAY_NAME] !== found.row[Document.COLUMN_DISPLAY_NAME])
        fail(`After a restart ${found.id} is another document: apps write into the wrong file.`);
    }
    return undefined;
  },
};

const types: Check = {
  name: 'getType and the row agree',
  async run(kit, fail) {
    for (const found of kit.documents.slice(0, 50)) {
      const uri = buildDocumentUri(kit.device.authority, found.id);
      const type = await kit.device.picker.contentResolver.getType(uri);
      const own = found.row[Document.COLUMN_MIME_TYPE];
      if (type !== own)
        fail(`${nameOf(found)} is ${own} by its row and ${type} by getType: apps open it with another program.`);
    }
    return undefined;
  },
};

const loading: Check = {
  name: 'what is still loading is told of when it has come',
  async run(kit, fail) {
    let isSeen = false;
    kit.device.restart();
    for (const folder of kit.folders) {
      const uri = buildChildDocumentsUri(kit.device.authority, folder.id);
      const isLoading = (table: Awaited<ReturnType<Kit['table']>>) => table?.extras[EXTRA_LOADING] === true;
      const { result, isTold } = await kit.heard(uri, () => kit.table(uri), isLoading);
      if (!isLoading(result)) continue;
      isSeen = true;
      if (!isTold)
        fail(
          `${nameOf(folder)} says EXTRA_LOADING, and no notice follows on its notification URI: the picker shows a progress bar for ever.`,
        );
      else if (isLoading(await kit.children(folder.id))) fail(`${nameOf(folder)} never finishes loading.`);
    }
    return isSeen ? undefined : 'no listing says EXTRA_LOADING';
  },
};

const path: Check = {
  name: 'findDocumentPath tells the way from the root',
  async run(kit, fail) {
    const deepest = kit.documents.toSorted((a, b) => b.path.length - a.path.length)[0];
    if (deepest === undefined) return 'there is no document';
    const { authority, picker } = kit.device;
    const uri = buildDocumentUri(authority, deepest.id);
    const answer = await DocumentsContract.findDocumentPath(picker.contentResolver, uri).catch((error: Error) => error);
    if (answer instanceof Error && answer.name === 'UnsupportedOperationException')
      return 'findDocumentPath is not implemented: the picker opens the root instead of the folder an app names';
    if (answer instanceof Error || answer === null) {
      fail(`findDocumentPath of ${nameOf(deepest)} fails (${answer?.message}): the picker opens elsewhere.`);
      return undefined;
    }
    if (answer.path.at(-1) !== deepest.id)
      fail(`The path of ${nameOf(deepest)} does not end with it: the picker opens another folder.`);
    if (!kit.roots.some((root) => root.document_id === answer.path[0] && root.root_id === answer.rootId))
      fail(`The path of ${nameOf(deepest)} does not begin at the top of its root: the picker's breadcrumbs are wrong.`);
    return undefined;
  },
};

const metadata: Check = {
  name: 'documents that say so have metadata',
  async run(kit, fail) {
    const saying = kit.documents.filter(({ row }) => has(row, Document.FLAG_SUPPORTS_METADATA)).slice(0, 10);
    if (saying.length === 0) return 'no document has FLAG_SUPPORTS_METADATA';
    for (const found of saying) await metadataOf(kit, found, fail);
    return undefined;
  },
};

async function metadataOf(kit: Kit, found: Found, fail: Fail): Promise<void> {
  const uri = buildDocumentUri(kit.device.authority, found.id);
  const answer = DocumentsContract.getDocumentMetadata(kit.device.picker.contentResolver, uri);
  const error = await answer.then(
    () => null,
    (thrown: Error) => thrown,
  );
  if (error !== null)
    fail(
      `${nameOf(found)} has FLAG_SUPPORTS_METADATA, and getDocumentMetadata throws ${error.name}: “Get info” shows nothing.`,
    );
}

/** Whether there is anything to look at below the roots. */
const content: Check = {
  name: 'there is something to look at',
  async run(kit) {
    return kit.documents.some(({ row }) => !isDirectory(row))
      ? undefined
      : 'no file was found: put some in, and check again';
  },
};

export const DOCUMENT_CHECKS = [content, columns, values, projection, unique, same, types, path, metadata, loading];
export const RESTART_CHECKS = [stable];
