// Checks of roots: what the picker's drawer shows, and which pickers show it.
import {
  buildChildDocumentsUri,
  buildDocumentUri,
  buildRecentDocumentsUri,
  buildRootsUri,
  buildSearchDocumentsUri,
  Document,
  QUERY_ARG_DISPLAY_NAME,
  Root,
} from '../../contract/android/documentsContract.ts';
import { DocumentsContract } from '../documentsContract.ts';
import type { Check } from './check.ts';
import { has, isDirectory, type Kit, nameOf, type RowText } from './kit.ts';

const NEEDED = [Root.COLUMN_ROOT_ID, Root.COLUMN_TITLE, Root.COLUMN_DOCUMENT_ID, Root.COLUMN_FLAGS];

const titleOf = (root: RowText) => root[Root.COLUMN_TITLE] ?? root[Root.COLUMN_ROOT_ID] ?? 'without a title';
const rootsWith = (kit: Kit, flag: number) =>
  kit.roots.filter((root) => (Number(root[Root.COLUMN_FLAGS]) & flag) !== 0);

const complete: Check = {
  name: 'roots have an id, a title, a top document and flags',
  async run(kit, fail) {
    if (kit.roots.length === 0) fail('There is no root, not even signed in: the provider is not in the picker.');
    const ids = kit.roots.map((root) => root[Root.COLUMN_ROOT_ID]);
    for (const root of kit.roots) {
      for (const column of NEEDED)
        if ((root[column] ?? '') === '')
          fail(
            `Root “${titleOf(root)}” has no ${column}: the picker's drawer shows a line that opens nothing, or none.`,
          );
      if (root[Root.COLUMN_MIME_TYPES] === '')
        fail(`Root “${titleOf(root)}” has an empty text as mime_types: no picker shows it; null says “all types”.`);
    }
    if (new Set(ids).size !== ids.length) fail('Two roots have one id: the picker opens the wrong account.');
    return undefined;
  },
};

const topDocument: Check = {
  name: 'the top document of each root is a folder',
  async run(kit, fail) {
    for (const root of kit.roots) {
      const id = root[Root.COLUMN_DOCUMENT_ID] ?? '';
      const row = await kit.document(id);
      if (row === null) fail(`Root “${titleOf(root)}” begins at ${id}, which is not there: tapping it shows an error.`);
      else if (!isDirectory(row))
        fail(`Root “${titleOf(root)}” begins at ${id}, which is no folder: nothing is listed.`);
    }
    return undefined;
  },
};

const treeFlag: Check = {
  name: 'roots whose provider knows its children say so',
  async run(kit, fail) {
    const silent = kit.roots.filter((root) => !rootsWith(kit, Root.FLAG_SUPPORTS_IS_CHILD).includes(root));
    const child = kit.documents.find(({ path }) => path.length > 1);
    if (silent.length === 0 || child === undefined) return undefined;
    const { authority, picker } = kit.device;
    const parent = buildDocumentUri(authority, child.path[0] ?? '');
    const isChild = DocumentsContract.isChildDocument(
      picker.contentResolver,
      parent,
      buildDocumentUri(authority, child.id),
    );
    if (!(await isChild)) return 'isChildDocument is not implemented: the roots are in no folder picker, on purpose';
    for (const root of silent) {
      const what = 'has no FLAG_SUPPORTS_IS_CHILD though isChildDocument is implemented';
      fail(`Root “${titleOf(root)}” ${what}: it is missing when an app asks for a folder (ACTION_OPEN_DOCUMENT_TREE).`);
    }
    return undefined;
  },
};

const createFlag: Check = {
  name: 'roots that say so can be saved in',
  async run(kit, fail) {
    const creating = rootsWith(kit, Root.FLAG_SUPPORTS_CREATE);
    if (creating.length === 0) return 'no root has FLAG_SUPPORTS_CREATE';
    for (const root of creating) {
      const own = kit.folders.filter(({ rootId }) => rootId === root[Root.COLUMN_ROOT_ID]);
      if (!own.some(({ row }) => has(row, Document.FLAG_DIR_SUPPORTS_CREATE)))
        fail(`No folder of root “${titleOf(root)}” has FLAG_DIR_SUPPORTS_CREATE: “Save” stays grey wherever one goes.`);
    }
    return undefined;
  },
};

const recents: Check = {
  name: 'recent documents are files that can be opened',
  async run(kit, fail) {
    const roots = rootsWith(kit, Root.FLAG_SUPPORTS_RECENTS);
    if (roots.length === 0) return 'no root has FLAG_SUPPORTS_RECENTS';
    for (const root of roots) {
      const uri = buildRecentDocumentsUri(kit.device.authority, root[Root.COLUMN_ROOT_ID] ?? '');
      const table = await kit.table(uri);
      if (table === null) fail(`Root “${titleOf(root)}” answers null for its recent documents: “Recent” skips it.`);
      for (const row of table?.rows ?? []) {
        const id = row[Document.COLUMN_DOCUMENT_ID] ?? '';
        if (isDirectory(row)) fail(`“Recent” of “${titleOf(root)}” holds the folder ${id}: it shows files only.`);
        if ((await kit.document(id)) === null) fail(`“Recent” offers ${id}, which is not there: tapping it fails.`);
      }
    }
    return undefined;
  },
};

const search: Check = {
  name: 'a search finds a document by a part of its name, in either case',
  async run(kit, fail) {
    const roots = rootsWith(kit, Root.FLAG_SUPPORTS_SEARCH);
    if (roots.length === 0) return 'no root has FLAG_SUPPORTS_SEARCH';
    for (const root of roots) {
      const rootId = root[Root.COLUMN_ROOT_ID] ?? '';
      const wanted = kit.files.find((file) => file.rootId === rootId && (file.row._display_name ?? '').length > 3);
      if (wanted === undefined) continue;
      const words = (wanted.row[Document.COLUMN_DISPLAY_NAME] ?? '').slice(0, -1).toUpperCase();
      const uri = buildSearchDocumentsUri(kit.device.authority, rootId, words);
      const found = await kit.table(uri, null, { [QUERY_ARG_DISPLAY_NAME]: words });
      if (!found?.rows.some((row) => row[Document.COLUMN_DOCUMENT_ID] === wanted.id))
        fail(`Searching “${titleOf(root)}” for “${words}” does not find ${nameOf(wanted)}: users think it is lost.`);
      const none = await kit.table(uri, null, { [QUERY_ARG_DISPLAY_NAME]: 'no document has this name' });
      if ((none?.rows.length ?? 0) > 0)
        fail(`Searching “${titleOf(root)}” for a name that nothing has finds something.`);
    }
    return undefined;
  },
};

const notificationUris: Check = {
  name: 'listings say which notice makes them old',
  async run(kit, fail) {
    const root = await kit.table(buildRootsUri(kit.device.authority));
    if (root === null) fail('queryRoots answers null: the provider is not in the picker.');
    for (const folder of kit.folders.slice(0, 5)) {
      const table = await kit.table(buildChildDocumentsUri(kit.device.authority, folder.id));
      if (table?.notificationUri === null)
        fail(`The listing of ${nameOf(folder)} has no notification URI: the picker never shows what changes in it.`);
    }
    return undefined;
  },
};

const signOut: Check = {
  name: 'signing out takes the roots away, and says so',
  async run(kit, fail) {
    const { authority, picker } = kit.device;
    const uri = buildRootsUri(authority);
    const count = async () => (await kit.table(uri))?.rows.length ?? 0;
    const leave = async () => {
      await picker.contentResolver.call(authority, 'signOut', null, null).catch(() => null);
      return count();
    };
    const { result: left, isTold } = await kit.heard(uri, leave, (roots) => roots < kit.roots.length);
    if (left === kit.roots.length)
      return 'call("signOut") leaves the roots as they are: the provider has none, or it does not sign out';
    if (left > 0) fail('Signed out, the provider still has roots: the picker shows an account that opens nothing.');
    if (!isTold) fail('Nobody was told that the roots changed: the picker shows the account until it is opened anew.');
    const { isTold: isToldAgain } = await kit.heard(uri, () => kit.device.signIn('check@example.com'));
    if ((await count()) === 0) fail('Signed in again, the provider has no root.');
    if (!isToldAgain) fail('Nobody was told of the roots after signing in: users sign in, and nothing appears.');
    return undefined;
  },
};

export const ROOT_CHECKS = [complete, topDocument, treeFlag, createFlag, recents, search, notificationUris];
export const ACCOUNT_CHECKS = [signOut];
