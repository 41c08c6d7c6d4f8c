import { expect, test } from 'vitest';
import { Root } from '../../../contract/android/documentsContract.ts';
import { parseUri, type Uri } from '../../../contract/android/uri.ts';
import { crumbs } from '../../../renderer/documentsui/breadcrumbs.ts';
import type { DocumentsAccess } from '../../../renderer/documentsui/documentsAccess.ts';
import { type OpenRequest, openLocation } from '../../../renderer/documentsui/openLocation.ts';
import { RECENTS_ROOT } from '../../../renderer/documentsui/rootInfo.ts';
import { file, folder, root } from './documents.ts';

const DOCS = 'content://com.example.docs';
const CLOUD = root({ flags: Root.FLAG_SUPPORTS_IS_CHILD });
const DEVICE = root({
  ...{ authority: 'com.android.externalstorage.documents', rootId: 'primary', documentId: 'primary:' },
  ...{ title: 'Phone', flags: Root.FLAG_SUPPORTS_IS_CHILD },
});

/** top, trips below it, and a picture in there. */
const ACCESS: DocumentsAccess = {
  async getDocument(uri: Uri) {
    if (uri.endsWith('/document/top') || uri.endsWith('/document/trips'))
      return folder(uri.slice(uri.lastIndexOf('/') + 1));
    return uri.endsWith('/document/picture') ? file('picture') : null;
  },
  findDocumentPath: async (uri) =>
    uri.endsWith('/picture') ? { rootId: 'r', path: ['top', 'trips', 'picture'] } : null,
  createDocument: async () => null,
};

function request(change: Partial<OpenRequest['ask']> = {}): OpenRequest {
  const ask = {
    action: 'OPEN',
    packageName: 'app',
    sdk: 34,
    targetSdk: 34,
    initialUri: null,
    lastAccessed: null,
  } as const;
  const roots = [RECENTS_ROOT, CLOUD, DEVICE];
  return { ask: { ...ask, ...change }, roots, matching: roots, isDocumentsProvider: () => true };
}

async function opened(change: Partial<OpenRequest['ask']> = {}): Promise<readonly string[]> {
  return crumbs(await openLocation(ACCESS, request(change)));
}

test('a file that is asked for opens its folder', async () => {
  expect(await opened({ initialUri: parseUri(`${DOCS}/document/picture`) })).toEqual(['Cloud', 'trips']);
});

test('a root that is asked for opens, an unknown one does not', async () => {
  expect(await opened({ initialUri: parseUri(`${DOCS}/root/r`) })).toEqual(['Cloud']);
  expect(await opened({ initialUri: parseUri(`${DOCS}/root/gone`) })).toEqual(['Recent']);
});

test('the last place is gone back to as long as all of it is there', async () => {
  const stack = (...ids: readonly string[]) => ({
    rootUri: parseUri(`${DOCS}/root/r`),
    documents: ids.map((id) => parseUri(`${DOCS}/document/${id}`)),
  });
  expect(await opened({ lastAccessed: stack('top', 'trips') })).toEqual(['Cloud', 'trips']);
  expect(await opened({ lastAccessed: stack('top', 'gone') })).toEqual(['Recent']);
});

test('without Downloads a new document goes to what there is', async () => {
  expect(await opened({ action: 'CREATE' })).toEqual(['Recent']);
  const only = { ...request({ action: 'CREATE' }), matching: [CLOUD] };
  expect(crumbs(await openLocation(ACCESS, only))).toEqual(['Cloud']);
  expect(await opened({ action: 'OPEN_TREE' })).toEqual(['Phone']);
});
