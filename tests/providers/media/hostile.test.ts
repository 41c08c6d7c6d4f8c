// Every string an app passes is hostile: Android's own error, or a clean rejection; never a change, never a crash.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { THROWABLE_NAMES, Throwable } from '../../../contract/android/errors.ts';
import { CALL, imagesContentUri, QUERY_ARG } from '../../../contract/android/mediaStore.ts';
import { parseUri } from '../../../contract/android/uri.ts';
import { callAs } from '../../../main/activity/systemCaller.ts';
import { SYSTEM_PACKAGES } from '../../../main/packages/packageManager.ts';
import { GALLERY, rowsOf, type TestSystem, testSystem } from '../../testSystem.ts';

const IMAGES = imagesContentUri('external');
const FILES = parseUri('content://media/external/file');

const RIGHT_TO_LEFT = '\u202egpj.exe';
const NUL = 'a\u0000b';

/** Everything the database says of every file, as the shell sees it. */
async function contents(device: TestSystem) {
  const shell = device.connect(SYSTEM_PACKAGES.shell);
  const rows = await rowsOf(await shell.contentResolver.query(FILES, null, null));
  const generation = await shell.contentResolver.call('media', 'get_generation', null, {
    'android.intent.extra.TEXT': 'external_primary',
  });
  shell.close();
  return { rows, generation };
}

/** What a query answers or throws, past the checks of a connection. */
async function outcome(device: TestSystem, asked: Asked): Promise<readonly string[] | Throwable> {
  const { selection, selectionArgs, sortOrder, projection = ['_id'], uri = IMAGES, ...more } = asked;
  const call = callAs(device.system, GALLERY.packageName, new AbortController().signal);
  const queryArgs = {
    ...(selection === undefined ? {} : { [QUERY_ARG.SQL_SELECTION]: selection }),
    ...(selectionArgs === undefined ? {} : { [QUERY_ARG.SQL_SELECTION_ARGS]: selectionArgs }),
    ...(sortOrder === undefined ? {} : { [QUERY_ARG.SQL_SORT_ORDER]: sortOrder }),
    ...more.queryArgs,
  };
  try {
    const result = await device.system.resolver.query(call, parseUri(uri), projection, queryArgs);
    return (result?.window(0, 1_000) ?? []).map(([value]) => String(value));
  } catch (error) {
    if (error instanceof Throwable) return error;
    throw new Error(`No exception of Android's: ${error instanceof Error ? error.stack : String(error)}`);
  }
}

type Asked = Readonly<{
  uri?: string;
  selection?: string;
  selectionArgs?: readonly unknown[];
  sortOrder?: string;
  projection?: readonly string[];
  queryArgs?: Readonly<Record<string, unknown>>;
}>;

const HOSTILE: Readonly<Record<string, Asked>> = {
  'a NUL in the selection': { selection: `_display_name='${NUL}'` },
  'a NUL outside of quotes': { selection: '_id=1\u0000 OR 1=1' },
  'a NUL in an argument': { selection: '_display_name=?', selectionArgs: [NUL] },
  'a selection of 1 MB': { selection: `_id IN (${'1,'.repeat(500_000)}1)` },
  'a literal of 1 MB': { selection: `_display_name='${'x'.repeat(1_000_000)}'` },
  'parentheses 20,000 deep': { selection: `${'('.repeat(20_000)}1${')'.repeat(20_000)}` },
  'conditions 20,000 deep': { selection: `_id=1${' OR _id=2'.repeat(20_000)}` },
  'an unbalanced quote': { selection: "_display_name='x" },
  'an unbalanced double quote': { selection: '_display_name="x' },
  'an unbalanced backtick': { selection: '`_display_name' },
  'an unbalanced bracket': { selection: '[_display_name' },
  'an unbalanced parenthesis': { selection: '1=1) OR (1=1' },
  'one that closes what it did not open': { selection: '1=1)' },
  'a comment to the end': { selection: '1=1 --' },
  'a comment with a line end': { selection: '1=1 --\n OR 1=1' },
  'a comment that does not end': { selection: '1=1 /* ' },
  'a second statement': { selection: '1; DROP TABLE files' },
  'a second statement in quotes that end': { selection: "'x'; DELETE FROM files --'" },
  'a subselect': { selection: '_id IN (SELECT _id FROM files)' },
  'a union': { selection: '1=1) UNION SELECT _data FROM files WHERE (1=1' },
  'the table itself': { selection: 'files._id > 0' },
  'the rowid as a column': { projection: ['rowid'] },
  'the rowid in a selection': { selection: 'rowid > 0' },
  'the oid in a sort order': { sortOrder: 'oid' },
  'the schema as a column': { projection: ['sql FROM sqlite_master --'] },
  'a pragma': { selection: "pragma_table_info('files')" },
  'an attached database': { selection: "ATTACH '/etc/passwd' AS x" },
  'loading an extension': { selection: "load_extension('x')" },
  'reading a file': { selection: "readfile('/etc/passwd')" },
  'writing a file': { selection: "writefile('/tmp/x', 'y')" },
  'a hidden column': { projection: ['redacted_uri_id'] },
  'a hidden column in a sort order': { sortOrder: '_special_format' },
  '10,000 arguments for none': { selectionArgs: Array.from({ length: 10_000 }, () => 'x') },
  '10,000 arguments for one': { selection: '_id=?', selectionArgs: Array.from({ length: 10_000 }, () => '1') },
  '10,000 question marks': {
    selection: `_id IN (${Array.from({ length: 10_000 }, () => '?').join()})`,
    selectionArgs: Array.from({ length: 10_000 }, (_, index) => String(index)),
  },
  '100,000 question marks': {
    selection: `_id IN (${Array.from({ length: 100_000 }, () => '?').join()})`,
    selectionArgs: Array.from({ length: 100_000 }, (_, index) => String(index)),
  },
  'no arguments for one': { selection: '_id=?' },
  'arguments that are objects': { selection: '_id=?', selectionArgs: [{ toString: 'x' }] },
  'arguments that are null': { selection: '_id=?', selectionArgs: [null] },
  'a numbered argument far away': { selection: '_id=?99999', selectionArgs: ['1'] },
  'a named argument': { selection: '_id=:name', selectionArgs: ['1'] },
  'an aggregate without a column': { projection: ['COUNT(*)'] },
  'a star': { projection: ['*'] },
  'an empty column': { projection: [''] },
  '10,000 columns': { projection: Array.from({ length: 10_000 }, () => '_id') },
  'a column of 1 MB': { projection: ['x'.repeat(1_000_000)] },
  'a sort order with a limit': { sortOrder: '_id LIMIT 1' },
  'a sort order that asks': { sortOrder: '(CASE WHEN 1=1 THEN _id ELSE _data END)' },
  'a collation nobody has': { sortOrder: '_id COLLATE nothing' },
  'a limit that is none': { queryArgs: { [QUERY_ARG.SQL_LIMIT]: '1; DROP TABLE files' } },
  'a limit beyond numbers': { queryArgs: { [QUERY_ARG.SQL_LIMIT]: '9'.repeat(400) } },
  'a limit that is infinite': { queryArgs: { [QUERY_ARG.LIMIT]: Number.MAX_VALUE } },
  'a negative limit': { queryArgs: { [QUERY_ARG.LIMIT]: -1, [QUERY_ARG.OFFSET]: -1 } },
  'a match nobody has': { queryArgs: { [QUERY_ARG.MATCH_PENDING]: 99 } },
  'arguments of wrong types': {
    queryArgs: { [QUERY_ARG.SQL_SELECTION]: {}, [QUERY_ARG.SORT_COLUMNS]: 7, [QUERY_ARG.LIMIT]: 'x' },
  },
  'a grouping by nothing': { queryArgs: { [QUERY_ARG.GROUP_COLUMNS]: ['(SELECT 1)'] } },
  'a locale that is SQL': {
    queryArgs: { [QUERY_ARG.SORT_COLUMNS]: ['_id'], [QUERY_ARG.SORT_LOCALE]: "en'; DROP TABLE files --" },
  },
  'the prototype': { queryArgs: JSON.parse('{"__proto__": {"x": 1}, "constructor": 1}') },
  'a path up and out': { selection: '_data=?', selectionArgs: ['../../etc/passwd'] },
  'a path of 10,000 characters': { selection: '_data=?', selectionArgs: ['/x'.repeat(5_000)] },
  emoji: { selection: "_display_name='👩‍👩‍👧‍👦🏳️‍🌈'" },
  'emoji as a name': { selection: '👩‍👩‍👧‍👦=1' },
  'half a surrogate pair': { selection: '_display_name=?', selectionArgs: ['\ud83d'] },
  'marks that turn the text around': { selection: '_display_name=?', selectionArgs: [RIGHT_TO_LEFT] },
  'a volume that is a path': { uri: 'content://media/..%2F..%2Fetc/images/media' },
  'a volume with a NUL': { uri: 'content://media/external%00/images/media' },
  'a volume that is SQL': { uri: `content://media/${encodeURIComponent("x' OR '1'='1")}/images/media` },
  'an id beyond numbers': { uri: `${IMAGES}/${'9'.repeat(400)}` },
  'an id of 20 digits': { uri: `${IMAGES}/99999999999999999999` },
  'a negative id': { uri: `${IMAGES}/-1` },
  'an id that is SQL': { uri: `${IMAGES}/1%20OR%201=1` },
  'a URI of 1 MB': { uri: `${IMAGES}?x=${'y'.repeat(1_000_000)}` },
  'broken percent signs': { uri: `${IMAGES}?includePending=%zz&%=%` },
  'a filter that is SQL': { uri: `content://media/external/audio/media?filter=${encodeURIComponent("%' OR 1=1 --")}` },
  'a filter of many words': { uri: `content://media/external/audio/media?filter=${'a+'.repeat(20_000)}` },
  'a canonical URI with SQL': { uri: `${IMAGES}/1?document_id=${encodeURIComponent("' OR 1=1 --")}&canonical=1` },
  'a redacted URI nobody gave': { uri: `${IMAGES}/RUID${"'".repeat(32)}` },
};

describe('the query road', () => {
  test('every hostile argument ends in Android’s words or in rows the caller may see, and changes nothing', async () => {
    await using device = await testSystem({ photos: ['Pictures/a.jpg', 'Pictures/b.jpg', 'Pictures/c.jpg'] });
    const shell = device.connect(SYSTEM_PACKAGES.shell);
    const ids = (await rowsOf(await shell.contentResolver.query(IMAGES, ['_id'], null))).map(({ _id }) => Number(_id));
    const [selected = 0] = ids;
    await device.system.apps.setPhotoAccess(GALLERY.packageName, 'limited', [selected]);
    device.launch(GALLERY.packageName);
    const before = await contents(device);
    for (const [name, asked] of Object.entries(HOSTILE)) {
      const answer = await outcome(device, asked).catch((error: unknown) => {
        throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      });
      if (answer instanceof Throwable) expect(THROWABLE_NAMES, name).toContain(answer.name);
      else expect([[], [String(selected)]], name).toContainEqual(answer);
    }
    expect(await contents(device)).toEqual(before);
    expect(device.system.logcat.lines().filter(({ priority }) => priority === 'E')).toEqual([]);
  });

  test.each([
    [{ projection: ['rowid'] }, 'IllegalArgumentException', 'Invalid column rowid'],
    [{ selection: 'rowid > 0' }, 'IllegalArgumentException', 'Invalid token rowid'],
    [{ selection: "_display_name='x" }, 'IllegalArgumentException', "Unterminated quote in '_display_name='x'"],
    [{ selection: '1=1 --' }, 'IllegalArgumentException', "Unterminated comment in '1=1 --'"],
    [{ selection: '1; DROP' }, 'IllegalArgumentException', "Semicolon is not allowed in '1; DROP'"],
    [{ selection: '_id IN (SELECT 1)' }, 'IllegalArgumentException', 'Invalid token SELECT'],
    [{ projection: ['COUNT(*)'] }, 'IllegalArgumentException', 'Invalid column COUNT(*)'],
    [{ uri: 'content://media/x%00/images/media' }, 'IllegalArgumentException', 'Volume x\u0000 not found'],
  ])('%j', async (asked: Asked, name, message) => {
    await using device = await testSystem({ photos: [] });
    device.launch(GALLERY.packageName);
    expect(await outcome(device, asked)).toMatchObject({ name, message });
  });

  test('over a connection, what is too much is refused before it reaches the provider', async () => {
    await using device = await testSystem({ photos: [] });
    const { contentResolver } = device.launch(GALLERY.packageName);
    const uri = parseUri(`${IMAGES}?x=${'y'.repeat(1_000_001)}`);
    await expect(contentResolver.query(uri, null, null)).rejects.toMatchObject({
      name: 'IllegalArgumentException',
      message: expect.stringMatching(/^Bad argument for query/),
    });
  });
});

describe('the calls', () => {
  const METHODS = [
    ...Object.values(CALL),
    ...['write', 'trash', 'favorite', 'delete'].map((verb) => `create_${verb}_request`),
    ...['grant_media_read_for_package', 'revoke_media_read_for_package', 'perform_media_request', 'x', NUL],
  ];
  const UNTEXT = { toString: 'x' };
  const EXTRAS: readonly Readonly<Record<string, unknown>>[] = [
    {},
    { uri: UNTEXT, uri_list: UNTEXT, clip_data: UNTEXT, content_values: 'abc' },
    { uri: 5, uri_list: [UNTEXT], clip_data: [UNTEXT], content_values: { is_trashed: UNTEXT, is_favorite: UNTEXT } },
    { uri: `${IMAGES}/1`, uri_list: [null], clip_data: [null, 1], content_values: [UNTEXT] },
    { uri: NUL, uri_list: [NUL], clip_data: [NUL], content_values: { is_trashed: UNTEXT } },
    { uri: `${IMAGES}/1`, clip_data: [`${IMAGES}/1`], content_values: { is_favorite: UNTEXT } },
    { 'android.intent.extra.TEXT': UNTEXT, 'android.intent.extra.UID': UNTEXT, 'android.intent.extra.PACKAGE_NAME': 5 },
    { uri: 'content://com.android.externalstorage.documents/document/primary%3A..%2F..%2Fetc%2Fpasswd' },
    { uri: 'content://com.android.providers.media.documents/document/constructor%3A1' },
  ];
  const ARGS = [null, '', NUL, '../../etc/passwd', '/storage/emulated/0/../../../etc/passwd', 'x'.repeat(1_000_000)];

  test.each([GALLERY.packageName, SYSTEM_PACKAGES.shell])('of %s end in Android’s words', async (packageName) => {
    await using device = await testSystem({ sdk: 36, photos: ['Pictures/a.jpg'] });
    device.launch(GALLERY.packageName);
    const before = await contents(device);
    const call = callAs(device.system, packageName, new AbortController().signal);
    for (const method of METHODS) {
      for (const [index, extras] of EXTRAS.entries()) {
        const arg = ARGS[index % ARGS.length] ?? null;
        const asked = device.system.resolver.call(call, 'media', { method, arg, extras });
        const answer = await asked.catch((error: unknown) => error);
        expect(answer instanceof Error && !(answer instanceof Throwable), `${method} ${index}: ${answer}`).toBe(false);
      }
    }
    for (const arg of ARGS) {
      const asked = device.system.resolver.call(call, 'media', { method: 'scan_file', arg, extras: null });
      expect(await asked.catch((error: unknown) => (error instanceof Throwable ? { STREAM: null } : error))).toEqual(
        arg === null ? { STREAM: null } : { 'android.intent.extra.STREAM': null },
      );
    }
    expect((await contents(device)).rows.map(({ _data }) => _data)).toEqual(before.rows.map(({ _data }) => _data));
    expect(device.system.logcat.lines().filter(({ priority }) => priority === 'E')).toEqual([]);
  });
});

describe('names and places', () => {
  const NAMES: readonly (readonly [name: string, values: Readonly<Record<string, string>>])[] = [
    ['a name up and out', { _display_name: '../../etc/passwd.jpg' }],
    ['a path up and out', { _display_name: 'a.jpg', relative_path: 'Pictures/../../../etc/' }],
    ['a path from the root', { _display_name: 'a.jpg', relative_path: '/etc/' }],
    ['a NUL', { _display_name: `${NUL}.jpg`, relative_path: `Pictures/${NUL}/` }],
    ['a name of 400 bytes', { _display_name: `${'ä'.repeat(200)}.jpg` }],
    ['a directory of 400 bytes', { _display_name: 'a.jpg', relative_path: `Pictures/${'ä'.repeat(200)}/` }],
    ['emoji', { _display_name: '👩‍👩‍👧‍👦.jpg' }],
    ['a text turned around', { _display_name: `${RIGHT_TO_LEFT}.jpg` }],
    ['a name of Windows', { _display_name: 'CON.jpg', relative_path: 'Pictures/AUX/' }],
    ['only dots', { _display_name: '..', relative_path: 'Pictures/../' }],
    ['a backslash', { _display_name: '..\\..\\x.jpg', relative_path: 'Pictures/..\\..\\/' }],
    ['the pending prefix', { _display_name: '.pending-9999999999-x.jpg' }],
    ['half a surrogate pair', { _display_name: '\ud83d.jpg' }],
    ['a path to a file', { _data: '/etc/passwd' }],
  ];

  test('an insert stays in the volume, or is refused in Android’s words', async () => {
    await using device = await testSystem({ photos: [] });
    const { contentResolver } = device.launch(GALLERY.packageName);
    const placed: string[] = [];
    for (const [name, values] of NAMES) {
      try {
        const uri = await contentResolver.insert(IMAGES, values);
        if (uri === null) continue;
        await using file = await contentResolver.openFileDescriptor(uri, 'w');
        await file.write(0, new Uint8Array([1]));
        const [row] = await rowsOf(await contentResolver.query(uri, ['_data'], null));
        placed.push(String(row?._data));
      } catch (error) {
        expect(error, name).toBeInstanceOf(Throwable);
      }
    }
    expect(placed.length).toBeGreaterThan(5);
    for (const path of placed) {
      expect(path).toMatch(/^\/storage\/emulated\/0\/Pictures\//);
      expect(path.split('/')).not.toContain('..');
      const name = path.split('/').at(-1) ?? '';
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
    }
    expect(existsSync(join(device.folder, '../etc'))).toBe(false);
    expect(device.system.logcat.lines().filter(({ priority }) => priority === 'E')).toEqual([]);
  });
});
