// What goes wrong between an app and a documents provider, over the road that every app's bytes take.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  buildChildDocumentsUriUsingTree,
  buildDocumentUri,
  buildDocumentUriUsingTree,
  buildTreeDocumentUri,
  Document,
  MIME_TYPE_DIR,
} from '../../contract/android/documentsContract.ts';
import {
  FLAG_GRANT_PREFIX_URI_PERMISSION,
  FLAG_GRANT_READ_URI_PERMISSION,
  FLAG_GRANT_WRITE_URI_PERMISSION,
} from '../../contract/android/intent.ts';
import type { Uri } from '../../contract/android/uri.ts';
import { type Context, DocumentFile } from '../../sdk/index.ts';
import { AUTHORITY } from '../providers/documents/smallProvider.ts';
import { withProvider } from '../providers/documents/withProvider.ts';
import { rowsOf } from '../testSystem.ts';

const READ_WRITE = FLAG_GRANT_READ_URI_PERMISSION | FLAG_GRANT_WRITE_URI_PERMISSION;
const FOLDER = { parent: null, mimeType: MIME_TYPE_DIR, flags: Document.FLAG_DIR_SUPPORTS_CREATE };

async function write(app: Context, uri: Uri, mode: 'w' | 'wt' | 'rwt' | 'rwa', length: number): Promise<void> {
  const writer = (await app.contentResolver.openOutputStream(uri, mode)).getWriter();
  await writer.write(new Uint8Array(length).fill(2));
  await writer.close();
}

describe('S45 overwriting', () => {
  test.each([
    ['w', 100, [40, 60]],
    ['wt', 40, [40, 0]],
    ['rwt', 40, [40, 0]],
    ['rwa', 140, [40, 100]],
  ] as const)('"%s" leaves %i bytes', async (mode, size, [fresh, old]) => {
    const folder = mkdtempSync(join(tmpdir(), 'scopebox-tail-'));
    const path = join(folder, 'backup.bin');
    writeFileSync(path, new Uint8Array(100).fill(1));
    await using scene = await withProvider({ 'backup.bin': { parent: null, mimeType: 'application/x-backup', path } });
    const uri = buildDocumentUri(AUTHORITY, 'backup.bin');
    scene.grant(uri, READ_WRITE);
    await write(scene.app, uri, mode, 40);
    const bytes = readFileSync(path);
    expect([bytes.length, count(bytes, 2), count(bytes, 1)]).toEqual([size, fresh, old]);
    expect((await new Response(await scene.app.contentResolver.openInputStream(uri)).bytes()).length).toBe(size);
    rmSync(folder, { recursive: true });
  });

  test('without a grant for writing nothing is opened', async () => {
    await using scene = await withProvider({ a: { parent: null, mimeType: 'text/plain', bytes: new Uint8Array(3) } });
    const uri = buildDocumentUri(AUTHORITY, 'a');
    scene.grant(uri, FLAG_GRANT_READ_URI_PERMISSION);
    await expect(scene.app.contentResolver.openFileDescriptor(uri, 'rw')).rejects.toMatchObject({
      name: 'SecurityException',
    });
    expect(scene.provider.calls).toEqual([]);
  });
});

describe('S46 a virtual file', () => {
  const pdf = new TextEncoder().encode('%PDF-1.7 exported');
  const virtual = {
    parent: null,
    mimeType: 'application/vnd.example.sheet',
    flags: Document.FLAG_VIRTUAL_DOCUMENT,
    exports: { 'application/pdf': pdf },
  };

  test('has no bytes of its own, and those of its exports', async () => {
    await using scene = await withProvider({ sheet: virtual });
    const { contentResolver } = scene.app;
    const uri = buildDocumentUri(AUTHORITY, 'sheet');
    scene.grant(uri, FLAG_GRANT_READ_URI_PERMISSION);
    await expect(contentResolver.openInputStream(uri)).rejects.toMatchObject({ name: 'FileNotFoundException' });
    expect(await contentResolver.getStreamTypes(uri, '*/*')).toEqual(['application/pdf']);
    await using file = await contentResolver.openTypedAssetFileDescriptor(uri, 'application/pdf', null);
    expect([file.getStatSize(), file.getMimeType()]).toEqual([-1, 'application/pdf']);
    expect(await new Response(file.createInputStream()).bytes()).toEqual(new Uint8Array(pdf));
    await expect(contentResolver.openTypedAssetFileDescriptor(uri, 'text/csv', null)).rejects.toMatchObject({
      name: 'FileNotFoundException',
      message: 'The requested MIME type is not supported.',
    });
  });

  test('an export is a pipe: read in order, and no other way', async () => {
    await using scene = await withProvider({ sheet: virtual });
    const uri = buildDocumentUri(AUTHORITY, 'sheet');
    scene.grant(uri, FLAG_GRANT_READ_URI_PERMISSION);
    const file = await scene.app.contentResolver.openTypedAssetFileDescriptor(uri, 'application/pdf', null);
    await expect(file.read(5, 3)).rejects.toMatchObject({ name: 'IOException', message: /ESPIPE/ });
    expect(new TextDecoder().decode(await file.read(0, 4))).toBe('%PDF');
    await file.close();
    expect(scene.provider.closed).toEqual([undefined]);
  });
});

describe('S47 a folder of many files', () => {
  test('costs one query by a cursor, and one per file and property by DocumentFile', async () => {
    const files = Array.from({ length: 50 }, (_, index) => [
      `${index}.txt`,
      { parent: 'top', mimeType: 'text/plain', bytes: new Uint8Array(index) },
    ]);
    await using scene = await withProvider({ top: FOLDER, ...Object.fromEntries(files) });
    const tree = buildTreeDocumentUri(AUTHORITY, 'top');
    scene.grant(tree, READ_WRITE | FLAG_GRANT_PREFIX_URI_PERMISSION);
    const children = buildChildDocumentsUriUsingTree(tree, 'top');
    const columns = [Document.COLUMN_DISPLAY_NAME, Document.COLUMN_SIZE];
    const rows = await rowsOf(await scene.app.contentResolver.query(children, columns, null));
    expect([rows.length, scene.provider.calls]).toEqual([50, ['queryChildDocuments']]);

    scene.provider.calls.length = 0;
    const folder = await DocumentFile.fromTreeUri(scene.app, tree);
    const listed: [string | null, number][] = [];
    for (const file of await folder.listFiles()) listed.push([await file.getName(), await file.length()]);
    expect(listed).toEqual(rows.map(({ _display_name: name, _size: size }) => [name, Number(size)]));
    expect(scene.provider.calls).toEqual(['queryChildDocuments', ...Array(100).fill('queryDocument')]);
  });
});

describe('S49 a provider that says no child is one', () => {
  test('opens the folder itself, and nothing below it', async () => {
    await using scene = await withProvider({
      top: FOLDER,
      sub: { ...FOLDER, parent: 'top' },
      'a.txt': { parent: 'sub', mimeType: 'text/plain', bytes: new Uint8Array(3) },
    });
    const { contentResolver } = scene.app;
    const tree = buildTreeDocumentUri(AUTHORITY, 'top');
    scene.grant(tree, READ_WRITE | FLAG_GRANT_PREFIX_URI_PERMISSION);
    const nested = buildDocumentUriUsingTree(tree, 'a.txt');
    expect((await new Response(await contentResolver.openInputStream(nested)).bytes()).length).toBe(3);

    scene.provider.isChildDocument = async () => false;
    const refused = { name: 'SecurityException', message: 'Document a.txt is not a descendant of top' };
    await expect(contentResolver.openInputStream(nested)).rejects.toMatchObject(refused);
    await expect(contentResolver.query(nested, null, null)).rejects.toMatchObject(refused);
    const top = await contentResolver.query(buildChildDocumentsUriUsingTree(tree, 'top'), null, null);
    expect((await rowsOf(top)).map(({ document_id: id }) => id)).toEqual(['sub']);
  });
});

function count(bytes: Uint8Array, value: number): number {
  return bytes.filter((byte) => byte === value).length;
}
