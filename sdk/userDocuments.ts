// What a person does in DocumentsUI: opens documents, saves one, gives an app a folder.
import {
  buildDocumentUri,
  buildRootUri,
  buildTreeDocumentUri,
  Document,
} from '../contract/android/documentsContract.ts';
import type { Uri } from '../contract/android/uri.ts';
import type { DocumentPickerAction, DocumentStack } from '../contract/rpc/systemUi.ts';
import type { Context } from './context.ts';
import { DocumentsContract } from './documentsContract.ts';
import { DocumentsTree, type Found, isDirectory, type ListedDocument, type ListedRoot } from './documentsTree.ts';
import { type DialogOf, describeDialog, type OpenSystemApp, type Screen, type WaitOptions } from './screen.ts';

const PACKAGE = 'com.android.documentsui';

type DocumentsDialog = DialogOf<'documentPicker'>;

/**
 * Paths are read as a person says them: “Download/report.pdf” is on the device's own storage, “SD card/DCIM/1.jpg” or
 * “Cloud storage/report.pdf” in the root of that title. A bare name is looked for where the picker opens, then at the top
 * of every root, then by the search of those that have one.
 */
export class UserDocuments {
  readonly #screen: Screen;
  readonly #openApp: OpenSystemApp;

  constructor(screen: Screen, openApp: OpenSystemApp) {
    this.#screen = screen;
    this.#openApp = openApp;
  }

  /** Picks documents by path or name; WaitOptions may come last. @throws {Error} for one that is missing, or grey */
  async open(...namesAndOptions: readonly (string | WaitOptions)[]): Promise<void> {
    const names = namesAndOptions.filter((each) => typeof each === 'string');
    const options = namesAndOptions.find((each) => typeof each === 'object');
    const dialog = await this.#expect(['OPEN', 'GET_CONTENT'], options);
    if (names.length > 1 && !dialog.ask.allowMultiple)
      throw new Error(`One document, please: the ${describeDialog(dialog)} takes no more.`);
    await this.#within(dialog, async (tree) => {
      const found: Found[] = [];
      for (const name of names) found.push(await tree.find(name));
      for (const { document } of found) refuseGrey(document, dialog);
      return { uris: found.map(({ document }) => uriOf(document)), stack: stackOf(found[0]) };
    });
  }

  /**
   * Saves what ACTION_CREATE_DOCUMENT asks for, under its own name unless told: “notes.txt”, or with the folder,
   * “Documents/notes.txt”. Without a folder it is where the picker opens, else Downloads.
   */
  async save(path?: string, options?: WaitOptions): Promise<void> {
    const dialog = await this.#expect(['CREATE'], options);
    await this.#within(dialog, async (tree, context) => {
      const { folder, name } = splitPath(path ?? dialog.ask.title ?? '');
      if (name === '') throw new Error('The request has no title: say under which name the document is to be saved.');
      const found = folder === null ? await tree.start() : await tree.find(folder);
      const { authority, documentId, mimeType } = found.document;
      if (!isDirectory(found.document)) throw new Error(`“${folder}” is no folder: its type is ${mimeType}.`);
      const parent = buildDocumentUri(authority, documentId);
      const type = dialog.ask.mimeType ?? '*/*';
      const uri = await DocumentsContract.createDocument(context.contentResolver, parent, type, name);
      if (uri === null) throw new Error(`The provider did not create “${name}”.`);
      return { uris: [uri], stack: stackOf(found) };
    });
  }

  /** “Use this folder”, and its confirmation. @throws {Error} for a folder that Android does not give away */
  async useFolder(path: string, options?: WaitOptions): Promise<void> {
    const dialog = await this.#expect(['OPEN_TREE'], options);
    await this.#within(dialog, async (tree) => {
      const found = await tree.find(path);
      const { authority, documentId, displayName, flags } = found.document;
      if (!isDirectory(found.document)) throw new Error(`“${path}” is no folder.`);
      if ((flags & Document.FLAG_DIR_BLOCKS_OPEN_DOCUMENT_TREE) !== 0)
        throw new Error(`“Use this folder” is off for ${displayName}: it has FLAG_DIR_BLOCKS_OPEN_DOCUMENT_TREE.`);
      return { uris: [buildTreeDocumentUri(authority, documentId)], stack: stackOf(found) };
    });
  }

  async cancel(options?: WaitOptions): Promise<void> {
    await this.#screen.answer(await this.#screen.wait(['documentPicker'], options), null);
  }

  async #expect(actions: readonly DocumentPickerAction[], options?: WaitOptions): Promise<DocumentsDialog> {
    const dialog = await this.#screen.wait(['documentPicker'], options);
    if (actions.includes(dialog.ask.action)) return dialog;
    throw new Error(`This cannot be done in the ${describeDialog(dialog)}.`);
  }

  async #within(
    dialog: DocumentsDialog,
    choose: (
      tree: DocumentsTree,
      context: Context,
    ) => Promise<Readonly<{ uris: readonly Uri[]; stack: DocumentStack | null }>>,
  ): Promise<void> {
    const context = await this.#openApp(PACKAGE);
    try {
      const answer = await choose(new DocumentsTree(context, dialog.ask), context);
      await this.#screen.answer(dialog, answer);
    } finally {
      context.close();
    }
  }
}

/** Config.isDocumentEnabled. @throws {Error} for what DocumentsUI shows in grey */
function refuseGrey(document: ListedDocument, { ask }: DocumentsDialog): void {
  const { displayName, mimeType, flags } = document;
  if (isDirectory(document)) throw new Error(`“${displayName}” is a folder: a tap would open it, and pick nothing.`);
  if (ask.openableOnly && (flags & Document.FLAG_VIRTUAL_DOCUMENT) !== 0)
    throw new Error(`“${displayName}” is grey: it is a virtual document, and the request has CATEGORY_OPENABLE.`);
  const accepts = ask.acceptMimes;
  if (accepts === null || accepts.some((filter) => fits(filter, mimeType ?? ''))) return;
  throw new Error(
    `“${displayName}” is grey: its provider says its type is ${mimeType}, and the request accepts ${accepts.join(', ')}.`,
  );
}

/** MimeTypes.mimeMatches of DocumentsUI. */
function fits(filter: string, mimeType: string): boolean {
  if (filter === '*/*' || filter === mimeType) return true;
  return filter.endsWith('/*') && mimeType.startsWith(filter.slice(0, filter.indexOf('/')));
}

function uriOf({ authority, documentId }: ListedDocument): Uri {
  return buildDocumentUri(authority, documentId);
}

function stackOf(found: Found | undefined): DocumentStack | null {
  if (found === undefined || found.root === null) return null;
  const { root, folders } = found;
  return { rootUri: rootUri(root), documents: folders.map(uriOf) };
}

function rootUri({ authority, rootId }: ListedRoot): Uri {
  return buildRootUri(authority, rootId);
}

function splitPath(path: string): Readonly<{ folder: string | null; name: string }> {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? { folder: null, name: path } : { folder: path.slice(0, slash), name: path.slice(slash + 1) };
}
