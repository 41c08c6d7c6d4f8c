// Mirrors FileSystemProvider.createDocument, renameDocument, moveDocument and deleteDocument.
import { posix } from 'node:path';
import { MIME_TYPE_DIR } from '../../../../contract/android/documentsContract.ts';
import { Throwable } from '../../../../contract/android/errors.ts';
import { buildValidFatFilename } from '../../../content/fatFilename.ts';
import { childOf, failure } from '../../../device/volumePath.ts';
import type { DocumentMove, NewDocument } from '../deviceDocumentsProvider.ts';
import { type DocumentLookup, type FoundDocument, parentPlace } from './documentLookup.ts';
import { buildUniqueName } from './documentNames.ts';
import { failedTo } from './storageErrors.ts';

type Services = Readonly<{
  lookup: DocumentLookup;
  /** Brings MediaStore's rows in line with a path of the device, and with what is below it. */
  scanFile(path: string): Promise<void>;
  /** Nobody has the document by this id any more; what is given for a tree of it is not looked at. */
  revoke(documentId: string): void;
}>;

/** One edit at a time: a name that was free is still free when it is taken. */
export class DocumentEdits {
  readonly #services: Services;
  #last: Promise<unknown> = Promise.resolve();

  constructor(services: Services) {
    this.#services = services;
  }

  create(document: NewDocument): Promise<string> {
    return this.#inTurn(() => this.#create(document));
  }

  /** @returns the new id */
  rename(documentId: string, displayName: string): Promise<string> {
    return this.#inTurn(() => this.#rename(documentId, displayName));
  }

  move(move: DocumentMove): Promise<string> {
    return this.#inTurn(() => this.#move(move));
  }

  delete(documentId: string): Promise<void> {
    return this.#inTurn(() => this.#delete(documentId));
  }

  async #create({ parentDocumentId, mimeType, displayName }: NewDocument): Promise<string> {
    const { lookup, scanFile } = this.#services;
    const parent = lookup.found(parentDocumentId);
    if (!parent.entry.isDirectory) throw new Throwable('IllegalArgumentException', "Parent document isn't a directory");
    const { files } = parent.root.volume;
    const directory = files.spelled(parent.relative);
    const name = buildUniqueName(mimeType, validName(displayName), (each) =>
      files.existsIgnoringCase(childOf(directory, each)),
    );
    const path = `${parent.path}/${name}`;
    if (mimeType === MIME_TYPE_DIR) await attempt('mkdir', path, () => files.mkdirs(childOf(directory, name)));
    else await attempt('touch', path, () => files.openForWriting(childOf(directory, name), { truncate: false }));
    await scanFile(path);
    return lookup.idOf(path);
  }

  async #rename(documentId: string, displayName: string): Promise<string> {
    const { lookup } = this.#services;
    const document = lookup.found(documentId);
    const { files } = document.root.volume;
    const parent = parentPlace(document);
    const valid = validName(displayName);
    if (parent === null) throw failedTo('rename to', posix.join(posix.dirname(document.path), valid), null);
    const directory = files.spelled(parent.relative);
    const name = buildUniqueName(null, valid, (each) => files.existsIgnoringCase(childOf(directory, each)));
    const path = posix.join(parent.path, name);
    await attempt('rename to', path, () => moved(document, childOf(directory, name)));
    return this.#isAt(document, path);
  }

  async #move({ sourceDocumentId, targetParentDocumentId }: DocumentMove): Promise<string> {
    const { lookup } = this.#services;
    const document = lookup.found(sourceDocumentId);
    const target = lookup.found(targetParentDocumentId);
    const name = posix.basename(document.path);
    const path = `${target.path}/${name}`;
    const { files } = target.root.volume;
    const to = childOf(files.spelled(target.relative), name);
    if (files.existsIgnoringCase(to)) throw new Throwable('IllegalStateException', `Already exists ${path}`);
    await attempt('move to', path, () => {
      if (target.root.volume !== document.root.volume) throw failure('EXDEV', `${path} is on another volume.`);
      if (!target.entry.isDirectory) throw failure('ENOTDIR', `${target.path} is a file.`);
      return moved(document, to);
    });
    return this.#isAt(document, path);
  }

  async #delete(documentId: string): Promise<void> {
    const { lookup, revoke, scanFile } = this.#services;
    const document = lookup.found(documentId);
    const { files } = document.root.volume;
    const relative = files.spelled(document.relative);
    await attempt('delete', document.path, () =>
      document.entry.isDirectory ? files.deleteDirectory(relative) : files.deleteFile(relative),
    );
    revoke(documentId);
    await scanFile(document.path);
  }

  async #isAt(before: FoundDocument, path: string): Promise<string> {
    const { lookup, revoke, scanFile } = this.#services;
    revoke(before.documentId);
    await scanFile(before.path);
    await scanFile(path);
    return lookup.idOf(path);
  }

  #inTurn<Result>(edit: () => Promise<Result>): Promise<Result> {
    const mine = this.#last.then(edit, edit);
    this.#last = mine.catch(() => {});
    return mine;
  }
}

/** Half a character has no bytes on disk. */
function validName(displayName: string): string {
  return buildValidFatFilename(displayName.toWellFormed());
}

async function moved({ root, relative, entry }: FoundDocument, to: string): Promise<void> {
  const { files } = root.volume;
  const from = files.spelled(relative);
  await (entry.isDirectory ? files.moveDirectory(from, to) : files.moveFile(from, to));
}

async function attempt(what: string, path: string, run: () => unknown): Promise<void> {
  try {
    await run();
  } catch (cause) {
    throw failedTo(what, path, cause);
  }
}
