// Remote providers: a program at the other end of a connection is the process of a documents provider.
import { describe, expect, test } from 'vitest';
import {
  buildChildDocumentsUri,
  buildDocumentUri,
  MIME_TYPE_DIR,
  Root,
} from '../../../contract/android/documentsContract.ts';
import type { DocumentsProvider, ProviderContext } from '../../../contract/android/documentsProvider.ts';
import { FLAG_GRANT_READ_URI_PERMISSION, FLAG_GRANT_WRITE_URI_PERMISSION } from '../../../contract/android/intent.ts';
import type { DocumentsApi } from '../../../contract/rpc/documentsApi.ts';
import type { ProviderRequest } from '../../../contract/rpc/documentsProviderWire.ts';
import { startWebServer } from '../../../main/hosts/webServer.ts';
import { type Context, connect, MatrixCursor, serveDocumentsProvider } from '../../../sdk/index.ts';
import { AUTHORITY, PACKAGE, pluginManifest } from '../../support/pluginFolder.ts';
import { GALLERY, rowsOf, testSystem } from '../../testSystem.ts';

const READ_WRITE = FLAG_GRANT_READ_URI_PERMISSION | FLAG_GRANT_WRITE_URI_PERMISSION;
const ROOT = { root_id: 'r', title: 'Remote', flags: Root.FLAG_SUPPORTS_IS_CHILD, document_id: 'top' };

/** A provider of one file, as the author of a TypeScript program writes it. */
function provider(context: ProviderContext, methods: Partial<DocumentsProvider> = {}): DocumentsProvider {
  let bytes = new TextEncoder().encode('far away');
  const row = (id: string) => ({ document_id: id, mime_type: id === 'top' ? MIME_TYPE_DIR : 'text/plain', flags: 2 });
  return {
    queryRoots: async (projection) => new MatrixCursor(projection, Object.keys(ROOT)).addRow(ROOT),
    queryDocument: async (id, projection) => new MatrixCursor(projection, Object.keys(row(id))).addRow(row(id)),
    queryChildDocuments: async (_, projection) => {
      const cursor = new MatrixCursor(projection, ['document_id']);
      for (let index = 0; index < 2_500; index++) cursor.addRow({ document_id: `id${index}` });
      return cursor;
    },
    openDocument: async () => ({
      size: bytes.length,
      read: async (position, length) => bytes.slice(position, position + length),
      write: async (_, written) => {
        bytes = new Uint8Array(written);
      },
      close: async () => context.notifyChange(buildDocumentUri(context.authority, 'a')),
    }),
    ...methods,
  };
}

async function scene(manifest = pluginManifest()) {
  const device = await testSystem({ photos: [], apps: [GALLERY, manifest] });
  const server = await startWebServer({ system: device.system, port: 0, rendererFolder: device.home });
  const join = (packageName: string) =>
    connect({ url: server.origin, token: server.tokens.of(packageName), packageName });
  const app = await join(GALLERY.packageName);
  const program = await join(PACKAGE);
  const documents = device.converse<DocumentsApi>('documents');
  const grant = (uri: ReturnType<typeof buildDocumentUri>) =>
    device.system.uriGrants.grant({
      to: GALLERY.packageName,
      uri,
      modeFlags: READ_WRITE,
      owner: null,
      why: 'the test',
    });
  const state = async () => (await documents.providers()).find(({ authority }) => authority === AUTHORITY);
  const close = async () => {
    app.close();
    program.close();
    await server.close();
    await device[Symbol.asyncDispose]();
  };
  return { device, app, program, join, grant, state, [Symbol.asyncDispose]: close };
}

/** A program in another language: every request in order, as it comes over the wire. */
async function requestsOf(program: Context): Promise<AsyncIterator<ProviderRequest>> {
  return (await program.serveDocumentsProvider(AUTHORITY))[Symbol.asyncIterator]();
}

describe('a program that serves its provider', () => {
  test('answers queries, opens files, tells of changes', async () => {
    await using all = await scene();
    expect(await all.state()).toMatchObject({ state: 'stopped' });
    await serveDocumentsProvider(all.program, AUTHORITY, (context) => provider(context));
    expect(await all.state()).toMatchObject({ kind: 'remote', state: 'running', roots: [{ title: 'Remote' }] });
    const [uri, children] = [buildDocumentUri(AUTHORITY, 'a'), buildChildDocumentsUri(AUTHORITY, 'top')];
    all.grant(uri);
    all.grant(children);
    const { contentResolver } = all.app;
    const rows = await rowsOf(await contentResolver.query(children, null, null));
    expect([rows.length, rows[2_499]]).toEqual([2_500, { document_id: 'id2499' }]);
    const changed = Promise.withResolvers<void>();
    await contentResolver.registerContentObserver(uri, false, () => changed.resolve());
    const writer = (await contentResolver.openOutputStream(uri, 'wt')).getWriter();
    await writer.write(new TextEncoder().encode('nearer'));
    await writer.close();
    await changed.promise;
    expect(await new Response(await contentResolver.openInputStream(uri)).text()).toBe('nearer');
  });

  test('its disconnection is the death of its process; it can come back', async () => {
    await using all = await scene();
    const requests = await requestsOf(all.program);
    const uri = buildDocumentUri(AUTHORITY, 'a');
    all.grant(uri);
    const query = all.app.contentResolver.query(uri, null, null);
    expect(await requests.next()).toMatchObject({
      value: { kind: 'call', method: 'queryDocument', args: ['a', null] },
    });
    all.program.close();
    expect(await query).toBeNull();
    expect(all.device.system.processes.state(PACKAGE)).toBe('STOPPED');
    expect(await all.state()).toMatchObject({ kind: 'remote', state: 'stopped', roots: null });
    await expect(all.app.contentResolver.openFileDescriptor(uri, 'r')).rejects.toMatchObject({
      name: 'FileNotFoundException',
    });
    const again = all.device.launch(PACKAGE);
    await serveDocumentsProvider(again, AUTHORITY, (context) => provider(context));
    expect(await rowsOf(await all.app.contentResolver.query(uri, ['document_id'], null))).toHaveLength(1);
    again.close();
  });

  test('a program that was started anew goes on when the one before it leaves', async () => {
    await using all = await scene();
    const serve = (program: Context) => serveDocumentsProvider(program, AUTHORITY, (context) => provider(context));
    await serve(all.program);
    const again = await all.join(PACKAGE);
    await serve(again);
    all.program.close();
    await all.program.closed;
    const uri = buildDocumentUri(AUTHORITY, 'a');
    all.grant(uri);
    expect(await rowsOf(await all.app.contentResolver.query(uri, ['document_id'], null))).toHaveLength(1);
    expect(await all.state()).toMatchObject({ state: 'running' });
    again.close();
  });

  test('one that does not answer for 20 seconds is killed', async () => {
    await using all = await scene();
    const requests = await requestsOf(all.program);
    const uri = buildDocumentUri(AUTHORITY, 'a');
    all.grant(uri);
    const query = all.app.contentResolver.query(uri, null, null);
    await requests.next();
    all.device.system.advanceClock(20_000);
    expect(await query).toBeNull();
    await all.program.closed;
    const problem = 'The program did not answer queryDocument within 20 seconds.';
    expect(await all.state()).toMatchObject({ state: 'failed', problem });
  });

  test('answers that are none reach the client as exceptions, the device not at all', async () => {
    await using all = await scene();
    const requests = await requestsOf(all.program);
    const uri = buildDocumentUri(AUTHORITY, 'a');
    all.grant(uri);
    const answers = [
      [{ error: { name: 'FileNotFoundException', message: 'gone' } }, null],
      [{ error: { name: 'KeyError', message: "'a'" } }, { name: 'RuntimeException', message: "'a'" }],
      [{ result: { columns: ['a'], count: -1, rows: [], cursor: null } }, { name: 'RuntimeException' }],
      [{ result: { columns: ['a'], count: 5_000, rows: [], cursor: 1 } }, { name: 'RuntimeException' }],
      [{ result: 'rows' }, { name: 'RuntimeException' }],
      [{ missing: true }, { name: 'RuntimeException' }],
    ] as const;
    for (const [answer, outcome] of answers) {
      const query = all.app.contentResolver.query(uri, null, null).catch((error: unknown) => error);
      let done = false;
      void query.then(() => {
        done = true;
      });
      const { value } = await requests.next();
      await all.program.answerDocumentsProvider(AUTHORITY, value.id, answer);
      if (answer && 'result' in answer && typeof answer.result === 'object' && answer.result.cursor === 1 && !done) {
        const { value: more } = await requests.next();
        await all.program.answerDocumentsProvider(AUTHORITY, more.id, { result: 'no rows' });
      }
      if (outcome === null) expect(await query).toBeNull();
      else expect(await query).toMatchObject(outcome);
    }
    await expect(
      all.program.answerDocumentsProvider(AUTHORITY, 1, { neither: 1 } as unknown as { missing: true }),
    ).rejects.toMatchObject({ name: 'IllegalArgumentException' });
    await all.program.answerDocumentsProvider(AUTHORITY, 999, { result: null });
  });

  test('is gone with its app', async () => {
    await using all = await scene();
    await serveDocumentsProvider(all.program, AUTHORITY, (context) => provider(context));
    all.device.system.apps.uninstall(PACKAGE);
    expect(await all.state()).toBeUndefined();
    expect(all.device.system.resolver.serves(AUTHORITY)).toBe(false);
  });

  test('serves what its manifest declares, and nothing else', async () => {
    await using all = await scene();
    for (const authority of [AUTHORITY, 'com.android.externalstorage.documents', 'media'])
      expect(() =>
        all.device.system.apps.install({ ...pluginManifest({ authority }), packageName: 'com.example.thief' }),
      ).toThrow(`INSTALL_FAILED_CONFLICTING_PROVIDER: Can't install because provider name ${authority}`);
    await expect(all.program.serveDocumentsProvider('com.android.externalstorage.documents')).rejects.toMatchObject({
      name: 'IllegalArgumentException',
    });
    await expect(all.app.serveDocumentsProvider(AUTHORITY)).rejects.toMatchObject({ name: 'IllegalArgumentException' });
  });

  test('a manifest with which its process would not start', async () => {
    await using all = await scene(pluginManifest({ grantUriPermissions: false }));
    await expect(requestsOf(all.program)).rejects.toMatchObject({
      name: 'SecurityException',
      message: 'Provider must grantUriPermissions',
    });
    expect(await all.state()).toMatchObject({ state: 'failed', problem: 'Provider must grantUriPermissions' });
  });

  test('a revoked document is nobody’s any more', async () => {
    await using all = await scene();
    const uri = buildDocumentUri(AUTHORITY, 'a');
    all.grant(uri);
    await serveDocumentsProvider(all.program, AUTHORITY, (context) =>
      provider(context, {
        call: async () => {
          context.revokeDocumentPermission('a');
          return null;
        },
      }),
    );
    const { contentResolver } = all.app;
    expect(await rowsOf(await contentResolver.query(uri, ['document_id'], null))).toHaveLength(1);
    await contentResolver.call(AUTHORITY, 'forget', null, null);
    let refused: unknown = null;
    while (refused === null)
      refused = await contentResolver.query(uri, null, null).then(
        () => null,
        (error) => error,
      );
    expect(refused).toMatchObject({ name: 'SecurityException' });
  });
});
