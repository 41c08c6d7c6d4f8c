import { describe, expect, test } from 'vitest';
import type { Bundle } from '../../../contract/android/cursor.ts';
import {
  buildChildDocumentsUri,
  buildDocumentUri,
  buildDocumentUriUsingTree,
  buildRecentDocumentsUri,
  buildRootsUri,
  buildRootUri,
  buildSearchDocumentsUri,
  buildTreeDocumentUri,
  CALL_KEY,
  Document,
  METHOD,
  MIME_TYPE_DIR,
} from '../../../contract/android/documentsContract.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import { parseUri, type Uri } from '../../../contract/android/uri.ts';
import type { BinderCall } from '../../../main/content/binderCall.ts';
import type { ResultSet } from '../../../main/content/contentProvider.ts';
import type { DeviceDocumentsProvider } from '../../../main/providers/documents/deviceDocumentsProvider.ts';
import { DocumentsAdapter } from '../../../main/providers/documents/documentsAdapter.ts';
import { AUTHORITY, PACKAGE, SmallProvider } from './smallProvider.ts';

const CLIENT = 'com.example.client';
const DENIED = new Throwable('SecurityException', 'Permission Denial');

type Setting = Readonly<{
  sdk?: number;
  modes?: number;
  denied?: readonly ('reading' | 'writing')[];
  holds?: readonly string[];
  own?: Partial<DeviceDocumentsProvider>;
}>;

function setUp({ sdk = 36, modes = 0x43, denied = [], holds = [], own = {} }: Setting = {}) {
  const provider = new SmallProvider({
    top: { parent: null, mimeType: MIME_TYPE_DIR },
    'a.txt': { parent: 'top', mimeType: 'text/plain', bytes: new Uint8Array(3) },
    alone: { parent: null, mimeType: 'text/plain', bytes: new Uint8Array(3) },
  });
  Object.assign(provider, own);
  const log: unknown[] = [];
  const adapter = new DocumentsAdapter(provider, {
    sdk: () => sdk,
    enforce: (access, _call, uri) => {
      log.push([access, uri]);
      if (denied.includes(access)) throw DENIED;
    },
    hasPermission: (_packageName, name) => holds.includes(name),
    onBug: (method, error) => log.push(['bug', method, String(error)]),
    grants: {
      grantUriPermission: (grant) => log.push(['grant', grant]),
      modesOf: () => modes,
      revokeDocument: (uri) => log.push(['revoke', uri]),
    },
  });
  const abort = new AbortController();
  const caller = { uid: 10_001, pid: 1, packageName: CLIENT, userId: 0, targetSdk: 36 };
  const call: BinderCall = { caller, signal: abort.signal };
  const ask = (method: string, extras: Bundle | null) => adapter.call(call, method, null, extras);
  return { provider, adapter, call, ask, log, abort };
}

const doc = (id: string) => buildDocumentUri(AUTHORITY, id);
const tree = buildTreeDocumentUri(AUTHORITY, 'top');
const inTree = (id: string) => buildDocumentUriUsingTree(tree, id);
const notSupported = (message: string) => ({ name: 'UnsupportedOperationException', message });
const grant = (uri: Uri) => ['grant', { sourcePackage: PACKAGE, targetPackage: CLIENT, uri, modeFlags: 0x43 }];

describe('a query', () => {
  test('of a document that is gone is a null cursor, of one that is there a row', async () => {
    const { adapter, call } = setUp();
    expect(await adapter.query(call, doc('gone'), null, null)).toBeNull();
    const result = await adapter.query(call, doc('a.txt'), ['_size', 'unknown', 'document_id'], null);
    expect([result?.columns, result?.window(0, 9)]).toEqual([
      ['_size', 'unknown', 'document_id'],
      [[3, null, 'a.txt']],
    ]);
  });

  test('of what the provider has not is the base class’s', async () => {
    const { adapter, call } = setUp();
    const recent = adapter.query(call, buildRecentDocumentsUri(AUTHORITY, 'r'), null, {});
    await expect(recent).rejects.toMatchObject(notSupported('Recent not supported'));
    const search = buildSearchDocumentsUri(AUTHORITY, 'r', 'x');
    await expect(adapter.query(call, search, null, {})).rejects.toMatchObject(notSupported('Search not supported'));
    await expect(adapter.query(call, search, null, null)).rejects.toMatchObject({
      name: 'NullPointerException',
      message: 'queryArgs can not be null',
    });
  });

  test('of another authority, or with an unknown path, matches nothing', async () => {
    const { adapter, call } = setUp();
    for (const uri of [
      `content://other/document/a`,
      `content://${AUTHORITY}/document/a/children/b`,
      `content://${AUTHORITY}/x`,
    ]) {
      await expect(adapter.query(call, parseUri(uri), null, null)).rejects.toMatchObject(
        notSupported(`Unsupported Uri ${uri}`),
      );
    }
  });

  test('recents that tell of no honoured argument honour none', async () => {
    const result: ResultSet = { columns: [], count: 0, window: () => [] };
    const { adapter, call } = setUp({ own: { queryRecentDocuments: async () => result } });
    const answered = await adapter.query(call, buildRecentDocumentsUri(AUTHORITY, 'r'), null, {});
    expect(answered?.extras).toEqual({ 'android.content.extra.HONORED_ARGS': [] });
  });

  test('senseless rows come through: short, long, doubled, of any type', async () => {
    const cyclic: Record<string, unknown> = { toString: null };
    const rows = [['a'], ['a', 1, 2, 3], [null, true, 10n], [undefined, cyclic, { toString: () => 'text' }], 'no row'];
    const rubbish = { columns: ['document_id', '_size', 'x'], count: 5, window: () => rows } as unknown as ResultSet;
    const { adapter, call } = setUp({ own: { queryChildDocuments: async () => rubbish } });
    const result = await adapter.query(call, buildChildDocumentsUri(AUTHORITY, 'top'), null, {});
    expect(result?.window(0, 5)).toEqual([
      ['a', null, null],
      ['a', 1, 2],
      [null, 'true', 10],
      [null, '[object]', 'text'],
      [null, null, null],
    ]);
  });

  test('a provider that never stops is stopped at the window’s end', async () => {
    function* rows() {
      for (let id = 0; ; id++) yield [String(id)];
    }
    const endless = { columns: ['document_id'], count: 9_999_999, window: rows, extras: 5, notificationUri: {} };
    const { adapter, call } = setUp({ own: { queryRoots: async () => endless as unknown as ResultSet } });
    const result = await adapter.query(call, buildRootsUri(AUTHORITY), null, null);
    expect([result?.window(0, 100).length, result?.extras, result?.notificationUri]).toEqual([
      100,
      undefined,
      undefined,
    ]);
  });

  test.each([[{}], ['text'], [{ columns: ['a'], count: -1, window: () => [] }], [{ columns: null, count: 1 }]])(
    '%j is no cursor',
    async (rubbish) => {
      const { adapter, call } = setUp({ own: { queryRoots: async () => rubbish as unknown as ResultSet } });
      await expect(adapter.query(call, buildRootsUri(AUTHORITY), null, null)).rejects.toMatchObject({
        name: 'RuntimeException',
      });
    },
  );

  test('that is broken off because nobody waits is no bug', async () => {
    const { adapter, call, log, abort } = setUp({
      own: {
        queryChildDocuments: async ({ signal }) => {
          abort.abort();
          signal.throwIfAborted();
          return null;
        },
      },
    });
    await expect(adapter.query(call, buildChildDocumentsUri(AUTHORITY, 'top'), null, null)).rejects.toMatchObject({
      name: 'OperationCanceledException',
    });
    expect(log).toEqual([]);
  });

  test('a provider’s bug is a RuntimeException, and told', async () => {
    const broken = async () => {
      throw new TypeError('x is undefined');
    };
    const { adapter, call, log } = setUp({ own: { queryDocument: broken } });
    await expect(adapter.query(call, doc('a'), null, null)).rejects.toMatchObject({
      name: 'RuntimeException',
      message: 'x is undefined',
    });
    expect(log).toEqual([['bug', 'queryDocument', 'TypeError: x is undefined']]);
  });
});

describe('a type', () => {
  test.each([
    [33, 'text/plain'],
    [34, null],
  ])('at level %i who has no access is told %s', async (sdk, type) => {
    const { adapter, call } = setUp({ sdk, denied: ['reading'] });
    expect(await adapter.getType(call, doc('a.txt'))).toBe(type);
    expect(await adapter.getType(call, buildRootUri(AUTHORITY, 'r'))).toBe('vnd.android.document/root');
  });

  test('is null for what is gone, and what a row does not have is an exception', async () => {
    const { adapter, call, provider } = setUp();
    expect(await adapter.getType(call, doc('gone'))).toBeNull();
    provider.queryDocument = async () => ({ columns: ['document_id'], count: 1, window: () => [['a']] });
    await expect(adapter.getType(call, doc('a'))).rejects.toMatchObject({
      name: 'IllegalArgumentException',
      message: "column 'mime_type' does not exist. Available columns: [document_id]",
    });
  });
});

describe('grants', () => {
  const rename = { [CALL_KEY.DISPLAY_NAME]: 'b.txt' };

  test('a renamed document takes them along, and its old URI loses them', async () => {
    const { ask, log } = setUp();
    const uri = doc('a.txt');
    expect(await ask(METHOD.RENAME_DOCUMENT, { uri, ...rename })).toEqual({ uri: doc('b.txt') });
    expect(log).toEqual([
      ['writing', uri],
      grant(doc('b.txt')),
      ['revoke', uri],
      ['revoke', buildTreeDocumentUri(AUTHORITY, 'a.txt')],
    ]);
  });

  test('below a tree the tree’s is enough', async () => {
    const { ask, log } = setUp();
    expect(await ask(METHOD.RENAME_DOCUMENT, { uri: inTree('a.txt'), ...rename })).toEqual({ uri: inTree('b.txt') });
    expect(log.filter((entry) => Array.isArray(entry) && entry[0] === 'grant')).toEqual([]);
  });

  test('a caller that has none, as the picker, is given none', async () => {
    const { ask, log } = setUp({ modes: 0 });
    await ask(METHOD.RENAME_DOCUMENT, { uri: doc('a.txt'), ...rename });
    expect(log).toHaveLength(3);
  });

  test('a deleted document’s are revoked; one that was not deleted keeps them', async () => {
    const { ask, log } = setUp();
    const gone = ask(METHOD.DELETE_DOCUMENT, { uri: doc('gone') });
    await expect(gone).rejects.toMatchObject({ name: 'FileNotFoundException' });
    expect(log).toEqual([['writing', doc('gone')]]);
    expect(await ask(METHOD.DELETE_DOCUMENT, { uri: doc('a.txt') })).toEqual({});
    expect(log.slice(2)).toEqual([
      ['revoke', doc('a.txt')],
      ['revoke', buildTreeDocumentUri(AUTHORITY, 'a.txt')],
    ]);
  });

  test('canonicalize makes one for the document alone', async () => {
    const { adapter, call, log } = setUp();
    expect(await adapter.canonicalize(call, inTree('a.txt'))).toBe(doc('a.txt'));
    expect(log).toEqual([grant(doc('a.txt'))]);
    expect(await adapter.canonicalize(call, doc('a.txt'))).toBeNull();
    await expect(adapter.canonicalize(call, inTree('alone'))).rejects.toMatchObject({ name: 'SecurityException' });
  });
});

describe('a call', () => {
  test('is refused for any of its URIs that is not below its tree, before anybody asks who may', async () => {
    const { ask, log } = setUp({ own: { copyDocument: async () => 'copy' } });
    for (const extras of [
      { uri: inTree('alone'), [CALL_KEY.TARGET_URI]: doc('top') },
      { uri: doc('a.txt'), [CALL_KEY.TARGET_URI]: inTree('alone') },
    ]) {
      await expect(ask(METHOD.COPY_DOCUMENT, extras)).rejects.toMatchObject({
        message: 'Document alone is not a descendant of top',
      });
    }
    expect(log).toEqual([]);
  });

  test('moving asks for all three, in order', async () => {
    const { ask, log } = setUp({ own: { moveDocument: async () => 'moved' } });
    const extras = { uri: doc('a.txt'), [CALL_KEY.PARENT_URI]: doc('top'), [CALL_KEY.TARGET_URI]: doc('alone') };
    expect(await ask(METHOD.MOVE_DOCUMENT, extras)).toEqual({ uri: doc('moved') });
    expect(log).toEqual([
      ['writing', doc('a.txt')],
      ['reading', doc('top')],
      ['writing', doc('alone')],
      grant(doc('moved')),
    ]);
  });

  test('a method that is left out asks for permission first', async () => {
    const { ask } = setUp({ denied: ['writing'] });
    await expect(ask(METHOD.CREATE_DOCUMENT, { uri: doc('top') })).rejects.toBe(DENIED);
    const allowed = setUp().ask(METHOD.CREATE_DOCUMENT, { uri: doc('top'), mime_type: 'a/b', _display_name: 'x' });
    await expect(allowed).rejects.toMatchObject(notSupported('Create not supported'));
  });

  test('is refused for a parent or a target of another provider, whatever is granted there', async () => {
    const { adapter, call, log } = setUp();
    const foreign = buildDocumentUri('com.other.documents', 'top');
    const ours = buildDocumentUri(AUTHORITY, 'a.txt');
    const wrong = {
      name: 'SecurityException',
      message: `The authority com.other.documents does not match the one of the contentProvider: ${AUTHORITY}`,
    };
    const top = buildDocumentUri(AUTHORITY, 'top');
    const into = (parent: Uri, target: Uri) => ({
      [CALL_KEY.URI]: ours,
      [CALL_KEY.PARENT_URI]: parent,
      [CALL_KEY.TARGET_URI]: target,
    });
    for (const extras of [into(top, foreign), into(foreign, top)]) {
      await expect(adapter.call(call, METHOD.MOVE_DOCUMENT, null, extras)).rejects.toMatchObject(wrong);
      await expect(adapter.call(call, METHOD.COPY_DOCUMENT, null, extras)).rejects.toMatchObject(wrong);
    }
    const root = { [CALL_KEY.URI]: buildRootUri('com.other.documents', 'r') };
    await expect(adapter.call(call, METHOD.EJECT_ROOT, null, root)).rejects.toMatchObject(wrong);
    expect(log).toEqual([]);
  });

  test('takes a URI of user 0 as its own, and none of another user', async () => {
    const { adapter, call, log } = setUp();
    const of = (userId: number) => ({ [CALL_KEY.URI]: parseUri(`content://${userId}@${AUTHORITY}/document/a.txt`) });
    await expect(adapter.call(call, METHOD.DELETE_DOCUMENT, null, of(10))).rejects.toMatchObject({
      name: 'SecurityException',
      message: 'trying to query a ContentProvider in user 0 with a uri belonging to user 10',
    });
    expect(log).toEqual([]);
    expect(await adapter.call(call, METHOD.DELETE_DOCUMENT, null, of(0))).toEqual({});
    expect(log[0]).toEqual(['writing', buildDocumentUri(AUTHORITY, 'a.txt')]);
  });

  test('isChildDocument is false for a document of another provider', async () => {
    const { ask } = setUp();
    const asked = (child: Uri) => ask(METHOD.IS_CHILD_DOCUMENT, { uri: doc('top'), [CALL_KEY.TARGET_URI]: child });
    expect(await asked(doc('a.txt'))).toEqual({ result: true });
    expect(await asked(buildDocumentUri('other', 'a.txt'))).toEqual({ result: false });
  });

  test('findDocumentPath tells an app nothing from above its tree, and others nothing at all', async () => {
    const path = { rootId: 'r', path: ['above', 'top', 'a.txt'] };
    const own = { findDocumentPath: async () => path };
    const { ask } = setUp({ own });
    expect(await ask(METHOD.FIND_DOCUMENT_PATH, { uri: inTree('a.txt') })).toEqual({
      result: { rootId: null, path: ['top', 'a.txt'] },
    });
    await expect(ask(METHOD.FIND_DOCUMENT_PATH, { uri: doc('a.txt') })).rejects.toMatchObject({
      name: 'SecurityException',
      message: 'uid 10001 does not have android.permission.MANAGE_DOCUMENTS.',
    });
    const system = setUp({ own, holds: ['android.permission.MANAGE_DOCUMENTS'] });
    expect(await system.ask(METHOD.FIND_DOCUMENT_PATH, { uri: doc('a.txt') })).toEqual({ result: path });
  });

  test('without a URI, or with none at all, is a NullPointerException', async () => {
    for (const extras of [null, {}, { uri: 5 }]) {
      await expect(setUp().ask(METHOD.DELETE_DOCUMENT, extras)).rejects.toMatchObject({ name: 'NullPointerException' });
    }
  });
});

describe('opening', () => {
  test('tells that a document is gone, and that it is not below its tree', async () => {
    const { adapter, call } = setUp();
    await expect(adapter.openFile(call, doc('gone'), 'r')).rejects.toMatchObject({ name: 'FileNotFoundException' });
    await expect(adapter.openFile(call, inTree('alone'), 'r')).rejects.toMatchObject({ name: 'SecurityException' });
    await expect(adapter.openFile(call, tree, 'r')).rejects.toMatchObject({ message: `Invalid URI: ${tree}` });
  });

  test('what is opened when nobody waits any more is closed', async () => {
    const { adapter, call, abort, provider } = setUp();
    const opening = adapter.openFile(call, doc('a.txt'), 'rw');
    abort.abort();
    await expect(opening).rejects.toMatchObject({ name: 'OperationCanceledException' });
    expect(provider.closed).toMatchObject([{ name: 'OperationCanceledException' }]);
  });

  test('by type: the document itself where it is of the type', async () => {
    const { adapter, call, provider } = setUp();
    await adapter.openTypedAssetFile(call, doc('a.txt'), 'text/*', null);
    await expect(adapter.openTypedAssetFile(call, doc('a.txt'), 'application/pdf', null)).rejects.toMatchObject({
      name: 'FileNotFoundException',
      message: 'The requested MIME type is not supported.',
    });
    await expect(adapter.openThumbnail(call, doc('a.txt'), { width: 9, height: 9 })).rejects.toMatchObject(
      notSupported('Thumbnails not supported'),
    );
    expect(provider.calls.filter((name) => name.startsWith('open'))).toEqual(['openDocument r']);
  });

  test('streams of a document that has no exports are its own type', async () => {
    const { adapter, call, provider } = setUp();
    Object.assign(provider, { getDocumentStreamTypes: undefined });
    expect(await adapter.getStreamTypes(call, doc('a.txt'), 'text/*')).toEqual(['text/plain']);
    expect(await adapter.getStreamTypes(call, doc('gone'), 'text/*')).toBeNull();
    await expect(adapter.getStreamTypes(call, doc('a.txt'), 'text')).rejects.toMatchObject({
      message: 'Ill-formatted MIME type filter. Must be type/subtype.',
    });
  });
});

test('a document’s flags are the provider’s own affair', async () => {
  const { ask, provider } = setUp();
  provider.documents.set('fixed', { parent: 'top', mimeType: 'text/plain', flags: Document.FLAG_SUPPORTS_THUMBNAIL });
  expect(await ask(METHOD.DELETE_DOCUMENT, { uri: doc('fixed') })).toEqual({});
});
