// Checks of access: folders that were granted as a whole, bytes, thumbnails, exports, and who changes their mind.
import { buildDocumentUriUsingTree, buildTreeDocumentUri, Document } from '../../contract/android/documentsContract.ts';
import { FLAG_GRANT_PREFIX_URI_PERMISSION, FLAG_GRANT_READ_URI_PERMISSION } from '../../contract/android/intent.ts';
import type { Uri } from '../../contract/android/uri.ts';
import type { ParcelFileDescriptor } from '../parcelFileDescriptor.ts';
import type { Check, Fail } from './check.ts';
import { type Found, has, isDirectory, isVirtual, type Kit, nameOf, within } from './kit.ts';

/** How many files of a kind are opened. */
const FILES = 10;
/** Most that is read of one, bytes. */
const MAX_BYTES = 4_194_304;
const HINT = { width: 96, height: 96 };

const EVERY_LEVEL =
  'isChildDocument must be true for every level, or apps that were given a folder cannot read what is in its subfolders';

const tree: Check = {
  name: 'a folder that was granted gives access at any depth',
  async run(kit, fail) {
    const below = kit.documents.filter(({ rootId, path }) => path.length > 1 && kit.supportsTrees(rootId));
    if (below.length === 0) return 'no root has FLAG_SUPPORTS_IS_CHILD, or there is nothing in it';
    for (const found of below.slice(0, 100)) {
      const depth = found.path.length - 1;
      const uri = kit.treeUri(found.path[0] ?? '', found.id);
      const error = await kit.table(uri, null, {}, kit.device.client).then(
        () => null,
        (thrown: Error) => thrown,
      );
      if (error !== null) {
        const where = `${depth} level${depth > 1 ? 's' : ''} below it`;
        fail(`With its root granted, ${nameOf(found)}, ${where}, is refused (${error.message}): ${EVERY_LEVEL}.`);
      }
    }
    return undefined;
  },
};

const outside: Check = {
  name: 'a folder that was granted gives no access beside it',
  async run(kit, fail) {
    const { authority, client } = kit.device;
    const folder = kit.folders.find(({ path, rootId }) => path.length > 1 && kit.supportsTrees(rootId));
    if (folder === undefined) return 'there is no folder below a root that supports trees';
    const others = kit.documents.filter(({ id, path }) => id !== folder.id && !path.includes(folder.id)).slice(0, 20);
    const granted = buildTreeDocumentUri(authority, folder.id);
    kit.device.grant(granted, FLAG_GRANT_READ_URI_PERMISSION | FLAG_GRANT_PREFIX_URI_PERMISSION);
    for (const other of others) {
      const uri = buildDocumentUriUsingTree(granted, other.id);
      const table = await kit.table(uri, null, {}, client).catch(() => null);
      if (table !== null)
        fail(
          `With ${nameOf(folder)} granted, ${nameOf(other)} beside it can be read: users gave one folder, and give all of them.`,
        );
    }
    return undefined;
  },
};

const bytes: Check = {
  name: 'files have as many bytes as they say',
  async run(kit, fail) {
    const files = kit.files.filter(({ row }) => !isVirtual(row)).slice(0, FILES);
    if (files.length === 0) return 'there is no file with bytes';
    for (const found of files) {
      const told = found.row[Document.COLUMN_SIZE] ?? null;
      if (Number(told) > MAX_BYTES) continue;
      const read = await lengthOf(kit, kit.openUri(found.id));
      if (told !== null && read !== Number(told))
        fail(
          `${nameOf(found)} says ${told} bytes, and ${read} come: uploads with that length fail, progress bars lie. Say null where it is not known.`,
        );
    }
    return undefined;
  },
};

/** By the road that openInputStream takes. */
async function lengthOf(kit: Kit, uri: Uri): Promise<number> {
  const stream = await kit.device.client.contentResolver.openInputStream(uri);
  return (await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer()).byteLength;
}

const seek: Check = {
  name: 'a file with a size can be read from the middle',
  async run(kit, fail) {
    const files = kit.files
      .filter(({ row }) => !isVirtual(row) && Number(row[Document.COLUMN_SIZE] ?? 0) > 4)
      .slice(0, FILES);
    for (const found of files) {
      const file = await kit.device.client.contentResolver.openFileDescriptor(kit.openUri(found.id), 'r');
      if (file.getStatSize() >= 0) await readTwice(file, found, fail);
      await file.close();
    }
    return files.length === 0 ? 'there is no file of five bytes or more' : undefined;
  },
};

async function readTwice(file: ParcelFileDescriptor, found: Found, fail: Fail): Promise<void> {
  const whole = await file.read(0, Math.min(file.getStatSize(), 1_024));
  const part = await file.read(2, 2);
  if (part[0] !== whole[2] || part[1] !== whole[3])
    fail(
      `${nameOf(found)} gives other bytes from its middle than from its beginning: videos do not play, archives do not open.`,
    );
}

const folders: Check = {
  name: 'a folder cannot be opened as a file',
  async run(kit, fail) {
    const [folder] = kit.folders;
    if (folder === undefined) return 'there is no folder';
    const opening = kit.device.client.contentResolver.openFileDescriptor(kit.openUri(folder.id), 'r');
    const file = await opening.catch(() => null);
    await file?.close();
    if (file !== null) fail(`${nameOf(folder)} is a folder, and opens as a file: apps copy it as an empty one.`);
    return undefined;
  },
};

const virtual: Check = {
  name: 'virtual documents have no bytes of their own, and something to export',
  async run(kit, fail) {
    const documents = kit.files.filter(({ row }) => isVirtual(row)).slice(0, FILES);
    if (documents.length === 0) return 'no document has FLAG_VIRTUAL_DOCUMENT';
    const { contentResolver } = kit.device.client;
    for (const found of documents) {
      const uri = kit.openUri(found.id);
      const own = await contentResolver.openFileDescriptor(uri, 'r').catch(() => null);
      await own?.close();
      if (own !== null) fail(`${nameOf(found)} is virtual, and opens: it is grey in most pickers without a reason.`);
      const types = (await contentResolver.getStreamTypes(uri, '*/*')) ?? [];
      if (types.length === 0)
        fail(`${nameOf(found)} is virtual, and has no stream types: no app can do anything with it.`);
      for (const type of types) await exported(kit, found, { uri, type }, fail);
    }
    return undefined;
  },
};

async function exported(
  kit: Kit,
  found: Found,
  { uri, type }: Readonly<{ uri: Uri; type: string }>,
  fail: Fail,
): Promise<void> {
  const opening = kit.device.client.contentResolver.openTypedAssetFileDescriptor(uri, type, null);
  const file = await opening.catch((error: Error) => error);
  if (file instanceof Error) {
    fail(
      `${nameOf(found)} offers ${type}, and opening that fails (${file.message}): “Share” and “Print” end in an error.`,
    );
    return;
  }
  if ((await file.read(0, 16)).length === 0) fail(`${nameOf(found)} as ${type} is empty: apps save empty files.`);
  await file.close();
}

const thumbnails: Check = {
  name: 'thumbnails are images of at most twice the size asked for',
  async run(kit, fail) {
    const documents = kit.files.filter(({ row }) => has(row, Document.FLAG_SUPPORTS_THUMBNAIL)).slice(0, FILES);
    if (documents.length === 0) return 'no document has FLAG_SUPPORTS_THUMBNAIL';
    for (const found of documents) {
      const image = await kit.device.client.contentResolver
        .loadThumbnail(kit.openUri(found.id), HINT)
        .catch((error: Error) => error);
      if (image instanceof Error) {
        fail(
          `${nameOf(found)} has FLAG_SUPPORTS_THUMBNAIL, and its thumbnail fails (${image.message}): its place stays empty.`,
        );
        continue;
      }
      const size = await kit.device.imageSize(new Uint8Array(await image.arrayBuffer())).catch(() => null);
      if (size === null) fail(`The thumbnail of ${nameOf(found)} is no image: its place stays empty.`);
      else if (Math.max(size.width, size.height) > 2 * HINT.width)
        fail(
          `The thumbnail of ${nameOf(found)} is ${size.width}×${size.height}, asked for ${HINT.width}×${HINT.height}: folders of pictures fill the picker's memory.`,
        );
    }
    return undefined;
  },
};

const cancelled: Check = {
  name: 'an opening that is cancelled ends',
  async run(kit, fail) {
    const found = kit.files.find(({ row }) => !isVirtual(row) && !isDirectory(row));
    if (found === undefined) return 'there is no file';
    const abort = new AbortController();
    const opening = kit.device.client.contentResolver.openFileDescriptor(kit.openUri(found.id), 'r', abort.signal);
    abort.abort();
    const ended = opening.then(
      (file) => file.close(),
      () => undefined,
    );
    if (!(await within(kit.device.patience, ended)))
      fail(`Opening ${nameOf(found)} goes on after it was cancelled: users press “Cancel”, and wait.`);
    return undefined;
  },
};

export const FILE_CHECKS = [tree, outside, bytes, seek, folders, virtual, thumbnails, cancelled];
