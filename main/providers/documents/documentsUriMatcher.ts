// Mirrors DocumentsProvider's UriMatcher: which method answers for a URI, and what is checked before. No state.
import {
  getDocumentId,
  getRootId,
  getTreeDocumentId,
  isManageMode,
  isTreeUri,
  MIME_TYPE_ROOT,
} from '../../../contract/android/documentsContract.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import { type Uri, uriParts } from '../../../contract/android/uri.ts';

/** enforceTree: `documentId` has to be `treeId` or below it. */
export type TreeCheck = Readonly<{ treeId: string; documentId: string }>;

type OfDocument<Handler extends string> = Readonly<{
  handler: Handler;
  args: Readonly<{ documentId: string }>;
  enforceTree?: TreeCheck;
}>;

export type QueryDispatch =
  | Readonly<{ handler: 'queryRoots'; args: Readonly<Record<string, never>> }>
  | Readonly<{ handler: 'queryRecentDocuments' | 'querySearchDocuments'; args: Readonly<{ rootId: string }> }>
  | OfDocument<'queryDocument'>
  | Readonly<{
      handler: 'queryChildDocuments' | 'queryChildDocumentsForManage';
      args: Readonly<{ parentDocumentId: string }>;
      enforceTree?: TreeCheck;
    }>;

type UriKind = 'roots' | 'root' | 'recent' | 'search' | 'document' | 'children' | null;

/** @throws {Throwable} UnsupportedOperationException `Unsupported Uri …` */
export function dispatchQuery(uri: Uri): QueryDispatch {
  switch (kindOf(uri)) {
    case 'roots':
      return { handler: 'queryRoots', args: {} };
    case 'recent':
      return { handler: 'queryRecentDocuments', args: { rootId: getRootId(uri) } };
    case 'search':
      return { handler: 'querySearchDocuments', args: { rootId: getRootId(uri) } };
    case 'document':
      return dispatchDocument('queryDocument', uri);
    case 'children': {
      const handler = isManageMode(uri) ? 'queryChildDocumentsForManage' : 'queryChildDocuments';
      return { handler, args: { parentDocumentId: getDocumentId(uri) }, ...treeCheck(uri) };
    }
    default:
      throw new Throwable('UnsupportedOperationException', `Unsupported Uri ${uri}`);
  }
}

/** @returns the type itself where the URI alone tells it */
export function dispatchType(uri: Uri): OfDocument<'getDocumentType'> | string | null {
  const kind = kindOf(uri);
  if (kind === 'root') return MIME_TYPE_ROOT;
  return kind === 'document' ? dispatchDocument('getDocumentType', uri) : null;
}

/** openFile, getStreamTypes and the like look at the ids alone. @throws {Throwable} IllegalArgumentException `Invalid URI: …` */
export function dispatchDocument<Handler extends string>(handler: Handler, uri: Uri): OfDocument<Handler> {
  return { handler, args: { documentId: getDocumentId(uri) }, ...treeCheck(uri) };
}

/** insert, update and delete are final in DocumentsProvider. @throws {Throwable} UnsupportedOperationException, always */
export function dispatchEdit(operation: 'Insert' | 'Update' | 'Delete'): never {
  throw new Throwable('UnsupportedOperationException', `${operation} not supported`);
}

/** Whether canonicalize() answers for it: a document in a tree. */
export function isTreeDocument(uri: Uri): boolean {
  return isTreeUri(uri) && kindOf(uri) === 'document';
}

/** What a URI is checked for: nothing unless it is of a tree. @throws {Throwable} IllegalArgumentException for a tree alone */
export function treeCheck(uri: Uri): Readonly<{ enforceTree?: TreeCheck }> {
  if (!isTreeUri(uri)) return {};
  return { enforceTree: { treeId: getTreeDocumentId(uri), documentId: getDocumentId(uri) } };
}

function kindOf(uri: Uri): UriKind {
  const { segments } = uriParts(uri);
  // The tree's two segments stand before those of its document.
  const [first, , third, ...more] = segments[0] === 'tree' ? segments.slice(2) : segments;
  const length = segments[0] === 'tree' ? segments.length - 2 : segments.length;
  if (more.length > 0 || first === undefined) return null;
  if (first === 'document' && length === 2) return 'document';
  if (first === 'document' && third === 'children') return 'children';
  if (segments[0] !== 'root') return null;
  if (length < 3) return length === 1 ? 'roots' : 'root';
  return third === 'recent' || third === 'search' ? third : null;
}
