// What `adb install` and its relatives ask of the shell, on a device.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openShell } from '../../main/shell/shell.ts';
import { shellServices } from '../../main/systemShell.ts';
import { type TestSystem, testSystem } from '../testSystem.ts';

const APK = readFileSync(join(import.meta.dirname, '../../fixtures/apks/album.apk'));
const ALBUM = 'com.example.album';

async function run({ system }: TestSystem, command: string, stdin: Uint8Array = new Uint8Array()) {
  let [stdout, stderr] = ['', ''];
  const { signal } = new AbortController();
  const exit = await openShell(shellServices(system, signal), command, {
    stdin: pieces(stdin),
    stdout: (bytes) => {
      stdout += Buffer.from(bytes).toString();
    },
    stderr: (bytes) => {
      stderr += Buffer.from(bytes).toString();
    },
    ...{ signal, terminal: null, environment: {} },
  });
  return { stdout, stderr, exit };
}

/** What comes behind the package's size is nobody's. */
async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 700) yield bytes.subarray(at, at + 700);
}

const ok = (stdout: string) => ({ stdout, stderr: '', exit: 0 });
const failure = (reason: string) => ({ stdout: `Failure [${reason}]\n`, stderr: '', exit: 1 });
const app = (more: object) =>
  Buffer.from(JSON.stringify({ packageName: ALBUM, label: 'Album', targetSdk: 34, usesPermissions: [], ...more }));

test('install: streamed, from a file, updated, refused, removed', async () => {
  await using device = await testSystem({ photos: [], apps: [], sdk: 34 });
  const sh = (command: string, stdin?: Uint8Array) => run(device, command, stdin);
  const install = (options: string, bytes: Uint8Array) =>
    sh(`cmd package 'install' ${options} -S ${bytes.length}`, bytes);

  expect(await install("'-g' '-i' 'com.example.store'", APK)).toEqual(ok('Success\n'));
  expect(await sh('pm list packages -3 -i --show-versioncode')).toEqual(
    ok(`package:${ALBUM} versionCode:42  installer=com.example.store\n`),
  );
  const { stdout: dump } = await sh(`dumpsys package ${ALBUM}`);
  expect(dump).toMatch(/^ {4}versionCode=42 minSdk=24 targetSdk=34\n {4}versionName=4\.2-beta$/m);
  expect(dump).toContain('        android.permission.READ_MEDIA_IMAGES: granted=true');
  expect(dump).toContain('enabled=0');
  expect(await sh(`cmd package resolve-activity --brief ${ALBUM} | tail -n 1`)).toEqual(
    ok(`${ALBUM}/.ui.AlbumActivity\n`),
  );

  expect(await install('-R', APK)).toEqual(
    failure(`INSTALL_FAILED_ALREADY_EXISTS: Attempt to re-install ${ALBUM} without first uninstalling.`),
  );
  expect(await install('-r', app({ versionCode: 7 }))).toEqual(
    failure('INSTALL_FAILED_VERSION_DOWNGRADE: Downgrade detected: Update version code 7 is older than current 42'),
  );
  expect(await install('-r -d', app({ versionCode: 7 }))).toEqual(ok('Success\n'));
  expect(await install('', app({ versionCode: 8, providers: [{ authority: 'media' }] }))).toMatchObject({
    stdout: expect.stringMatching(/^Failure \[INSTALL_FAILED_CONFLICTING_PROVIDER: .*media.*\]\n$/),
    exit: 1,
  });
  expect(await install('', Buffer.from('no package'))).toMatchObject({
    stdout: expect.stringMatching(
      /^Failure \[INSTALL_PARSE_FAILED_NOT_APK: Failed to parse \/data\/app\/vmdl\d+\.tmp\/base\.apk\]\n$/,
    ),
    exit: 1,
  });
  expect(await sh(`cmd package install -S ${APK.length + 1}`, APK)).toMatchObject({
    stdout: expect.stringMatching(/^Failure \[INSTALL_FAILED_INVALID_APK: /),
    exit: 1,
  });
  expect(await sh('pm install')).toEqual({
    ...{ stdout: '', stderr: 'Error: must either specify a package size or an APK file\n', exit: 1 },
  });
  const missing = await sh('pm install /data/local/tmp/none.apk');
  expect(missing.exit).toBe(255);
  expect(missing.stderr).toMatch(
    /^Error: Unable to open file: \/data\/local\/tmp\/none\.apk\nConsider using .*\nError: Can't open file: .*\n\nException occurred while executing 'install':\njava\.lang\.IllegalArgumentException: Error: Can't open file: /,
  );
  expect((await sh('pm install --apex x')).stderr).toContain(
    'java.lang.IllegalArgumentException: Unknown option --apex',
  );

  await sh('cat > /data/local/tmp/a.apk', APK);
  expect(await sh("pm 'install' -r '/data/local/tmp/a.apk'; rm '/data/local/tmp/a.apk' < /dev/null; echo $?")).toEqual(
    ok('Success\n0\n'),
  );
  expect(await sh(`cmd package 'uninstall' '${ALBUM}'`)).toEqual(ok('Success\n'));
  expect(await sh(`cmd package 'uninstall' '${ALBUM}'`)).toEqual(failure('DELETE_FAILED_INTERNAL_ERROR'));
});

test('sessions: one package is installed, splits are refused', async () => {
  await using device = await testSystem({ photos: [], apps: [], sdk: 35 });
  const sh = (command: string, stdin?: Uint8Array) => run(device, command, stdin);
  expect(await sh(`pm install-create -r -t -S ${APK.length}`)).toEqual(ok('Success: created install session [1]\n'));
  expect(await sh(`pm install-write -S ${APK.length} 1 base.apk -`, APK)).toEqual(
    ok(`Success: streamed ${APK.length} bytes\n`),
  );
  expect(await sh('pm install-commit 1')).toEqual(ok('Success\n'));
  expect((await sh('pm install-commit 1')).stderr).toContain(
    'java.lang.SecurityException: Caller has no access to session 1',
  );
  expect(await sh('pm install-create; pm install-abandon 2')).toEqual(
    ok('Success: created install session [2]\nSuccess\n'),
  );
  expect(await sh('pm install-create; pm install-commit 3')).toEqual({
    stdout:
      'Success: created install session [3]\nFailure [INSTALL_FAILED_INVALID_APK: No packages staged in /data/app/vmdl3.tmp]\n',
    ...{ stderr: '', exit: 1 },
  });
  await sh('pm install-create');
  for (const name of ['base.apk', 'again.apk']) await sh(`pm install-write -S ${APK.length} 4 ${name} -`, APK);
  expect(await sh('pm install-commit 4')).toEqual(
    failure('INSTALL_FAILED_INVALID_APK: Split null was defined multiple times'),
  );
  expect((await sh('pm install-write -S x 1 base.apk')).stderr).toContain(
    'NumberFormatException: For input string: "x"',
  );
});

test('what is uninstalled with -k comes back as it was, what is disabled does not start', async () => {
  await using device = await testSystem({ photos: [], apps: [], sdk: 34 });
  const sh = (command: string, stdin?: Uint8Array) => run(device, command, stdin);
  const uid = async () => /uid:(\d+)/.exec((await sh(`pm list packages -U ${ALBUM}`)).stdout)?.[1];
  const isGranted = async () =>
    (await sh(`dumpsys package ${ALBUM} | grep -c "READ_MEDIA_IMAGES: granted=true"`)).stdout;
  await sh(`pm install -g -S ${APK.length}`, APK);
  const before = await uid();
  expect(await sh(`pm uninstall -k ${ALBUM}`)).toEqual(ok('Success\n'));
  expect(await sh(`pm list packages -3; pm list packages -3 -u`)).toEqual(ok(`package:${ALBUM}\n`));
  await sh(`pm install -S ${APK.length}`, APK);
  expect([await uid(), await isGranted()]).toEqual([before, '1\n']);
  await sh(`pm uninstall -k ${ALBUM}; pm uninstall ${ALBUM}`);
  await sh(`pm install -S ${APK.length}`, APK);
  expect(await isGranted()).toBe('0\n');

  expect(await sh(`pm disable-user --user 0 ${ALBUM}`)).toEqual(ok(`Package ${ALBUM} new state: disabled-user\n`));
  expect(await sh(`pm list packages -d; pm list packages -3 -e`)).toEqual(ok(`package:${ALBUM}\n`));
  expect((await sh(`dumpsys package ${ALBUM}`)).stdout).toContain('enabled=3 ');
  expect((await sh(`am start -n ${ALBUM}/.ui.AlbumActivity`)).stderr).toContain('does not exist');
  expect(await sh(`pm enable ${ALBUM}`)).toEqual(ok(`Package ${ALBUM} new state: enabled\n`));
  expect((await sh(`am start -n ${ALBUM}/.ui.AlbumActivity; pidof ${ALBUM}`)).exit).toBe(0);
  expect((await sh(`pm disable ${ALBUM}`)).stderr).toContain(
    `java.lang.SecurityException: Shell cannot change component state for ${ALBUM}/null to 2`,
  );
  expect((await sh('pm enable com.nope')).stderr).toContain('IllegalArgumentException: Unknown package: com.nope');
});
