import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  buildChildDocumentsUri,
  buildDocumentUri,
  buildDocumentUriUsingTree,
  buildRootsUri,
  buildTreeDocumentUri,
  Document,
  MIME_TYPE_DIR,
} from '../../contract/android/documentsContract.ts';
import { Throwable } from '../../contract/android/errors.ts';
import {
  FLAG_GRANT_PREFIX_URI_PERMISSION,
  FLAG_GRANT_READ_URI_PERMISSION,
  FLAG_GRANT_WRITE_URI_PERMISSION,
} from '../../contract/android/intent.ts';
import { parseUri } from '../../contract/android/uri.ts';
import { matrixCursor } from '../../main/providers/documents/matrixCursor.ts';
import { DocumentFile, DocumentsContract, EXTRA_SIZE } from '../../sdk/index.ts';
import { AUTHORITY, SmallProvider } from '../providers/documents/smallProvider.ts';
import { withProvider } from '../providers/documents/withProvider.ts';
import { GALLERY } from '../testSystem.ts';

const READ_WRITE = FLAG_GRANT_READ_URI_PERMISSION | FLAG_GRANT_WRITE_URI_PERMISSION;
const TEXT = { parent: 'top', mimeType: 'text/plain', bytes: new TextEncoder().encode('hello') };
const DOCUMENTS = { top: { parent: null, mimeType: MIME_TYPE_DIR }, 'a.txt': TEXT };
const OLD = { ...GALLERY, targetSdk: 25 };
const uri = buildDocumentUri(AUTHORITY, 'a.txt');
const tree = buildTreeDocumentUri(AUTHORITY, 'top');

describe('DocumentsContract', () => {
  test('renames: the new URI is granted, the old one is not any more', async () => {
    await using scene = await withProvider(DOCUMENTS);
    scene.grant(uri, READ_WRITE);
    const { contentResolver } = scene.app;
    const renamed = await DocumentsContract.renameDocument(contentResolver, uri, 'b.txt');
    expect(renamed).toBe(buildDocumentUri(AUTHORITY, 'b.txt'));
    expect(await scene.app.checkUriPermission(renamed ?? uri, READ_WRITE)).toBe(0);
    expect(await scene.app.checkUriPermission(uri, FLAG_GRANT_READ_URI_PERMISSION)).toBe(-1);
    await expect(contentResolver.openInputStream(uri)).rejects.toMatchObject({ name: 'SecurityException' });
  });

  test('renames: the URI stays where its provider says nothing', async () => {
    await using scene = await withProvider(DOCUMENTS);
    scene.provider.renameDocument = async () => null;
    scene.grant(uri, READ_WRITE);
    expect(await DocumentsContract.renameDocument(scene.app.contentResolver, uri, 'b.txt')).toBe(uri);
    expect(await scene.app.checkUriPermission(uri, READ_WRITE)).toBe(0);
  });

  test('deletes: true, and nobody has access any more', async () => {
    await using scene = await withProvider(DOCUMENTS);
    scene.grant(uri, READ_WRITE);
    expect(await DocumentsContract.deleteDocument(scene.app.contentResolver, uri)).toBe(true);
    expect(scene.device.system.uriGrants.list()).toEqual([]);
  });

  test('what goes wrong is thrown to an app that targets Android 8, and to no older one', async () => {
    for (const [manifest, gone] of [
      [GALLERY, 'throws'],
      [OLD, false],
    ] as const) {
      await using scene = await withProvider(DOCUMENTS, manifest);
      const missing = buildDocumentUri(AUTHORITY, 'gone');
      scene.grant(missing, READ_WRITE);
      const { contentResolver } = scene.app;
      const outcome = DocumentsContract.deleteDocument(contentResolver, missing).catch(({ name }) => name);
      expect(await outcome).toBe(gone === 'throws' ? 'FileNotFoundException' : gone);
      const created = DocumentsContract.createDocument(contentResolver, missing, 'text/plain', 'x');
      expect(await created.catch(({ message }) => message)).toBe(gone === 'throws' ? 'Create not supported' : null);
      await DocumentsContract.ejectRoot(contentResolver, parseUri(`content://${AUTHORITY}/root/r`));
    }
  });

  test('refuses what is aimed at another provider’s URI', async () => {
    await using scene = await withProvider(DOCUMENTS);
    Object.assign(scene.provider, { copyDocument: async () => 'copy' });
    scene.grant(uri, READ_WRITE);
    for (const target of ['content://media/document/top', 'content://nobody/document/top']) {
      const copied = DocumentsContract.copyDocument(scene.app.contentResolver, uri, parseUri(target));
      await expect(copied).rejects.toMatchObject({ name: 'SecurityException' });
    }
  });

  test('knows documents by their provider’s intent filter', async () => {
    await using scene = await withProvider(DOCUMENTS);
    const { documents } = scene.device.system;
    const isDocument = () => DocumentsContract.isDocumentUri(scene.app, uri);
    expect([await isDocument(), await DocumentsContract.isRootsUri(scene.app, buildRootsUri(AUTHORITY))]).toEqual([
      true,
      true,
    ]);
    const unseen = new SmallProvider({});
    Object.assign(unseen, { info: { ...unseen.info, intentActions: [] } });
    documents.publish(unseen);
    expect(await isDocument()).toBe(false);
    documents.withdraw(AUTHORITY);
    await expect(scene.app.contentResolver.openInputStream(uri)).rejects.toMatchObject({
      name: 'FileNotFoundException',
      message: `No content provider: ${uri}`,
    });
  });
});

describe('a provider whose manifest breaks the rules', () => {
  test.each([
    [{ exported: false, grantUriPermissions: false }, 'Provider must be exported'],
    [{ grantUriPermissions: false, permission: 'x' }, 'Provider must grantUriPermissions'],
    [{ permission: 'com.example.OTHER' }, 'Provider must be protected by MANAGE_DOCUMENTS'],
  ])('%j does not start: %s', async (wrong, problem) => {
    await using scene = await withProvider(DOCUMENTS);
    const { documents, logcat } = scene.device.system;
    const broken = new SmallProvider(DOCUMENTS);
    Object.assign(broken, { info: { ...broken.info, ...wrong } });
    expect(documents.publish(broken)).toBe(problem);
    expect(documents.providers().find(({ authority }) => authority === AUTHORITY)).toMatchObject({
      state: 'failed',
      problem,
    });
    expect(await scene.app.contentResolver.query(uri, null, null)).toBeNull();
    expect(await documents.rootsOf(AUTHORITY, AbortSignal.abort())).toBeNull();
    expect(logcat.lines().at(-1)?.message).toContain(`java.lang.SecurityException: ${problem}`);
  });
});

test('an authority that belongs to another package stays that one’s', async () => {
  await using scene = await withProvider(DOCUMENTS);
  const { documents, resolver } = scene.device.system;
  for (const authority of ['media', AUTHORITY]) {
    const intruder = new SmallProvider({});
    Object.assign(intruder, { info: { ...intruder.info, authority, packageName: 'com.example.intruder' } });
    expect(documents.publish(intruder)).toContain(`provider name ${authority} (in package com.example.intruder)`);
    expect(resolver.providerInfo(authority)?.packageName).not.toBe('com.example.intruder');
  }
});

describe('what an app asks of a provider that takes its time', () => {
  test('can be cancelled: the provider is told, and what it opens too late is closed', async () => {
    await using scene = await withProvider(DOCUMENTS);
    scene.grant(uri, READ_WRITE);
    const asked = Promise.withResolvers<AbortSignal>();
    const goOn = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<Error | undefined>();
    scene.provider.openDocument = async ({ signal }) => {
      asked.resolve(signal);
      await goOn.promise;
      const channel = scene.provider.channel(new Uint8Array(3));
      return { mimeType: 'text/plain', channel: { ...channel, close: async (error) => ended.resolve(error) } };
    };
    const abort = new AbortController();
    const opening = scene.app.contentResolver.openFileDescriptor(uri, 'r', abort.signal);
    const signal = await asked.promise;
    const told = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    abort.abort();
    await expect(opening).rejects.toMatchObject({ name: 'OperationCanceledException' });
    await told;
    goOn.resolve();
    expect(await ended.promise).toMatchObject({ name: 'OperationCanceledException' });
  });

  test('is cancelled before it is asked when the signal says so already', async () => {
    await using scene = await withProvider(DOCUMENTS);
    scene.grant(uri, READ_WRITE);
    const { contentResolver } = scene.app;
    const cancelled = { name: 'OperationCanceledException' };
    const gone = AbortSignal.abort();
    await expect(contentResolver.openFileDescriptor(uri, 'r', gone)).rejects.toMatchObject(cancelled);
    await expect(contentResolver.query(uri, null, null, gone)).rejects.toMatchObject(cancelled);
    await expect(contentResolver.openTypedAssetFileDescriptor(uri, '*/*', null, gone)).rejects.toMatchObject(cancelled);
    expect(scene.provider.calls).toEqual([]);
  });

  test('tells of more rows by its notification URI', async () => {
    await using scene = await withProvider(DOCUMENTS);
    const children = buildChildDocumentsUri(AUTHORITY, 'top');
    const loading = matrixCursor({ projection: null, defaults: ['document_id'], notificationUri: children }, []);
    scene.provider.queryChildDocuments = async () => ({ ...loading, extras: { loading: true } });
    scene.grant(children, FLAG_GRANT_READ_URI_PERMISSION);
    const cursor = await scene.app.contentResolver.query(children, null, null);
    expect([cursor?.getExtras(), cursor?.getNotificationUri()]).toEqual([{ loading: true }, children]);
    const changed = new Promise<void>(
      (resolve) =>
        void cursor?.registerContentObserver(resolve).then(() => {
          scene.device.system.documents.services.notifyChange(children);
        }),
    );
    await changed;
    await cursor?.close();
  });

  test('an app that has nothing of a provider is not given it, and hears nothing of it', async () => {
    await using scene = await withProvider(DOCUMENTS);
    const { contentResolver } = scene.app;
    const denied = {
      name: 'SecurityException',
      message: expect.stringMatching(
        /^Permission Denial: opening provider .* requires that you obtain access using ACTION_OPEN_DOCUMENT or related APIs$/,
      ),
    };
    const asked = [
      () => DocumentsContract.getDocumentMetadata(contentResolver, uri),
      () => contentResolver.call(AUTHORITY, 'com.example.anything', null, null),
      () => contentResolver.getStreamTypes(uri, '*/*'),
      () => contentResolver.registerContentObserver(parseUri(`content://${AUTHORITY}`), true, () => undefined),
    ];
    for (const ask of asked) await expect(ask()).rejects.toMatchObject(denied);
    expect(scene.provider.calls).toEqual([]);
    scene.grant(uri, FLAG_GRANT_READ_URI_PERMISSION);
    expect(await contentResolver.getStreamTypes(uri, 'nothing/else')).not.toBe(undefined);
    const unobserve = await contentResolver.registerContentObserver(
      parseUri(`content://0@${AUTHORITY}`),
      true,
      () => undefined,
    );
    unobserve();
    await expect(
      contentResolver.registerContentObserver(parseUri('content://nobody/x'), true, () => undefined),
    ).rejects.toMatchObject({
      name: 'SecurityException',
      message: expect.stringContaining('Failed to find provider nobody'),
    });
  });

  test('a document that is a page runs nothing with the rights of the device’s own page', async () => {
    const page = buildDocumentUri(AUTHORITY, 'a.html');
    const bytes = Buffer.from('<script>');
    await using scene = await withProvider({ 'a.html': { parent: null, mimeType: 'text/html', bytes } });
    scene.grant(page, FLAG_GRANT_READ_URI_PERMISSION);
    const token = scene.server.tokens.of(GALLERY.packageName);
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(scene.app.contentResolver.contentUrl(page), { headers });
    expect([await response.text(), response.headers.get('content-security-policy')]).toEqual([
      '<script>',
      "default-src 'none'; sandbox; frame-ancestors 'none'",
    ]);
  });

  test('apps tell of changes to who has access, of others not', async () => {
    await using scene = await withProvider(DOCUMENTS);
    const { contentResolver } = scene.app;
    await expect(contentResolver.notifyChange(uri)).rejects.toMatchObject({ name: 'SecurityException' });
    await expect(contentResolver.notifyChange(parseUri('content://nobody/x'))).rejects.toMatchObject({
      message: 'Failed to find provider nobody for user 0; expected to find a valid ContentProvider for this authority',
    });
    scene.grant(uri, FLAG_GRANT_READ_URI_PERMISSION);
    const seen = Promise.withResolvers<readonly unknown[]>();
    await contentResolver.registerContentObserver(uri, false, (uris, flags) => seen.resolve([uris, flags]));
    // The own user's number is no part of the URI.
    await contentResolver.notifyChange(parseUri(uri.replace('content://', 'content://0@')), 8);
    expect(await seen.promise).toEqual([[uri], 8]);
    expect(await contentResolver.refresh(uri)).toBe(false);
  });
});

test('a part of a file is read as it is, and is no whole file', async () => {
  await using scene = await withProvider(DOCUMENTS);
  scene.grant(uri, READ_WRITE);
  const path = join(scene.device.home, 'embedded.jpg');
  writeFileSync(path, '..thumb..');
  const extras = { [DocumentsContract.EXTRA_ORIENTATION]: 90 };
  scene.provider.openDocument = async () => ({ path, mimeType: 'image/jpeg', part: [2, 7], extras });
  const { contentResolver } = scene.app;
  await using file = await contentResolver.openTypedAssetFileDescriptor(uri, '*/*', null);
  expect([file.getStatSize(), file.getMimeType(), file.getExtras()]).toEqual([5, 'image/jpeg', extras]);
  expect(await new Response(file.createInputStream()).text()).toBe('thumb');
  expect(await new Response(await contentResolver.openInputStream(uri)).text()).toBe('thumb');
  await expect(contentResolver.openFileDescriptor(uri, 'r')).rejects.toMatchObject({
    name: 'FileNotFoundException',
    message: 'Not a whole file',
  });
});

describe('a thumbnail', () => {
  const size = { width: 96, height: 64 };

  test('is of the size that is asked for, from the provider’s own hand', async () => {
    await using scene = await withProvider(DOCUMENTS);
    scene.grant(uri, FLAG_GRANT_READ_URI_PERMISSION);
    const sizes: unknown[] = [];
    Object.assign(scene.provider, {
      openDocumentThumbnail: async (_call: unknown, documentId: string, hint: unknown) => {
        sizes.push([documentId, hint]);
        return { mimeType: 'image/png', channel: scene.provider.channel(new Uint8Array(7)) };
      },
    });
    const { contentResolver } = scene.app;
    const blob = await DocumentsContract.getDocumentThumbnail(contentResolver, uri, size);
    expect([blob?.size, blob?.type, sizes]).toEqual([7, 'image/png', [['a.txt', size]]]);
    const opts = { [EXTRA_SIZE]: size };
    await using file = await contentResolver.openTypedAssetFileDescriptor(uri, 'image/*', opts);
    expect([file.getMimeType(), file.getStatSize(), sizes.length]).toEqual(['image/png', 7, 2]);
  });

  test('that there is none of is an exception for an app of today, and null for an old one', async () => {
    for (const [manifest, outcome] of [
      [GALLERY, 'Thumbnails not supported'],
      [OLD, null],
    ] as const) {
      await using scene = await withProvider(DOCUMENTS, manifest);
      scene.grant(uri, FLAG_GRANT_READ_URI_PERMISSION);
      const asked = DocumentsContract.getDocumentThumbnail(scene.app.contentResolver, uri, size);
      expect(await asked.catch(({ message }) => message)).toBe(outcome);
    }
  });
});

test('an expired sign-in tells what to do about it, by a call and by a stream', async () => {
  await using scene = await withProvider(DOCUMENTS);
  scene.grant(uri, READ_WRITE);
  const userAction = { userMessage: 'Sign in again', title: 'Sign in', actionIntent: 5 };
  const expired = { name: 'AuthenticationRequiredException', message: 'expired', userAction };
  scene.provider.openDocument = async () => {
    throw new Throwable('AuthenticationRequiredException', 'expired', { userAction });
  };
  const { contentResolver } = scene.app;
  await expect(contentResolver.openFileDescriptor(uri, 'r')).rejects.toMatchObject(expired);
  await expect(contentResolver.openInputStream(uri)).rejects.toMatchObject(expired);
});

test('a stream that breaks off is an IOException', async () => {
  await using scene = await withProvider(DOCUMENTS);
  scene.grant(uri, READ_WRITE);
  scene.provider.openDocument = async () => {
    const read = async (position: number) => {
      if (position > 0) throw new Error('the network is gone');
      return new Uint8Array(3);
    };
    return { mimeType: 'text/plain', channel: { ...scene.provider.channel(new Uint8Array(9)), read } };
  };
  const { contentResolver } = scene.app;
  const broken = { name: 'IOException' };
  await expect(contentResolver.openInputStream(uri).then((body) => new Response(body).bytes())).rejects.toMatchObject(
    broken,
  );
  await using file = await contentResolver.openFileDescriptor(uri, 'r');
  await expect(file.read(0, 9)).rejects.toMatchObject({ ...broken, message: 'the network is gone' });
});

describe('DocumentFile', () => {
  test('of one document tells its properties and has no children', async () => {
    await using scene = await withProvider(DOCUMENTS);
    scene.grant(uri, FLAG_GRANT_READ_URI_PERMISSION);
    const file = DocumentFile.fromSingleUri(scene.app, uri);
    const told = [await file.getName(), await file.getType(), await file.length(), await file.lastModified()];
    expect(told).toEqual(['a.txt', 'text/plain', 5, 1_000]);
    expect([await file.exists(), await file.isFile(), await file.canRead(), await file.canWrite()]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    await expect(file.listFiles()).rejects.toMatchObject({ name: 'UnsupportedOperationException' });
  });

  test('of a tree finds, renames and deletes, and what goes wrong is false or null', async () => {
    await using scene = await withProvider(DOCUMENTS);
    scene.grant(tree, READ_WRITE | FLAG_GRANT_PREFIX_URI_PERMISSION);
    const folder = await DocumentFile.fromTreeUri(scene.app, tree);
    expect([await folder.isDirectory(), await folder.getType(), folder.getUri()]).toEqual([
      true,
      null,
      buildDocumentUriUsingTree(tree, 'top'),
    ]);
    const file = await folder.findFile('a.txt');
    expect(await file?.renameTo('b.txt')).toBe(true);
    expect(file?.getUri()).toBe(buildDocumentUriUsingTree(tree, 'b.txt'));
    expect(await folder.createFile('text/plain', 'x')).toBeNull();
    expect([await file?.delete(), await file?.exists(), await file?.delete()]).toEqual([true, false, false]);
    await expect(DocumentFile.fromTreeUri(scene.app, uri)).rejects.toMatchObject({ name: 'IllegalArgumentException' });
  });

  test('a virtual document is one', async () => {
    const virtual = { ...TEXT, flags: Document.FLAG_VIRTUAL_DOCUMENT };
    await using scene = await withProvider({ 'a.txt': virtual });
    scene.grant(uri, READ_WRITE);
    expect(await DocumentFile.fromSingleUri(scene.app, uri).isVirtual()).toBe(true);
  });
});
