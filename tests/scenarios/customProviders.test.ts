// Reports about providers of other people's, each as a test with a plug-in: S44, S48, S49, S52, S53.
import { describe, expect, test } from 'vitest';
import {
  buildChildDocumentsUri,
  buildChildDocumentsUriUsingTree,
  buildDocumentUri,
  buildDocumentUriUsingTree,
  buildRootsUri,
  buildTreeDocumentUri,
  EXTRA_ERROR,
  Root,
} from '../../contract/android/documentsContract.ts';
import {
  FLAG_GRANT_PREFIX_URI_PERMISSION,
  FLAG_GRANT_READ_URI_PERMISSION,
  FLAG_GRANT_WRITE_URI_PERMISSION,
} from '../../contract/android/intent.ts';
import type { Uri } from '../../contract/android/uri.ts';
import { SYSTEM_PACKAGES } from '../../main/packages/packageManager.ts';
import { type Context, DocumentsContract } from '../../sdk/index.ts';
import { AUTHORITY, PACKAGE, pluginFolder, providerCode, withPlugin } from '../support/pluginFolder.ts';
import { rowsOf } from '../testSystem.ts';

const READ_WRITE = FLAG_GRANT_READ_URI_PERMISSION | FLAG_GRANT_WRITE_URI_PERMISSION;
const TREE = buildTreeDocumentUri(AUTHORITY, 'top');
const CHILDREN = buildChildDocumentsUri(AUTHORITY, 'top');

/** A provider that keeps names and bytes by id, everything below "top". */
const KEEPER = `
const items = new Map([['a', { name: 'a.txt', bytes: new TextEncoder().encode('the only copy') }]]);
const found = (id) => {
  const item = items.get(id);
  if (item === undefined) throw new Throwable('FileNotFoundException', 'no ' + id);
  return item;
};
const rowOf = (id) => id === 'top' ? row(id, MIME_TYPE_DIR, Document.FLAG_DIR_SUPPORTS_CREATE)
  : { ...row(id, 'text/plain', Document.FLAG_SUPPORTS_RENAME), _display_name: found(id).name };
`;

const KEEPS = `
    queryDocument: async (id, projection) => rows(projection, rowOf(id)),
    queryChildDocuments: async (id, projection) => rows(projection, ...[...items.keys()].map(rowOf)),
    isChildDocument: async (parent, id) => parent === 'top' && items.has(id),
    openDocument: async (id) => {
      const item = found(id);
      return { size: item.bytes.length, read: async (at, length) => item.bytes.slice(at, at + length),
        write: async (at, bytes) => { item.bytes = bytes; }, close: async () => {} };
    },`;

async function keeper(methods: string) {
  const scene = await withPlugin(pluginFolder(providerCode(KEEPS + methods, KEEPER)));
  scene.grant(TREE, READ_WRITE | FLAG_GRANT_PREFIX_URI_PERMISSION);
  return scene;
}

async function namesIn(app: Context): Promise<readonly (string | null | undefined)[]> {
  const uri = buildChildDocumentsUriUsingTree(TREE, 'top');
  const rows = await rowsOf(await app.contentResolver.query(uri, ['_display_name'], null));
  return rows.map(({ _display_name: name }) => name);
}

describe('S44 a provider that does with names what it likes', () => {
  test.each([
    ['strips the extension', "name.replace(/\\.[^.]*$/, '')", 'x.html', 'x'],
    ['appends nothing', 'name', 'photo', 'photo'],
    ['appends the extension of the type, always', "name + '.html'", 'x.html', 'x.html.html'],
  ])('%s: the app asks the returned URI for its name', async (_, rule, asked, name) => {
    await using scene = await keeper(`createDocument: async (parent, type, name) => {
      items.set('new', { name: ${rule}, bytes: new Uint8Array() }); return 'new'; },`);
    const { contentResolver } = scene.app;
    const parent = buildDocumentUriUsingTree(TREE, 'top');
    const uri = await DocumentsContract.createDocument(contentResolver, parent, 'text/html', asked);
    expect(uri).toBe(buildDocumentUriUsingTree(TREE, 'new'));
    const [row] = await rowsOf(await contentResolver.query(uri as Uri, ['_display_name'], null));
    expect(row).toEqual({ _display_name: name });
  });
});

test('S48 a root without FLAG_SUPPORTS_IS_CHILD says so, for the picker to leave it out of folders', async () => {
  const roots =
    'queryRoots: async (p) => new MatrixCursor(p, Object.keys(ROOT)).addRow({ ...ROOT, flags: Root.FLAG_LOCAL_ONLY }),';
  await using scene = await withPlugin(pluginFolder(providerCode(roots)));
  const [root] = (await scene.state())?.roots ?? [];
  expect((root?.flags ?? 0) & Root.FLAG_SUPPORTS_IS_CHILD).toBe(0);
});

test('S49 a provider that knows direct children only: the first level opens, what is nested is refused', async () => {
  const direct = `isChildDocument: async (parent, id) => id.lastIndexOf('/') === parent.length && id.startsWith(parent),`;
  await using scene = await withPlugin(pluginFolder(providerCode(direct)));
  scene.grant(TREE, READ_WRITE | FLAG_GRANT_PREFIX_URI_PERMISSION);
  const { contentResolver } = scene.app;
  const first = buildDocumentUriUsingTree(TREE, 'top/a.txt');
  expect(await new Response(await contentResolver.openInputStream(first)).text()).toBe('abc');
  const nested = buildDocumentUriUsingTree(TREE, 'top/sub/a.txt');
  const refused = { name: 'SecurityException', message: 'Document top/sub/a.txt is not a descendant of top' };
  await expect(contentResolver.openInputStream(nested)).rejects.toMatchObject(refused);
  await expect(contentResolver.query(nested, null, null)).rejects.toMatchObject(refused);
});

describe('S52 renaming that fails does not say whether it was done', () => {
  const fail = `throw new Throwable('IllegalStateException', 'the server did not answer');`;
  test.each([
    ['before', fail, ['a.txt']],
    ['during', `items.set('b', { ...found(id), name }); ${fail}`, ['a.txt', 'b.txt']],
    ['after', `items.set('b', { ...found(id), name }); items.delete(id); ${fail}`, ['b.txt']],
  ] as const)('%s: an app that looks before it deletes keeps its only copy', async (_, code, names) => {
    await using scene = await keeper(`renameDocument: async (id, name) => { ${code} },`);
    const { contentResolver } = scene.app;
    const uri = buildDocumentUriUsingTree(TREE, 'a');
    const renaming = DocumentsContract.renameDocument(contentResolver, uri, 'b.txt');
    await expect(renaming).rejects.toMatchObject({ name: 'IllegalStateException' });
    expect(await namesIn(scene.app)).toEqual(names);
    const id = names.includes('b.txt' as never) ? 'b' : 'a';
    const kept = await contentResolver.openInputStream(buildDocumentUriUsingTree(TREE, id));
    expect(await new Response(kept).text()).toBe('the only copy');
  });

  test('done under another id: the old URI is nobody’s, the new one is granted', async () => {
    await using scene = await keeper(`renameDocument: async (id, name) => {
      items.set('b', { ...found(id), name }); items.delete(id); return 'b'; },`);
    const { contentResolver } = scene.app;
    const narrow = buildDocumentUri(AUTHORITY, 'a');
    scene.grant(narrow, READ_WRITE);
    const renamed = await DocumentsContract.renameDocument(contentResolver, narrow, 'b.txt');
    expect(renamed).toBe(buildDocumentUri(AUTHORITY, 'b'));
    expect(await new Response(await contentResolver.openInputStream(renamed as Uri)).text()).toBe('the only copy');
    await expect(contentResolver.openInputStream(narrow)).rejects.toMatchObject({ name: 'SecurityException' });
  });

  test('its process dies on the way: the call has no answer, and the app asks again', async () => {
    await using scene = await keeper('renameDocument: async () => process.exit(1),');
    const { contentResolver } = scene.app;
    const uri = buildDocumentUriUsingTree(TREE, 'a');
    const renaming = DocumentsContract.renameDocument(contentResolver, uri, 'b.txt');
    await expect(renaming).rejects.toMatchObject({ name: 'NullPointerException' });
    expect(await namesIn(scene.app)).toEqual(['a.txt']);
  });
});

describe('S53 what the document picker gets from a provider that cannot', () => {
  const children = (body: string) => providerCode(`queryChildDocuments: async (id, projection) => { ${body} },`);

  async function picker(code: string) {
    const scene = await withPlugin(pluginFolder(code));
    const documentsUi = scene.device.connect(SYSTEM_PACKAGES.documentsUi);
    return { scene, documentsUi, query: () => documentsUi.contentResolver.query(CHILDREN, null, null) };
  }

  test('throws: an exception', async () => {
    const { scene, query } = await picker(children("throw new Throwable('IllegalStateException', 'no server');"));
    await using _ = scene;
    await expect(query()).rejects.toMatchObject({ name: 'IllegalStateException', message: 'no server' });
    expect(await scene.state()).toMatchObject({ state: 'running' });
  });

  test('hangs: nothing for 20 seconds, then it is dead; other folders of it wait no longer', async () => {
    const { scene, query } = await picker(children("console.log('asked'); await new Promise(() => {});"));
    await using _ = scene;
    const { system } = scene.device;
    const answer = query();
    while (!system.logcat.lines().some(({ message }) => message === 'asked'))
      await new Promise((resolve) => setImmediate(resolve));
    system.advanceClock(20_000);
    expect(await answer).toBeNull();
    expect(await scene.state()).toMatchObject({ state: 'failed' });
    expect(system.processes.state(PACKAGE)).toBe('STOPPED');
  });

  test('answers a null cursor: null', async () => {
    const { scene, query } = await picker(children('return null;'));
    await using _ = scene;
    expect(await query()).toBeNull();
  });

  test('answers EXTRA_ERROR: rows, and the words beside them', async () => {
    const body = "return rows(projection, row('a')).setExtras({ [DocumentsContract.EXTRA_ERROR]: 'Server is full' });";
    const { scene, query } = await picker(children(body));
    await using _ = scene;
    const cursor = await query();
    expect(cursor?.getExtras()).toEqual({ [EXTRA_ERROR]: 'Server is full' });
    expect(await rowsOf(cursor)).toHaveLength(1);
  });

  test('signed out: no roots, and a notice on their URI', async () => {
    const code = providerCode(
      `queryRoots: async (p) => signedIn ? new MatrixCursor(p, Object.keys(ROOT)).addRow(ROOT) : new MatrixCursor(p, []),
       call: async () => { signedIn = false; context.notifyChange(DocumentsContract.buildRootsUri(context.authority)); return null; },`,
      'let signedIn = true;',
    );
    const { scene, documentsUi } = await picker(code);
    await using _ = scene;
    expect(await scene.state()).toMatchObject({ roots: [{ rootId: 'r' }] });
    const told = Promise.withResolvers<void>();
    await documentsUi.contentResolver.registerContentObserver(buildRootsUri(AUTHORITY), true, () => told.resolve());
    await documentsUi.contentResolver.call(AUTHORITY, 'signOut', null, null);
    await told.promise;
    expect(await scene.state()).toMatchObject({ state: 'running', problem: null, roots: [] });
  });
});
