// The whole program behind a real adb: found by an adb server that runs, and the road of limited access by adb alone.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { AdbClient, findAdb } from '../adb/adbClient.ts';
import { chromiumIsMissing, howToGetChromium } from '../support/findChromium.ts';
import { makePhotoLibrary, snapshotOf } from '../support/photoLibrary.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { WebHost } from '../support/webHost.ts';
import { DeviceRobot } from './robots.ts';

const SCRIPT = fileURLToPath(new URL('../../fixtures/scripts/limitedAccess.sh', import.meta.url));

const found = findAdb();
test.skip(found.path === null, `adb is left out: ${found.reason}`);

test('serve --adb: an adb server that runs finds the device, which lets its key in', async () => {
  await using workplace = await temporaryFolder('serveAdb');
  const folder = join(workplace.path, 'library');
  await makePhotoLibrary(folder, 2);
  await using client = await AdbClient.start(found.path ?? '');
  const env = { ANDROID_USER_HOME: client.androidHome, ANDROID_ADB_SERVER_PORT: String(client.serverPort) };
  await using host = await WebHost.start(folder, join(workplace.path, 'home'), ['--adb'], env);
  const { adb: serial = '' } = host.address;
  expect(serial).toMatch(/^emulator-55\d\d$/);
  const device = (args: readonly string[]) => client.run(['-s', serial, ...args]);
  await device(['wait-for-device']);
  expect((await client.run(['devices', '-l'])).stdout).toMatch(new RegExp(`^${serial} +device product:`, 'm'));
  expect(await device(['shell', 'getprop ro.build.version.sdk; exit 3'])).toEqual({
    stdout: '34\n',
    stderr: '',
    exit: 3,
  });
  const { stdout } = await device(['exec-out', 'cat /sdcard/DCIM/Camera/*.jpg']);
  expect(stdout.length).toBeGreaterThan(100);
});

test.describe('in a browser', () => {
  test.skip(chromiumIsMissing(), howToGetChromium);

  test('limitedAccess.sh: a dialog is found by its id and answered, three photos picked, and kept over a reboot', async ({
    page,
  }) => {
    test.setTimeout(180_000);
    await using workplace = await temporaryFolder('limitedAccess');
    const folder = join(workplace.path, 'library');
    await makePhotoLibrary(folder, 12);
    const before = await snapshotOf(folder);
    await using client = await AdbClient.start(found.path ?? '');
    await using host = await WebHost.start(folder, join(workplace.path, 'home'), ['--adb', '0', '--adb-no-auth']);
    await page.goto(host.entrance);
    await new DeviceRobot(page).tester.expectScanned();
    const serial = host.address.adb ?? '';
    await client.run(['connect', serial]);
    const { code, said } = await runScript(client, serial);
    expect([code, said]).toEqual([
      0,
      expect.stringMatching(/sees these three images, before and after a reboot: \d+ \d+ \d+\n$/),
    ]);
    expect(await snapshotOf(folder)).toEqual(before);
  });
});

function runScript(client: AdbClient, serial: string): Promise<Readonly<{ code: number; said: string }>> {
  const env = {
    ...process.env,
    HOME: join(client.androidHome, '..'),
    ADB: found.path ?? '',
    ANDROID_ADB_SERVER_PORT: String(client.serverPort),
    ANDROID_SERIAL: serial,
  };
  return new Promise((resolve) => {
    execFile('sh', [SCRIPT], { env, timeout: 150_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, said: stdout + stderr });
    });
  });
}
