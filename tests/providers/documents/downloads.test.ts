import { expect, test } from 'vitest';
import type { Bundle, CursorValue } from '../../../contract/android/cursor.ts';
import {
  buildChildDocumentsUri,
  buildDocumentUri,
  buildDocumentUriUsingTree,
  buildRecentDocumentsUri,
  buildRootsUri,
  buildSearchDocumentsUri,
  buildTreeDocumentUri,
  CALL_KEY,
  DOWNLOADS_AUTHORITY,
  Document,
  getDocumentId,
  METHOD,
  MIME_TYPE_DIR,
  QUERY_ARG_DISPLAY_NAME,
  QUERY_ARG_EXCLUDE_MEDIA,
} from '../../../contract/android/documentsContract.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import type { Uri } from '../../../contract/android/uri.ts';
import { callAs } from '../../../main/activity/systemCaller.ts';
import { SYSTEM_PACKAGES } from '../../../main/packages/packageManager.ts';
import { onThisComputer, type TestSystem, testSystem } from '../../testSystem.ts';

const FILES = {
  'Download/report.pdf': 'pdf',
  'Download/notes.txt': 'notes',
  'Download/song.mp3': 'mp3',
  'Download/.nomedia-not': 'hidden',
  'Download/maps/one.gpx': 'gpx',
  'Documents/other.txt': 'not a download',
};

const asDocumentsUi = ({ system }: TestSystem) =>
  callAs(system, SYSTEM_PACKAGES.documentsUi, new AbortController().signal);

type Row = Readonly<Record<string, CursorValue>>;

async function rows(device: TestSystem, uri: Uri, queryArgs: Bundle = {}): Promise<readonly Row[]> {
  const result = await device.system.resolver.query(asDocumentsUi(device), uri, null, queryArgs);
  if (result === null) throw new Error(`${uri} is a null cursor.`);
  return result
    .window(0, result.count)
    .map((row) => Object.fromEntries(result.columns.map((column, index) => [column, row[index] ?? null])));
}

async function call(device: TestSystem, method: keyof typeof METHOD, id: string, extras: Bundle = {}) {
  const uri = buildDocumentUri(DOWNLOADS_AUTHORITY, id);
  const request = { method: METHOD[method], arg: null, extras: { [CALL_KEY.URI]: uri, ...extras } };
  const out = await device.system.resolver.call(asDocumentsUi(device), DOWNLOADS_AUTHORITY, request);
  const answered = out?.[CALL_KEY.URI];
  return typeof answered === 'string' ? getDocumentId(answered as Uri) : null;
}

const create = (device: TestSystem, parent: string, mimeType: string, name: string) =>
  call(device, 'CREATE_DOCUMENT', parent, { [CALL_KEY.MIME_TYPE]: mimeType, [CALL_KEY.DISPLAY_NAME]: name });

const children = (device: TestSystem, id: string) => rows(device, buildChildDocumentsUri(DOWNLOADS_AUTHORITY, id));
const names = (found: readonly Row[]) => found.map(({ _display_name: name }) => name).sort();
const path = (name: string) => `/storage/emulated/0/Download/${name}`;

async function downloads() {
  const device = await testSystem({ photos: ['Download/picture.jpg'], files: FILES });
  await device.indexed();
  return device;
}

test('one root, whose directory has each file of Download once', async () => {
  await using device = await downloads();
  const [root] = await rows(device, buildRootsUri(DOWNLOADS_AUTHORITY));
  expect(root).toMatchObject({ root_id: 'downloads', document_id: 'downloads', flags: 15, title: 'Downloads' });
  const [top] = await rows(device, buildDocumentUri(DOWNLOADS_AUTHORITY, 'downloads'));
  expect(top).toMatchObject({ mime_type: MIME_TYPE_DIR, flags: 40, summary: null });
  const found = await children(device, 'downloads');
  expect(names(found)).toEqual(['.nomedia-not', 'maps', 'notes.txt', 'picture.jpg', 'report.pdf', 'song.mp3']);
  const picture = found.find(({ _display_name: name }) => name === 'picture.jpg');
  expect(String(picture?.document_id)).toMatch(/^msf:\d+$/);
  const { FLAG_SUPPORTS_THUMBNAIL, FLAG_SUPPORTS_METADATA } = Document;
  expect(picture?.flags).toBe(70 | FLAG_SUPPORTS_THUMBNAIL | FLAG_SUPPORTS_METADATA);
  const maps = found.find(({ _display_name: name }) => name === 'maps');
  expect(names(await children(device, String(maps?.document_id)))).toEqual(['one.gpx']);
});

test('what is created is a download with a number, which a new name does not change', async () => {
  await using device = await downloads();
  const id = (await create(device, 'downloads', 'text/plain', 'a:b')) ?? '';
  expect(id).toBe('1');
  const uri = buildDocumentUri(DOWNLOADS_AUTHORITY, id);
  expect(await rows(device, uri)).toMatchObject([{ _display_name: 'a_b.txt', mime_type: 'text/plain', _size: 0 }]);
  await call(device, 'RENAME_DOCUMENT', id, { [CALL_KEY.DISPLAY_NAME]: 'c.txt' });
  expect(await rows(device, uri)).toMatchObject([{ _display_name: 'c.txt' }]);
  const taken = call(device, 'RENAME_DOCUMENT', id, { [CALL_KEY.DISPLAY_NAME]: 'notes.txt' });
  await expect(taken).rejects.toMatchObject({
    name: 'IllegalStateException',
    message: `File already exists: ${path('notes.txt')}`,
  });
  expect(names(await children(device, 'downloads')).filter((name) => name === 'c.txt')).toEqual(['c.txt']);
  await call(device, 'DELETE_DOCUMENT', id);
  expect(await rows(device, uri)).toEqual([]);
  await expect(call(device, 'DELETE_DOCUMENT', id)).rejects.toMatchObject({ message: `Failed to delete ${id}` });
});

test('directories, and what is in them, are raw', async () => {
  await using device = await downloads();
  const folder = (await create(device, 'downloads', MIME_TYPE_DIR, 'new')) ?? '';
  expect(folder).toBe(`raw:${path('new')}`);
  expect(await create(device, folder, 'text/plain', 'x')).toBe(`raw:${path('new/x.txt')}`);
  expect(await children(device, folder)).toMatchObject([{ document_id: `raw:${path('new/x.txt')}` }]);
  const missing = `raw:${path('gone')}`;
  const renamed = call(device, 'RENAME_DOCUMENT', missing, { [CALL_KEY.DISPLAY_NAME]: 'b' });
  await expect(renamed).rejects.toMatchObject({ message: expect.stringContaining(`Missing file for ${missing} at`) });
  const outside = buildDocumentUri(DOWNLOADS_AUTHORITY, `raw:${path('../../../../etc/passwd')}`);
  await expect(device.system.resolver.openFile(asDocumentsUi(device), outside, 'r')).rejects.toMatchObject({
    name: 'FileNotFoundException',
  });
});

test('recent and found downloads leave out what MediaStore’s documents show', async () => {
  await using device = await downloads();
  await create(device, 'downloads', 'application/zip', 'new.zip');
  const recents = await rows(device, buildRecentDocumentsUri(DOWNLOADS_AUTHORITY, 'downloads'));
  expect(names(recents)).not.toContain('picture.jpg');
  expect(recents[0]).toMatchObject({ _display_name: 'new.zip' });
  const search = (queryArgs: Bundle) =>
    rows(device, buildSearchDocumentsUri(DOWNLOADS_AUTHORITY, 'downloads', ''), queryArgs);
  expect(names(await search({ [QUERY_ARG_DISPLAY_NAME]: 'P' }))).toEqual([
    ...['maps', 'new.zip', 'one.gpx', 'picture.jpg', 'report.pdf', 'song.mp3'],
  ]);
  const withoutMedia = await search({ [QUERY_ARG_DISPLAY_NAME]: 'p', [QUERY_ARG_EXCLUDE_MEDIA]: true });
  expect(names(withoutMedia)).not.toContain('picture.jpg');
});

test('files are opened, and their listing is told of changes', async () => {
  await using device = await downloads();
  const { system } = device;
  const found = await children(device, 'downloads');
  const notes = found.find(({ _display_name: name }) => name === 'notes.txt');
  const uri = buildDocumentUri(DOWNLOADS_AUTHORITY, String(notes?.document_id));
  const opened = await system.resolver.openFile(asDocumentsUi(device), uri, 'r');
  expect(onThisComputer(opened)).toMatchObject({ mimeType: 'text/plain' });
  const told: string[] = [];
  system.observers.register(buildChildDocumentsUri(DOWNLOADS_AUTHORITY, 'downloads'), false, (uris) =>
    told.push(...uris),
  );
  await create(device, 'downloads', 'text/plain', 'z');
  expect(told).toContain(buildChildDocumentsUri(DOWNLOADS_AUTHORITY, 'downloads'));
});

const BAD_IDS = ['', 'raw:', 'raw:a', 'raw:/', 'raw:/etc/passwd', 'raw:/storage/emulated/0/../../../etc/passwd'].concat(
  ...['msf:', 'msf:x', 'msd:1:2', 'msf:99999999', '0', '-1', '99999999999999999999', 'a/b', '%2F', 'downloads/', ':'],
  ...[`raw:${path('a\0b')}`, `raw:${path('%00')}`, `raw:${path(`${'x'.repeat(5_000)}`)}`],
);

test('ids that are none have no document, and lead nowhere', async () => {
  await using device = await downloads();
  const asked = asDocumentsUi(device);
  for (const id of BAD_IDS) {
    const uri = buildDocumentUri(DOWNLOADS_AUTHORITY, id);
    const listed = await device.system.resolver.query(asked, uri, null, null).catch((error: unknown) => error);
    if (listed instanceof Error) expect(listed, id).toBeInstanceOf(Throwable);
    else expect(listed === null || (listed as { count: number }).count === 0, id).toBe(true);
    const opened = await device.system.resolver.openFile(asked, uri, 'rw').catch((error: unknown) => error);
    expect(opened, id).toBeInstanceOf(Throwable);
    const removed = await call(device, 'DELETE_DOCUMENT', id).catch((error: unknown) => error);
    expect(removed, id).toBeInstanceOf(Throwable);
  }
  expect(names(await children(device, 'downloads'))).toHaveLength(6);
});

test('the directory of downloads has no number: it is neither deleted nor renamed', async () => {
  await using device = await downloads();
  for (const method of ['DELETE_DOCUMENT', 'RENAME_DOCUMENT'] as const)
    await expect(call(device, method, 'downloads', { [CALL_KEY.DISPLAY_NAME]: 'x' })).rejects.toMatchObject({
      ...{ name: 'NumberFormatException', message: 'For input string: "downloads"' },
    });
  expect(names(await children(device, 'downloads'))).toHaveLength(6);
});

test.each(['raw:/', 'raw:', 'raw:.'])('the way to %s has an end', async (id) => {
  await using device = await downloads();
  const uri = buildDocumentUriUsingTree(buildTreeDocumentUri(DOWNLOADS_AUTHORITY, id), id);
  const request = { method: METHOD.FIND_DOCUMENT_PATH, arg: null, extras: { [CALL_KEY.URI]: uri } };
  const out = await device.system.resolver.call(asDocumentsUi(device), DOWNLOADS_AUTHORITY, request);
  expect(out?.[CALL_KEY.RESULT]).toMatchObject({ path: [expect.stringMatching(/^raw:[/.]$/)] });
});

test('dots in an id lead out of no folder', async () => {
  await using device = await downloads();
  const isChild = async (id: string) => {
    const extras = {
      [CALL_KEY.URI]: buildDocumentUri(DOWNLOADS_AUTHORITY, `raw:${path('maps')}`),
      [CALL_KEY.TARGET_URI]: buildDocumentUri(DOWNLOADS_AUTHORITY, id),
    };
    const request = { method: METHOD.IS_CHILD_DOCUMENT, arg: null, extras };
    const out = await device.system.resolver.call(asDocumentsUi(device), DOWNLOADS_AUTHORITY, request);
    return out?.[CALL_KEY.RESULT];
  };
  expect(await isChild(`raw:${path('maps/one.gpx')}`)).toBe(true);
  expect(await isChild(`raw:${path('maps/../notes.txt')}`)).toBe(false);
  expect(await isChild(`raw:${path('maps2')}`)).toBe(false);
});
