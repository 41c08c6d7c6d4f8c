// Folders of strange shape: names, links, depth and number. Each is indexed as far as it can be, and none is changed.
import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { permission } from '../../contract/android/manifest.ts';
import { imagesContentUri } from '../../contract/android/mediaStore.ts';
import { ScanFixture } from '../providers/media/scan/scanFixture.ts';
import { bootOn, GALLERY, rowsOf } from '../testSystem.ts';
import { photo, temporary } from './faultFolders.ts';
import { folderHash, folderState } from './folderState.ts';
import { expectAgreement, expectSettled } from './indexState.ts';

const LEVELS = Number(process.env.SCOPEBOX_LEVELS ?? 300);
const FILES = Number(process.env.SCOPEBOX_FILES ?? 20_000);

const STRANGE_NAMES = [
  `${'n'.repeat(251)}.jpg`,
  `${'é'.repeat(125)}x.jpg`,
  `${'😀'.repeat(62)}abc.jpg`,
  ...['CON.jpg', 'NUL', 'aux.txt', 'COM1.jpg', 'LPT9', 'a:b.jpg', 'q"<>|?*.jpg', 'back\\slash.jpg'],
  ...['dot.', 'space .jpg ', ' .jpg', '...', '-rf', '~', '%2F.jpg', '#1.jpg', '$(id).jpg', "'; --.jpg"],
  ...['__proto__', 'constructor', 'toString.jpg', 'hasOwnProperty'],
  ...['a\nb.jpg', '\r\n.jpg', '\t.jpg', '\u0001.jpg', 'line\u2028end.jpg', '\u202egpj.jpg', '\ufeff.jpg', '\ufffd.jpg'],
  ...['\u00fc.jpg', 'u\u0308.jpg', '.trashed-9999999999-x.jpg', '.pending-9999999999-y.jpg', 'Thumbs.db'],
];

/** What no text can say. */
const NOT_UTF8 = [[0xff], [0xc0, 0xaf], [0xe2, 0x82], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80]];

const isPosix = process.platform !== 'win32';
if (process.platform !== 'linux') console.info('Tests of strange names are skipped: only Linux takes most of them.');
if (!isPosix) console.info('Tests of links and depth are skipped: Windows gives links to administrators only.');

function writeStrange(folder: string): void {
  const directories = ['', 'new\nline', 'd'.repeat(255)];
  for (const directory of directories) {
    mkdirSync(join(folder, directory), { recursive: true });
    for (const name of STRANGE_NAMES) writeFileSync(`${folder}/${directory}/${name}`, photo);
  }
  for (const bytes of NOT_UTF8) {
    const name = Buffer.concat([Buffer.from(`${folder}/bad-`), Buffer.from(bytes)]);
    writeFileSync(Buffer.concat([name, Buffer.from('.jpg')]), photo);
    mkdirSync(name);
    writeFileSync(Buffer.concat([name, Buffer.from('/inside.jpg')]), photo);
  }
}

// Other systems refuse most of these names.
describe.skipIf(process.platform !== 'linux')('strange names', () => {
  test('each has its row, and what is no UTF-8 is told', async () => {
    using root = temporary();
    writeStrange(root.path);
    const before = folderState(root.path);
    await using device = new ScanFixture({ folder: root.path });
    await device.scan();
    const indexed = 3 * STRANGE_NAMES.length;
    expect(device.volumes.list()).toMatchObject([
      { state: 'ready', files: indexed, indexed, skipped: 2 * NOT_UTF8.length },
    ]);
    await expectAgreement(device);
    expect(device.log.filter((line) => line.includes('is not UTF-8'))).toHaveLength(2 * NOT_UTF8.length);
    await expectSettled(device);
    await device.scanner.scanFiles(STRANGE_NAMES.map((name) => `${device.volume.path}/new\nline/${name}`));
    await expectAgreement(device);
    expect(folderState(root.path)).toEqual(before);
  });

  test('an app sees the pictures among them by exactly these names', async () => {
    using root = temporary();
    const [folder, home] = [join(root.path, 'photos'), join(root.path, 'home')];
    writeStrange(folder);
    const before = folderState(folder);
    await using device = await bootOn(folder, home);
    await device.indexed();
    device.system.apps.setPermission(GALLERY.packageName, permission.READ_MEDIA_IMAGES, true);
    const app = device.launch(GALLERY.packageName);
    const rows = await rowsOf(await app.contentResolver.query(imagesContentUri('external'), ['_display_name'], null));
    const pictures = STRANGE_NAMES.filter((name) => name.endsWith('.jpg') && !/^\.(trashed|pending)-/.test(name));
    const seen = new Set(rows.map(({ _display_name }) => _display_name));
    expect([...seen].sort()).toEqual(pictures.sort());
    expect(rows).toHaveLength(3 * pictures.length);
    expect(folderState(folder)).toEqual(before);
  });
});

describe.skipIf(!isPosix)('links', () => {
  test('in circles, to themselves, to nowhere and to one file many times over end the scan of nothing', async () => {
    using root = temporary();
    using outside = temporary();
    const { path } = root;
    writeFileSync(join(outside.path, 'secret.jpg'), photo);
    for (const directory of ['a', 'b', 'a/c']) mkdirSync(join(path, directory));
    writeFileSync(join(path, 'a/c/one.jpg'), photo);
    linkSync(join(path, 'a/c/one.jpg'), join(path, 'b/same.jpg'));
    const links = [
      ['..', 'a/up'],
      ['../b', 'a/b'],
      ['../a', 'b/a'],
      ['.', 'self'],
      ['loop', 'loop'],
      ['pong', 'ping'],
    ];
    const further = [
      ['ping', 'pong'],
      ['nowhere.jpg', 'gone.jpg'],
      [outside.path, 'out'],
      [`${outside.path}/secret.jpg`, 's.jpg'],
    ];
    for (const [target = '', link = ''] of [...links, ...further]) symlinkSync(target, join(path, link));
    for (let n = 0; n < 60; n++) symlinkSync(n === 0 ? '.' : `chain${n - 1}/chain${n - 1}`, join(path, `chain${n}`));
    const before = [folderState(path), folderState(outside.path)];
    await using device = new ScanFixture({ folder: path });
    await device.scan();
    expect(Object.keys(device.rows()).sort()).toEqual(['a', 'a/c', 'a/c/one.jpg', 'b', 'b/same.jpg']);
    expect(device.volumes.list()).toMatchObject([{ state: 'ready', indexed: 2 }]);
    await expectSettled(device);
    await device.scanner.scanFiles([...links, ...further].map(([, link]) => `${device.volume.path}/${link}`));
    await device.scanner.scanFile(`${device.volume.path}/a/up/a/up/b/same.jpg`);
    expect(Object.keys(device.rows()).sort()).toEqual(['a', 'a/c', 'a/c/one.jpg', 'b', 'b/same.jpg']);
    expect([folderState(path), folderState(outside.path)]).toEqual(before);
  });
});

describe.skipIf(!isPosix)('folders below folders', () => {
  function deepFolder(root: string, levels: number, name: string) {
    const script = join(import.meta.dirname, 'deepFolder.ts');
    return (what: 'make' | 'tell') =>
      execFileSync(process.execPath, [script, what, root, `${levels}`, name], { encoding: 'utf8' });
  }
  /** Of the paths that this system can say. */
  const LONGEST = process.platform === 'darwin' ? 1_023 : 4_095;

  test.each([
    [LEVELS, 'd'],
    // A look at every folder above each took three minutes.
    [1_900, 'd'],
    [30, 'x'.repeat(250)],
  ])('%i levels are indexed as deep as a path can be, and what is deeper is told', async (levels, name) => {
    using root = temporary();
    const deep = deepFolder(root.path, levels, name);
    deep('make');
    const before = deep('tell');
    await using device = new ScanFixture({ folder: root.path });
    await device.scan();
    const reachable = Math.min(levels, Math.floor((LONGEST - root.path.length) / (name.length + 1)));
    const rows = Object.values(device.rows());
    expect(rows.filter(({ format }) => format === 0x3001)).toHaveLength(reachable);
    expect(device.volumes.list()).toMatchObject([{ state: 'ready', problem: null }]);
    const tooDeep = device.log.filter((line) => line.includes('deeper than a path can say'));
    expect(tooDeep.length > 0).toBe(reachable < levels);
    await expectSettled(device);
    expect(deep('tell')).toBe(before);
  });
});

test(`${FILES} files in one folder`, { timeout: FILES * 5 }, async () => {
  using root = temporary();
  using home = temporary();
  mkdirSync(join(root.path, 'many'));
  for (let n = 0; n < FILES; n++) writeFileSync(join(root.path, 'many', `${n}.txt`), '');
  const before = folderHash(root.path);
  await using device = new ScanFixture({ folder: root.path, database: join(home.path, 'external.db') });
  const count = () => device.database.get('SELECT COUNT(*) AS files FROM files WHERE format <> 0x3001');
  await device.scan();
  expect(device.volumes.list()).toMatchObject([{ state: 'ready', files: FILES, indexed: FILES, skipped: 0 }]);
  expect(count()).toEqual({ files: FILES });
  const generation = device.database.generation();
  await device.scan();
  expect([device.database.generation(), folderHash(root.path)]).toEqual([generation, before]);
  rmSync(join(root.path, 'many/0.txt'));
  await device.scan();
  expect(device.volumes.list()).toMatchObject([{ state: 'ready', files: FILES - 1, indexed: FILES - 1 }]);
  expect(count()).toEqual({ files: FILES - 1 });
});
