// The adb of the distribution against a device of ours: a client that none of us wrote.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AdbEndpoint, startAdb } from '../../main/hosts/adb.ts';
import { type TestSystem, testSystem } from '../testSystem.ts';
import { AdbClient, findAdb } from './adbClient.ts';

const found = findAdb();
if (found.path === null) console.log(`The real adb is left out: ${found.reason}`);

const PHOTOS = ['DCIM/Camera/a.jpg', 'DCIM/Camera/b.jpg'];

describe.skipIf(found.path === null)('adb', () => {
  let client: AdbClient;
  let device: TestSystem;
  let endpoint: AdbEndpoint;
  const host = mkdtempSync(join(tmpdir(), 'scopebox-adb-host-'));

  beforeAll(async () => {
    client = await AdbClient.start(found.path ?? '');
    device = await testSystem({ photos: PHOTOS, files: { 'Documents/notes.txt': 'alpha\nbeta\n' } });
    const { system } = device;
    const { androidHome, serverPort } = client;
    endpoint = await startAdb({ system, port: 0, auth: true, androidHome, serverPort });
    expect(await client.connect(endpoint.port)).toMatchObject({ exit: 0 });
    await client.adb(['wait-for-device']);
  });

  afterAll(async () => {
    await client?.[Symbol.asyncDispose]();
    await endpoint?.close();
    await device?.[Symbol.asyncDispose]();
    rmSync(host, { recursive: true, force: true });
  });

  const onHost = (path: string, bytes: string | Buffer): string => {
    const real = join(host, path);
    mkdirSync(join(real, '..'), { recursive: true });
    writeFileSync(real, bytes);
    return real;
  };
  const named = (name: string) =>
    client.adb([
      'shell',
      `content query --uri content://media/external/file --projection _data:_size --where "_display_name='${name}'"`,
    ]);

  test('devices', async () => {
    const { stdout } = await client.run(['devices', '-l']);
    expect(stdout).toContain('device product:scopebox model:Scopebox device:scopebox');
  });

  test('shell: streams apart, exit status, input', async () => {
    const uri = 'content://media/external/images/media';
    expect(
      await client.adb([
        'shell',
        'content',
        'query',
        '--uri',
        uri,
        '--projection',
        '_display_name',
        '--sort',
        '_display_name',
      ]),
    ).toEqual({
      stdout: 'Row: 0 _display_name=a.jpg\nRow: 1 _display_name=b.jpg\n',
      ...{ stderr: '', exit: 0 },
    });
    expect(await client.adb(['shell', 'nosuchcmd', '--x'])).toEqual({
      ...{ stdout: '', stderr: '/system/bin/sh: nosuchcmd: inaccessible or not found\n', exit: 127 },
    });
    expect(await client.adb(['exec-out', 'nosuchcmd'])).toMatchObject({
      stdout: '/system/bin/sh: nosuchcmd: inaccessible or not found\n',
    });
  });

  test('push and pull: bytes, times, and the row at once', async () => {
    const bytes = Buffer.alloc(300_000, 'Scopebox ');
    const file = onHost('big.bin', bytes);
    utimesSync(file, 1_700_000_000, 1_700_000_000);
    expect(await client.adb(['push', file, '/sdcard/Download/'])).toMatchObject({ exit: 0 });
    expect((await named('big.bin')).stdout).toBe('Row: 0 _data=/storage/emulated/0/Download/big.bin, _size=300000\n');
    expect(device.system.files.stat('/sdcard/Download/big.bin').mtimeMs).toBe(1_700_000_000_000);
    const back = join(host, 'back.bin');
    expect(await client.adb(['pull', '-a', '/sdcard/Download/big.bin', back])).toMatchObject({ exit: 0 });
    expect(readFileSync(back).equals(bytes)).toBe(true);
    expect(statSync(back).mtimeMs).toBe(1_700_000_000_000);
    // Nothing of it is in the user's own folder.
    expect(readdirSync(device.folder).sort()).toEqual(['DCIM', 'Documents']);
  });

  test('a whole folder, both ways', async () => {
    const files = Array.from({ length: 40 }, (_, index) => `tree/${index % 4}/ü${index}.txt`);
    for (const [index, name] of files.entries()) onHost(name, 'x'.repeat(index * 10));
    onHost('tree/deep/er/empty', '');
    expect(await client.adb(['push', join(host, 'tree'), '/sdcard/Documents/'])).toMatchObject({ exit: 0 });
    expect(await client.adb(['pull', '/sdcard/Documents/tree', join(host, 'tree2')])).toMatchObject({ exit: 0 });
    for (const name of files) {
      const copy = name.replace('tree', 'tree2');
      expect(readFileSync(join(host, copy), 'utf8')).toBe(readFileSync(join(host, name), 'utf8'));
    }
    expect(readFileSync(join(host, 'tree2/deep/er/empty'), 'utf8')).toBe('');
    expect((await named('ü39.txt')).stdout).toContain('_size=390');
  });

  test('the private folder keeps what MediaStore does not know', async () => {
    const file = onHost('tool.jpg', 'bytes');
    expect(await client.adb(['push', file, '/data/local/tmp/'])).toMatchObject({ exit: 0 });
    expect((await client.adb(['ls', '/data/local/tmp'])).stdout).toMatch(
      /^000041f9 .* \.\n.*\n000081a4 00000005 \w+ tool\.jpg\n$/,
    );
    expect((await named('tool.jpg')).stdout).toBe('No result found.\n');
  });

  test.each([
    ['/sdcard/Nope/', "couldn't create file: Is a directory"],
    ['/sdcard/Documents/notes.txt/x', "couldn't create file: Not a directory"],
    ['/x.txt', "couldn't create file: Read-only file system"],
    ['/system/app/x.txt', 'secure_mkdirs() failed: Read-only file system'],
    ['/sdcard/../../../etc/x.txt', 'secure_mkdirs() failed: Read-only file system'],
    ['/data/data/com.x/y', 'secure_mkdirs() failed: Permission denied'],
  ])('push to %s is refused', async (path, reason) => {
    const file = onHost('small.txt', 'abc');
    const { stdout, stderr, exit } = await client.adb(['push', file, path]);
    expect([stdout + stderr, exit]).toEqual([expect.stringContaining(`remote ${reason}`), 1]);
  });

  test('what lies outside of a volume is not there', async () => {
    symlinkSync('/etc', join(device.folder, 'way out'));
    for (const path of ['/sdcard/way out/passwd', '/etc/passwd', '/sdcard/../../etc/passwd', `${device.folder}/DCIM`]) {
      const { exit, stdout, stderr } = await client.adb(['pull', path, join(host, 'stolen')]);
      expect([path, exit]).toEqual([path, 1]);
      expect(stdout + stderr).toContain('No such file or directory');
    }
    // In the device's own layer something can be made in its place.
    await client.adb(['push', onHost('small.txt', 'abc'), '/sdcard/way out/scopebox-stolen']);
    expect(existsSync('/etc/scopebox-stolen')).toBe(false);
    rmSync(join(device.folder, 'way out'));
  });

  test('a volume that is read-only, full, or gone', async () => {
    const file = onHost('small.txt', 'abcdef');
    const push = async (name: string) => {
      const { stdout, stderr } = await client.adb(['push', file, `/sdcard/Download/${name}`]);
      return stdout + stderr;
    };
    await device.system.volumes.setLimits('primary', { readOnly: true });
    expect(await push('ro.txt')).toContain("remote couldn't create file: Read-only file system");
    const { freeBytes } = device.system.volumes.list()[0] ?? {};
    expect(freeBytes).toBeGreaterThan(0);
    await device.system.volumes.setLimits('primary', { readOnly: false, quotaBytes: 1_000 });
    expect(await push('full.txt')).toMatch(/remote (couldn't create file|write failed): No space left on device/);
    await device.system.volumes.setLimits('primary', { quotaBytes: null });
    expect(await push('fits.txt')).toContain('1 file pushed');
  });

  test('root, remount, tcpip, forward', async () => {
    expect((await client.adb(['root'])).stdout).toBe('adbd cannot run as root in production builds\n');
    expect((await client.adb(['reverse', 'tcp:1', 'tcp:2'])).stderr).toContain(
      'This device has no sockets to listen on.',
    );
    expect((await client.adb(['shell', '-x', 'nosuchcmd'])).exit).toBe(0);
  });

  test('twenty at once', async () => {
    const all = Array.from({ length: 20 }, (_, index) => client.adb(['shell', `nosuch${index}`]));
    for (const [index, { stderr, exit }] of (await Promise.all(all)).entries())
      expect([stderr, exit]).toEqual([`/system/bin/sh: nosuch${index}: inaccessible or not found\n`, 127]);
  });

  test('another key is asked about, and remembered when it is always allowed', async () => {
    await using other = await AdbClient.start(found.path ?? '');
    const { screen } = device.system;
    const asked = new Promise<void>((resolve) => {
      const listening = screen.onChange(() => {
        listening[Symbol.dispose]();
        resolve();
      });
    });
    await other.connect(endpoint.port);
    await asked;
    expect((await other.adb(['shell', 'x'])).stderr).toContain('device unauthorized');
    const [dialog] = screen.dialogs();
    expect(dialog).toMatchObject({
      kind: 'usbDebugging',
      ask: { fingerprint: expect.stringMatching(/^(..:){15}..$/) },
    });
    expect(() => screen.answer(dialog?.id ?? 0, { allowed: true })).toThrow('has no answer');
    screen.answer(dialog?.id ?? 0, { debugging: true, always: true });
    await other.adb(['wait-for-device']);
    expect(await other.adb(['shell', 'x'])).toMatchObject({ exit: 127 });
    await other.run(['disconnect']);
    await other.connect(endpoint.port);
    await other.adb(['wait-for-device']);
    expect(screen.dialogs()).toEqual([]);
  });

  test('a question nobody answers goes with who asked', async () => {
    await using other = await AdbClient.start(found.path ?? '');
    const { screen } = device.system;
    await other.connect(endpoint.port);
    await expect.poll(() => screen.dialogs().length).toBe(1);
    await other.run(['disconnect']);
    await expect.poll(() => screen.dialogs().length).toBe(0);
  });

  test('a reboot, and it is back', async () => {
    const { bootCount } = device.system.device;
    const rebooted = new Promise<void>((resolve) => device.system.device.onChange(resolve));
    expect(await client.adb(['reboot'])).toMatchObject({ exit: 0 });
    await rebooted;
    expect(device.system.device.bootCount).toBe(bootCount + 1);
    await endpoint.idle();
    await client.run(['disconnect']);
    await client.connect(endpoint.port);
    expect(await client.adb(['shell', 'nosuchcmd'])).toMatchObject({ exit: 127 });
  });
});
