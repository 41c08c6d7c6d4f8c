// Plug-ins: providers in processes of their own, what they may do to the device, and what the device makes of it.
import { existsSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  buildChildDocumentsUri,
  buildDocumentUri,
  buildRootsUri,
  Document,
} from '../../../contract/android/documentsContract.ts';
import { FLAG_GRANT_READ_URI_PERMISSION, FLAG_GRANT_WRITE_URI_PERMISSION } from '../../../contract/android/intent.ts';
import type { Uri } from '../../../contract/android/uri.ts';
import {
  AUTHORITY,
  MYCLOUD,
  PACKAGE,
  pluginFolder,
  pluginManifest,
  providerCode,
  withPlugin,
} from '../../support/pluginFolder.ts';
import { bootOn, rowsOf } from '../../testSystem.ts';

const READ_WRITE = FLAG_GRANT_READ_URI_PERMISSION | FLAG_GRANT_WRITE_URI_PERMISSION;
const CLOUD = 'com.example.mycloud.documents';

describe('a plug-in that is in order', () => {
  test('is installed, runs, and answers app and picker', async () => {
    await using scene = await withPlugin(MYCLOUD);
    expect(scene.loaded).toMatchObject({ authority: CLOUD, kind: 'plugin', state: 'running', problem: null });
    expect(await scene.state(CLOUD)).toMatchObject({ roots: [{ title: 'MyCloud', summary: 'me@example.com' }] });
    const uri = buildDocumentUri(CLOUD, 'notes');
    scene.grant(uri, READ_WRITE);
    const { contentResolver } = scene.app;
    expect(await new Response(await contentResolver.openInputStream(uri)).text()).toBe('Buy milk.\n');
    const writer = (await contentResolver.openOutputStream(uri, 'wt')).getWriter();
    await writer.write(new TextEncoder().encode('Buy tea.'));
    await writer.close();
    const rows = await rowsOf(await contentResolver.query(uri, [Document.COLUMN_SIZE, 'unknown'], null));
    expect(rows).toEqual([{ _size: '8', unknown: null }]);
  });

  test('ends with its process, and starts when it is asked again', async () => {
    await using scene = await withPlugin(pluginFolder(providerCode('')));
    const { system } = scene.device;
    const pid = system.processes.pid(PACKAGE);
    scene.device.system.apps.forceStop(PACKAGE);
    expect(await scene.state()).toMatchObject({ state: 'stopped', problem: null, roots: null });
    const uri = buildDocumentUri(AUTHORITY, 'a.txt');
    scene.grant(uri, READ_WRITE);
    expect(await rowsOf(await scene.app.contentResolver.query(uri, ['document_id'], null))).toHaveLength(1);
    expect(await scene.state()).toMatchObject({ state: 'running' });
    expect(system.processes.pid(PACKAGE)).not.toBe(pid);
  });

  test('is there again after the program was started anew, and starts when it is asked', async () => {
    const folder = pluginFolder(providerCode(''));
    await using scene = await withPlugin(folder);
    const { folder: photos, home } = scene.device;
    await scene.device.system.close();
    await using again = await bootOn(photos, home);
    const state = () => again.system.documents.providers().find(({ authority }) => authority === AUTHORITY);
    expect(state()).toMatchObject({ kind: 'plugin', state: 'stopped', problem: null });
    expect(await again.system.documents.rootsOf(AUTHORITY, new AbortController().signal)).toMatchObject([
      { rootId: 'r' },
    ]);
    expect(state()).toMatchObject({ state: 'running' });
    rmSync(folder, { recursive: true });
    again.system.apps.kill(PACKAGE, 'the test');
    expect(await again.system.documents.rootsOf(AUTHORITY, new AbortController().signal)).toBeNull();
    expect(state()).toMatchObject({ state: 'failed', problem: expect.stringContaining('could not be loaded') });
  });

  test('is gone when it is unloaded', async () => {
    await using scene = await withPlugin(pluginFolder(providerCode('')));
    await scene.documents.unloadPlugin(AUTHORITY);
    expect(await scene.state()).toBeUndefined();
    expect(scene.device.system.packages.find(PACKAGE)).toBeNull();
    expect(await scene.app.contentResolver.query(buildRootsUri(AUTHORITY), null, null)).toBeNull();
    await expect(scene.documents.unloadPlugin(AUTHORITY)).rejects.toThrow('is not the authority of a plug-in');
  });

  test('its notices reach observers, of its own authority only', async () => {
    const call = `call: async (method) => { context.notifyChange('content://media/external/images');
      context.notifyChange(DocumentsContract.buildRootsUri(context.authority)); return { method }; },`;
    await using scene = await withPlugin(pluginFolder(providerCode(call)));
    const heard: Uri[] = [];
    const { contentResolver } = scene.app;
    scene.grant(buildDocumentUri(AUTHORITY, 'a.txt'), READ_WRITE);
    const { promise, resolve } = Promise.withResolvers<void>();
    for (const uri of ['content://media/external/images', buildRootsUri(AUTHORITY)] as Uri[]) {
      await contentResolver.registerContentObserver(uri, true, (uris) => {
        heard.push(...uris);
        resolve();
      });
    }
    expect(await contentResolver.call(AUTHORITY, 'hello', null, null)).toEqual({ method: 'hello' });
    await promise;
    expect(heard).toEqual([buildRootsUri(AUTHORITY)]);
  });

  test('a cancelled call is cancelled over there', async () => {
    const open = `openDocument: (id, mode, signal) => new Promise((resolve, reject) => {
      console.log('opening');
      signal.addEventListener('abort', () => { console.log('cancelled'); reject(new Throwable('OperationCanceledException', 'gone')); });
    }),`;
    await using scene = await withPlugin(pluginFolder(providerCode(open)));
    const uri = buildDocumentUri(AUTHORITY, 'a.txt');
    scene.grant(uri, READ_WRITE);
    const abort = new AbortController();
    const opening = scene.app.contentResolver.openFileDescriptor(uri, 'r', abort.signal);
    const logged = (words: string) => scene.device.system.logcat.lines().some(({ message }) => message === words);
    while (!logged('opening')) await new Promise((resolve) => setImmediate(resolve));
    abort.abort();
    await expect(opening).rejects.toMatchObject({ name: 'OperationCanceledException' });
    while (!logged('cancelled')) await new Promise((resolve) => setImmediate(resolve));
  });

  test('a million children do not hold the device', async () => {
    const many = `queryChildDocuments: async (id, projection) => ({ columns: ['document_id', '_size'],
      rows: Array.from({ length: 1_000_000 }, (_, index) => ['id' + index, index]) }),`;
    await using scene = await withPlugin(pluginFolder(providerCode(many)));
    const uri = buildChildDocumentsUri(AUTHORITY, 'top');
    scene.grant(uri, READ_WRITE);
    let turns = 0;
    let isDone = false;
    const count = () => {
      turns++;
      if (!isDone) setImmediate(count);
    };
    count();
    const cursor = await scene.app.contentResolver.query(uri, null, null);
    isDone = true;
    // A turn for everybody else between two parts.
    expect(turns).toBeGreaterThan(900);
    expect(cursor?.getCount()).toBe(1_000_000);
    await cursor?.moveToPosition(999_999);
    expect([cursor?.getString(0), cursor?.getLong(1)]).toEqual(['id999999', 999_999]);
    await cursor?.close();
  });
});

describe('what a provider throws', () => {
  test.each([
    ["throw new Throwable('FileNotFoundException', 'no such thing')", 'FileNotFoundException', 'no such thing'],
    ["throw Object.assign(new Error('mine'), { name: 'IllegalStateException' })", 'IllegalStateException', 'mine'],
    ["throw new TypeError('a bug')", 'RuntimeException', 'a bug'],
    ["throw 'words'", 'RuntimeException', 'words'],
    [
      'return { size: null, extras: { f() {} }, read() {}, close() {} }',
      'RuntimeException',
      /cannot leave the provider/,
    ],
    ['return 7', 'RuntimeException', /no FileChannel/],
  ] as const)('%s', async (body, name, message) => {
    await using scene = await withPlugin(pluginFolder(providerCode(`openDocument: async () => { ${body}; },`)));
    const uri = buildDocumentUri(AUTHORITY, 'a.txt');
    scene.grant(uri, READ_WRITE);
    await expect(scene.app.contentResolver.openFileDescriptor(uri, 'r')).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
  });

  test('a method that is missing is answered as by the base class', async () => {
    await using scene = await withPlugin(pluginFolder(providerCode('')));
    const uri = buildDocumentUri(AUTHORITY, 'a.txt');
    scene.grant(uri, READ_WRITE);
    const { contentResolver } = scene.app;
    const refused = contentResolver.call(AUTHORITY, 'android:deleteDocument', null, { uri });
    await expect(refused).rejects.toMatchObject({
      name: 'UnsupportedOperationException',
      message: 'Delete not supported',
    });
    expect(await contentResolver.getStreamTypes(uri, 'text/*')).toEqual(['text/plain']);
    expect(await contentResolver.call(AUTHORITY, 'mine', null, null)).toBeNull();
  });

  test('rows of another length, and values of other types', async () => {
    const query = `queryChildDocuments: async (id) => ({ columns: ['document_id', 'flags'],
      rows: id === 'short' ? [['a']] : [[undefined, true], [{ toString: () => 'object' }, 5n], [new Date(0).getTime(), null]] }),`;
    await using scene = await withPlugin(pluginFolder(providerCode(query)));
    const [short, odd] = [buildChildDocumentsUri(AUTHORITY, 'short'), buildChildDocumentsUri(AUTHORITY, 'odd')];
    for (const uri of [short, odd]) scene.grant(uri, READ_WRITE);
    const { contentResolver } = scene.app;
    await expect(contentResolver.query(short, null, null)).rejects.toMatchObject({
      name: 'IllegalArgumentException',
      message: 'columnNames.length = 2, columnValues.length = 1',
    });
    expect(await rowsOf(await contentResolver.query(odd, null, null))).toEqual([
      { document_id: null, flags: 'true' },
      { document_id: 'object', flags: '5' },
      { document_id: '0', flags: null },
    ]);
  });
});

describe('a plug-in that does harm', () => {
  test.each([
    ['throws while loading', "throw new Error('no server');", /could not be loaded: Error: no server/],
    ['exports nothing', 'export {};', /it exports no function createProvider/],
    ['does not parse', 'export function {', /could not be loaded: SyntaxError/],
    ['exits', 'process.exit(3);', /ended its process \(exit code 3\)/],
    [
      'throws when nobody waits',
      "setImmediate(() => { throw new Error('later'); }); await new Promise(() => {});",
      /threw Error: later/,
    ],
  ])('%s', async (_, code, problem) => {
    await using scene = await withPlugin(pluginFolder(code));
    expect(scene.loaded).toMatchObject({ state: 'failed', problem: expect.stringMatching(problem), roots: null });
    expect(scene.device.system.processes.state(PACKAGE)).toBe('STOPPED');
    const logged = scene.device.system.logcat.lines().map(({ message }) => message);
    expect(logged.some((message) => problem.test(message))).toBe(true);
    const uri = buildDocumentUri(AUTHORITY, 'a.txt');
    scene.grant(uri, READ_WRITE);
    expect(await scene.app.contentResolver.query(uri, null, null)).toBeNull();
    await expect(scene.app.contentResolver.openFileDescriptor(uri, 'r')).rejects.toMatchObject({
      name: 'FileNotFoundException',
      message: `Failed opening content provider: ${uri}`,
    });
  });

  test('loops for ever: it is not responding after 20 seconds, its process is killed, the next call starts another', async () => {
    const loop = `queryDocument: async (id, projection) => {
      if (id === 'loop') { console.log('looping'); await new Promise(setImmediate); for (;;); }
      return rows(projection, row(id)); },`;
    await using scene = await withPlugin(pluginFolder(providerCode(loop)));
    const { system } = scene.device;
    const [bad, good] = [buildDocumentUri(AUTHORITY, 'loop'), buildDocumentUri(AUTHORITY, 'a.txt')];
    for (const uri of [bad, good]) scene.grant(uri, READ_WRITE);
    const query = scene.app.contentResolver.query(bad, null, null);
    while (!system.logcat.lines().some(({ message }) => message === 'looping'))
      await new Promise((resolve) => setImmediate(resolve));
    system.advanceClock(19_999);
    expect(system.processes.state(PACKAGE)).toBe('BACKGROUND');
    system.advanceClock(1);
    expect(await query).toBeNull();
    expect(await scene.state()).toMatchObject({
      state: 'failed',
      problem: 'The plug-in did not answer queryDocument within 20 seconds.',
    });
    expect(await rowsOf(await scene.app.contentResolver.query(good, ['document_id'], null))).toHaveLength(1);
  });

  test('fills its memory', async () => {
    const fill = `queryDocument: async () => { const all = []; for (;;) all.push(new Array(1e6).fill(Math.random())); },`;
    await using scene = await withPlugin(pluginFolder(providerCode(fill)));
    const uri = buildDocumentUri(AUTHORITY, 'a.txt');
    scene.grant(uri, READ_WRITE);
    expect(await scene.app.contentResolver.query(uri, null, null)).toBeNull();
    expect(await scene.state()).toMatchObject({
      state: 'failed',
      problem: 'The plug-in needed more memory than it may have.',
    });
  });

  test('fills memory that is not of its heap', async () => {
    const fill = `queryDocument: async () => { const all = []; for (;;) { all.push(Buffer.alloc(5e7, 1)); await new Promise((done) => setTimeout(done, 20)); } },`;
    await using scene = await withPlugin(pluginFolder(providerCode(fill)));
    const uri = buildDocumentUri(AUTHORITY, 'a.txt');
    scene.grant(uri, READ_WRITE);
    expect(await scene.app.contentResolver.query(uri, null, null)).toBeNull();
    expect(await scene.state()).toMatchObject({
      state: 'failed',
      problem: 'The plug-in needed more memory than it may have.',
    });
  });

  test('ends, and what it started lives on with its output', async () => {
    const leave = `queryDocument: async () => {
      spawn(process.execPath, ['-e', 'setTimeout(() => {}, 10000)'], { stdio: 'inherit', detached: true });
      process.exit(5);
    },`;
    const code = `import { spawn } from 'node:child_process';${providerCode(leave)}`;
    await using scene = await withPlugin(pluginFolder(code));
    const uri = buildDocumentUri(AUTHORITY, 'a.txt');
    scene.grant(uri, READ_WRITE);
    expect(await scene.app.contentResolver.query(uri, null, null)).toBeNull();
    expect(await scene.state()).toMatchObject({ problem: 'The plug-in ended its process (exit code 5).' });
  });

  test('leaks files: they are its own', async () => {
    const open = `call: async (path) => { for (let i = 0; i < 40; i++) openSync(path); return null; },`;
    const code = `import { openSync } from 'node:fs';${providerCode(open)}`;
    const folder = pluginFolder(code);
    await using scene = await withPlugin(folder);
    scene.grant(buildDocumentUri(AUTHORITY, 'a.txt'), READ_WRITE);
    const leaked = join(folder, 'manifest.json');
    const count = () =>
      readdirSync('/proc/self/fd').filter((fd) => {
        const path = join('/proc/self/fd', fd);
        return existsSync(path) && readlinkSync(path) === leaked;
      }).length;
    await scene.app.contentResolver.call(AUTHORITY, leaked, null, null);
    expect(count()).toBe(0);
  });

  test('an app that leaks its files has as many as Android gives a process', async () => {
    await using scene = await withPlugin(pluginFolder(providerCode('')));
    const uri = buildDocumentUri(AUTHORITY, 'a.txt');
    scene.grant(uri, READ_WRITE);
    for (let count = 0; count < 1_024; count++) await scene.app.contentResolver.openFileDescriptor(uri, 'r');
    await expect(scene.app.contentResolver.openFileDescriptor(uri, 'r')).rejects.toThrow('open failed: EMFILE');
  });

  test('a flood of notices is one notice a turn', async () => {
    const flood = `call: async () => {
      for (let i = 0; i < 1_000_000; i++) context.notifyChange(DocumentsContract.buildRootsUri(context.authority));
      return null; },`;
    await using scene = await withPlugin(pluginFolder(providerCode(flood)));
    scene.grant(buildDocumentUri(AUTHORITY, 'a.txt'), READ_WRITE);
    const { contentResolver } = scene.app;
    let heard = 0;
    await contentResolver.registerContentObserver(buildRootsUri(AUTHORITY), true, () => heard++);
    await contentResolver.call(AUTHORITY, 'flood', null, null);
    await contentResolver.getType(buildRootsUri(AUTHORITY));
    expect(heard).toBe(1);
  });

  test('dies while a file is open: an IOException, and its files are closed', async () => {
    const open = `openDocument: async () => ({ size: 3, read: async () => process.exit(), write: async () => {}, close: async () => {} }),`;
    await using scene = await withPlugin(pluginFolder(providerCode(open)));
    const uri = buildDocumentUri(AUTHORITY, 'a.txt');
    scene.grant(uri, READ_WRITE);
    const file = await scene.app.contentResolver.openFileDescriptor(uri, 'r');
    await expect(file.read(0, 3)).rejects.toMatchObject({ name: 'IOException' });
    await file.close().catch(() => undefined);
  });
});

describe('the manifest', () => {
  test.each([
    [{ exported: false }, 'Provider must be exported'],
    [{ exported: false, grantUriPermissions: false }, 'Provider must be exported'],
    [
      { grantUriPermissions: false, permission: 'android.permission.READ_MEDIA_IMAGES' },
      'Provider must grantUriPermissions',
    ],
    [{ permission: 'android.permission.READ_MEDIA_IMAGES' }, 'Provider must be protected by MANAGE_DOCUMENTS'],
  ])('%o: the process does not start', async (change, problem) => {
    await using scene = await withPlugin(pluginFolder(providerCode(''), pluginManifest(change)));
    expect(scene.loaded).toMatchObject({ state: 'failed', problem });
    expect(scene.device.system.processes.state(PACKAGE)).toBe('STOPPED');
    const logged = scene.device.system.logcat.lines().map(({ message }) => message);
    expect(logged).toContain(`Unable to get provider PluginProvider: java.lang.SecurityException: ${problem}`);
    expect(await scene.app.contentResolver.query(buildRootsUri(AUTHORITY), null, null)).toBeNull();
  });

  test('without the intent filter: it runs, and nobody finds it', async () => {
    await using scene = await withPlugin(pluginFolder(providerCode(''), pluginManifest({ intentActions: [] })));
    expect(scene.loaded).toMatchObject({ state: 'running', problem: expect.stringContaining('No intent filter') });
    const found = await scene.app.queryIntentContentProviders('android.content.action.DOCUMENTS_PROVIDER');
    expect(found.map(({ authority }) => authority)).not.toContain(AUTHORITY);
  });

  test('another app has the authority', async () => {
    await using scene = await withPlugin(MYCLOUD);
    const taken = pluginFolder(
      providerCode(''),
      pluginManifest({ authority: 'com.android.externalstorage.documents' }),
    );
    await expect(scene.documents.loadPlugin(taken)).rejects.toThrow('belongs to com.android.externalstorage');
    const mediaStore = pluginFolder(providerCode(''), pluginManifest({ authority: 'media' }));
    await expect(scene.documents.loadPlugin(mediaStore)).rejects.toThrow('media belongs to ');
    await expect(scene.documents.loadPlugin('/nowhere')).rejects.toThrow('There is no folder /nowhere');
  });

  test('a session that ended leads to the page to sign in on', async () => {
    await using scene = await withPlugin(MYCLOUD);
    const uri = buildDocumentUri(CLOUD, 'notes');
    scene.grant(uri, READ_WRITE);
    const { contentResolver } = scene.app;
    await contentResolver.call(CLOUD, 'expire', null, null);
    const refused = await contentResolver.query(uri, null, null).catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: 'AuthenticationRequiredException', userAction: { title: 'Sign in' } });
    scene.device.user({ account: 'you@example.com' });
    const { actionIntent } = (refused as { userAction: { actionIntent: number } }).userAction;
    expect(await scene.app.startIntentSenderForResult(actionIntent, 1)).toMatchObject({ resultCode: -1 });
    expect(await rowsOf(await contentResolver.query(uri, ['document_id'], null))).toHaveLength(1);
    expect(await scene.state(CLOUD)).toMatchObject({ roots: [{ summary: 'you@example.com' }] });
    const change = Promise.withResolvers<void>();
    await contentResolver.registerContentObserver(buildRootsUri(CLOUD), true, () => change.resolve());
    await contentResolver.call(CLOUD, 'signOut', null, null);
    await change.promise;
    expect(await scene.state(CLOUD)).toMatchObject({ roots: [] });
  });
});
