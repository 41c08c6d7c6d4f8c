// Real packages, as aapt2 and aapt make them of album.xml, and what is wrong with others.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readBinaryXml } from '../../main/packages/binaryXml.ts';
import { InstallError } from '../../main/packages/installError.ts';
import { checkInstall, type InstallFlags } from '../../main/packages/installRules.ts';
import { InstallSessions } from '../../main/packages/installSessions.ts';
import { type PackageFile, readPackageFile } from '../../main/packages/packageFile.ts';
import { ResourceError } from '../../main/packages/resourceChunks.ts';
import { readResourceTable } from '../../main/packages/resourceTable.ts';
import { bytesSource, readZipEntries } from '../../main/packages/zipFile.ts';
import { random } from '../adb/random.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/apks');
const fixture = (name: string) => readFileSync(join(FIXTURES, name));
const read = (bytes: Uint8Array) => readPackageFile(bytesSource(bytes), '/data/app/vmdl1.tmp/base.apk');

const ALBUM = {
  packageName: 'com.example.album',
  label: 'Álbum',
  targetSdk: 34,
  minSdk: 24,
  versionCode: 42,
  versionName: '4.2-beta',
  usesPermissions: [
    { name: 'android.permission.READ_MEDIA_IMAGES' },
    { name: 'android.permission.READ_MEDIA_VISUAL_USER_SELECTED' },
    { name: 'android.permission.READ_EXTERNAL_STORAGE', maxSdkVersion: 32 },
    { name: 'android.permission.INTERNET' },
  ],
  providers: ['com.example.album.files', 'com.example.album.more'].map((authority) => ({
    ...{ authority, name: '.FileProvider', exported: false, grantUriPermissions: true },
  })),
  activities: [
    {
      ...{ name: '.ui.AlbumActivity', exported: true, intentActions: ['android.intent.action.MAIN'] },
      categories: ['android.intent.category.LAUNCHER'],
    },
    {
      ...{ name: '.ui.AlbumActivity', exported: true, intentActions: ['android.intent.action.GET_CONTENT'] },
      categories: ['android.intent.category.DEFAULT', 'android.intent.category.OPENABLE'],
      mimeTypes: ['image/*'],
    },
  ],
};

test.each(['album.apk', 'albumAapt.apk'])('%s says what its manifest said before it was packed', async (name) => {
  expect(await read(fixture(name))).toEqual({
    ...{ manifest: ALBUM, isTestOnly: false, split: null, needsSplits: false },
  });
});

test('the same as a text, without its resources', async () => {
  const { manifest } = await read(fixture('album.xml'));
  const { versionName: _, ...version } = ALBUM;
  expect(manifest).toEqual({ ...version, label: 'com.example.album' });
});

test('a manifest of ours, and one that was taken out of its package', async () => {
  const app = { packageName: 'com.example.a', label: 'A', targetSdk: 34, usesPermissions: [] };
  expect((await read(Buffer.from(JSON.stringify(app)))).manifest).toEqual(app);
  const entries = await readZipEntries(bytesSource(fixture('album.apk')), ['AndroidManifest.xml'], 1e6);
  const bare = await read(entries.get('AndroidManifest.xml') ?? new Uint8Array());
  expect(bare.manifest).toMatchObject({
    packageName: 'com.example.album',
    versionCode: 42,
    label: 'com.example.album',
  });
});

test.each<[what: string, bytes: Uint8Array, words: RegExp]>([
  ['nothing', Buffer.alloc(0), /^INSTALL_PARSE_FAILED_NOT_APK: Failed to parse \/data\/app\/vmdl1\.tmp\/base\.apk$/],
  ['noise', Buffer.from('hello'), /^INSTALL_PARSE_FAILED_NOT_APK: /],
  ['a start of a zip', fixture('album.apk').subarray(0, 900), /^INSTALL_PARSE_FAILED_NOT_APK: /],
  ['an empty zip', Buffer.from(`PK\x05\x06${'\0'.repeat(18)}`, 'latin1'), /BAD_MANIFEST: Missing AndroidManifest\.xml/],
  ['JSON of something else', Buffer.from('{}'), /^INSTALL_PARSE_FAILED_MANIFEST_MALFORMED: .*packageName/],
  ['packed noise', Buffer.from([3, 0, 8, 0, 255, 0, 0, 0]), /^INSTALL_PARSE_FAILED_UNEXPECTED_EXCEPTION: /],
])('%s is refused in words', async (_, bytes, words) => {
  const refused = await read(bytes).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(InstallError);
  expect(String((refused as Error).message)).toMatch(words);
});

test('noise in any place ends in a reason, and soon', async () => {
  const { below } = random(8);
  const whole = fixture('album.apk');
  const entries = await readZipEntries(bytesSource(whole), ['AndroidManifest.xml', 'resources.arsc'], 1e6);
  const [manifest, table] = ['AndroidManifest.xml', 'resources.arsc'].map(
    (name) => entries.get(name) ?? Buffer.alloc(0),
  );
  for (let round = 0; round < 1_500; round++) {
    const broken = (bytes: Uint8Array) => {
      const copy = Uint8Array.from(bytes.subarray(0, below(5) === 0 ? below(bytes.length) : bytes.length));
      for (let changes = 1 + below(4); changes > 0 && copy.length > 0; changes--)
        copy[below(copy.length)] = below(3) === 0 ? 255 : below(256);
      return copy;
    };
    if (round % 5 === 0) await read(broken(whole)).catch(expectReason);
    for (const run of [
      () => readBinaryXml(broken(manifest ?? whole)),
      () => readResourceTable(broken(table ?? whole))(0x7f010000 + (round % 3)),
    ])
      try {
        run();
      } catch (error) {
        expect(error).toBeInstanceOf(ResourceError);
      }
  }
});

function expectReason(error: unknown): void {
  expect(error).toBeInstanceOf(InstallError);
}

const FLAGS: InstallFlags = {
  ...{ replacesExisting: true, allowsTest: false, allowsDowngrade: false, grantsPermissions: false },
  ...{ bypassesLowTargetSdk: false, installer: null },
};
const file = (more: Partial<PackageFile> = {}, manifest: object = {}): PackageFile => ({
  manifest: { ...ALBUM, ...manifest },
  ...{ isTestOnly: false, split: null, needsSplits: false, ...more },
});
const installed = (manifest: object = {}, system = false) => ({
  ...{ manifest: { ...ALBUM, ...manifest }, uid: 10_050, system },
});

describe('what may be installed', () => {
  test.each<[what: string, install: Partial<Parameters<typeof checkInstall>[0]>, words: string | null]>([
    ['a new app', { installed: null }, null],
    ['the same again', {}, null],
    [
      'the same again with -R',
      { flags: { ...FLAGS, replacesExisting: false } },
      'INSTALL_FAILED_ALREADY_EXISTS: Attempt to re-install com.example.album without first uninstalling.',
    ],
    [
      'an older one',
      { installed: installed({ versionCode: 43 }) },
      'INSTALL_FAILED_VERSION_DOWNGRADE: Downgrade detected: Update version code 42 is older than current 43',
    ],
    [
      'an older one with -d',
      { installed: installed({ versionCode: 43 }), flags: { ...FLAGS, allowsDowngrade: true } },
      null,
    ],
    [
      'one for a newer Android',
      { sdk: 33, file: file({}, { minSdk: 34 }) },
      'INSTALL_FAILED_OLDER_SDK: Requires newer sdk version #34 (current version is #33)',
    ],
    [
      'one for a very old Android',
      { file: file({}, { targetSdk: 22 }), installed: null },
      'INSTALL_FAILED_DEPRECATED_SDK_VERSION: App package must target at least SDK version 23, but found 22',
    ],
    ['the same on Android 13', { file: file({}, { targetSdk: 22 }), installed: null, sdk: 33 }, null],
    [
      'one that asks at install, over one that asks at run time',
      { file: file({}, { targetSdk: 22 }), sdk: 33 },
      "INSTALL_FAILED_PERMISSION_MODEL_DOWNGRADE: Package com.example.album new target SDK 22 doesn't support runtime permissions but the old target SDK 34 does.",
    ],
    [
      'one for tests',
      { file: file({ isTestOnly: true }) },
      'INSTALL_FAILED_TEST_ONLY: Failed to install test-only apk. Did you forget to add -t?',
    ],
    ['one for tests with -t', { file: file({ isTestOnly: true }), flags: { ...FLAGS, allowsTest: true } }, null],
    [
      'a split alone',
      { file: file({ split: 'config.en' }) },
      'INSTALL_FAILED_INVALID_APK: Full install must include a base package',
    ],
    [
      'a base without its splits',
      { file: file({ needsSplits: true }) },
      'INSTALL_FAILED_MISSING_SPLIT: Missing split for com.example.album',
    ],
    [
      'one of the system',
      { installed: installed({}, true) },
      'INSTALL_FAILED_UPDATE_INCOMPATIBLE: Existing package com.example.album signatures do not match newer version; ignoring!',
    ],
  ])('%s', (_, given, words) => {
    const run = () => checkInstall({ file: file(), flags: FLAGS, sdk: 34, installed: installed(), ...given });
    if (words === null) expect(run).not.toThrow();
    else expect(run).toThrow(new InstallError(words.split(': ', 1)[0] ?? '', words.slice(words.indexOf(': ') + 2)));
  });
});

test('a session takes what it was promised and leaves nothing behind', async () => {
  const root = mkdtempSync(join(tmpdir(), 'scopebox-install-'));
  try {
    const sessions = new InstallSessions(join(root, 'staging'));
    const session = sessions.create(FLAGS);
    const bytes = fixture('album.apk');
    expect(await session.write('base.apk', pieces(bytes, 100), bytes.length)).toBe(bytes.length);
    expect(await session.packages()).toEqual([expect.objectContaining({ manifest: ALBUM })]);
    await expect(session.write('more.apk', pieces(bytes, 100), bytes.length + 1)).rejects.toThrow(
      `INSTALL_FAILED_INVALID_APK: more.apk has ${bytes.length} bytes instead of ${bytes.length + 1}`,
    );
    sessions.end(session);
    expect(sessions.find(session.id)).toBeNull();
    await expect(session.packages()).rejects.toThrow('ENOENT');
  } finally {
    rmSync(root, { recursive: true });
  }
});

async function* pieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}
