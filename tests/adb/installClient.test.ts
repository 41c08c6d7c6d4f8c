// `adb install` as the distribution's client does it.
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startAdb } from '../../main/hosts/adb.ts';
import { testSystem } from '../testSystem.ts';
import { AdbClient, findAdb } from './adbClient.ts';

const { path } = findAdb();

test.skipIf(path === null)('adb install, install-multiple and uninstall', async () => {
  await using client = await AdbClient.start(path ?? '');
  await using device = await testSystem({ photos: [], apps: [], sdk: 34 });
  const { androidHome, serverPort } = client;
  const endpoint = await startAdb({ system: device.system, port: 0, auth: false, androidHome, serverPort });
  const host = mkdtempSync(join(tmpdir(), 'scopebox-install-'));
  try {
    await client.connect(endpoint.port);
    const album = join(host, 'the album.apk');
    const noise = join(host, 'noise.apk');
    copyFileSync(join(import.meta.dirname, '../../fixtures/apks/album.apk'), album);
    writeFileSync(noise, Buffer.alloc(300_000, 7));
    expect(await client.adb(['install', '-r', '-g', album])).toMatchObject({
      stdout: expect.stringContaining('Success'),
      exit: 0,
    });
    expect(await client.adb(['install', noise])).toMatchObject({
      stderr: expect.stringContaining('Failure [INSTALL_PARSE_FAILED_NOT_APK: '),
      exit: 1,
    });
    expect(await client.adb(['install-multiple', album, album])).toMatchObject({ exit: 1 });
    expect(await client.adb(['shell', 'pm', 'list', 'packages', '-3'])).toMatchObject({
      stdout: 'package:com.example.album\n',
    });
    expect(await client.adb(['install', '--no-streaming', album])).toMatchObject({
      stdout: expect.stringContaining('Success'),
      exit: 0,
    });
    expect(await client.adb(['shell', 'ls', '/data/local/tmp'])).toEqual({ stdout: '', stderr: '', exit: 0 });
    expect(await client.adb(['uninstall', 'com.example.album'])).toMatchObject({ stdout: 'Success\n', exit: 0 });
    expect(await client.adb(['uninstall', 'com.example.album'])).toMatchObject({ exit: 1 });
  } finally {
    await endpoint.close();
    rmSync(host, { recursive: true, force: true });
  }
});
