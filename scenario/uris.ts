// URIs as a scenario says them, built as DocumentsContract and MediaStore build them.
import {
  buildChildDocumentsUri,
  buildChildDocumentsUriUsingTree,
  buildDocumentUri,
  buildDocumentUriUsingTree,
  buildRootsUri,
  buildTreeDocumentUri,
  EXTERNAL_STORAGE_AUTHORITY,
  getTreeDocumentId,
} from '../contract/android/documentsContract.ts';
import {
  audioContentUri,
  downloadsContentUri,
  filesContentUri,
  imagesContentUri,
  VOLUME_EXTERNAL,
  videoContentUri,
} from '../contract/android/mediaStore.ts';
import { parseUri, type Uri, withAppendedId } from '../contract/android/uri.ts';
import type { Context } from '../sdk/context.ts';
import { MediaStore } from '../sdk/mediaStore.ts';
import type { UriSpec } from './words.ts';

const COLLECTIONS = {
  images: imagesContentUri,
  video: videoContentUri,
  audio: audioContentUri,
  files: filesContentUri,
  downloads: downloadsContentUri,
} as const;

type Collection = keyof typeof COLLECTIONS;

function collectionOf(name: string): (volume: string) => Uri {
  if (name in COLLECTIONS) return COLLECTIONS[name as Collection];
  throw new Error(`“${name}” is no collection: they are ${Object.keys(COLLECTIONS).join(', ')}.`);
}

/** @throws {Error} in one sentence for what says too little */
export async function toUri(spec: UriSpec, context: () => Promise<Context>): Promise<Uri> {
  if (typeof spec === 'string')
    return spec in COLLECTIONS ? COLLECTIONS[spec as Collection](VOLUME_EXTERNAL) : parseUri(spec);
  if (spec.requireOriginal !== undefined) return MediaStore.setRequireOriginal(parseUri(spec.requireOriginal));
  const { volume = VOLUME_EXTERNAL, collection, id, path } = spec;
  if (path !== undefined) return rowOf(path, collectionOf(collection ?? 'files')(volume), await context());
  if (collection !== undefined) {
    const all = collectionOf(collection)(volume);
    return id === undefined ? all : withAppendedId(all, Number(id));
  }
  return documentUri(spec);
}

function documentUri({
  authority = EXTERNAL_STORAGE_AUTHORITY,
  tree,
  document,
  children,
  roots,
}: Exclude<UriSpec, string>): Uri {
  if (roots === true) return buildRootsUri(authority);
  if (tree === undefined) {
    if (typeof children === 'string') return buildChildDocumentsUri(authority, children);
    if (document !== undefined) return buildDocumentUri(authority, document);
    throw new Error('A URI needs a collection, a path, a document, a tree or children.');
  }
  const treeUri = tree.startsWith('content:') ? parseUri(tree) : buildTreeDocumentUri(authority, tree);
  if (children !== undefined)
    return buildChildDocumentsUriUsingTree(treeUri, children === true ? getTreeDocumentId(treeUri) : children);
  return document === undefined ? treeUri : buildDocumentUriUsingTree(treeUri, document);
}

/** The row of a file, as the app sees it. */
async function rowOf(path: string, collection: Uri, { contentResolver }: Context): Promise<Uri> {
  const sql = { selection: '_data LIKE ?', selectionArgs: [`%/${path}`] };
  await using cursor = await contentResolver.querySql(collection, ['_id'], sql);
  if (cursor === null || !(await cursor.moveToNext()))
    throw new Error(`The app sees no row of ${path} in ${collection}.`);
  return withAppendedId(collection, cursor.getLong(0));
}
