// An afternoon at the terminal: one device, and everything that is said to it by commands.
import { type ChildProcess, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@playwright/test';
import { permission } from '../../contract/android/manifest.ts';
import { createDevice } from '../../sdk/device.ts';
import { type CommandOptions, runCommand, startCommand } from '../support/commandLine.ts';
import { makePhotoLibrary } from '../support/photoLibrary.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';

const APP = 'com.example.terminal';
const PHOTOS = [permission.READ_MEDIA_IMAGES, permission.READ_MEDIA_VISUAL_USER_SELECTED];
const MANIFEST = {
  packageName: APP,
  label: 'Terminal',
  targetSdk: 34,
  usesPermissions: PHOTOS.map((name) => ({ name })),
};

test.describe.configure({ mode: 'serial' });

let workplace: TemporaryFolder;
let library: string;
let served: ChildProcess;
let address: Readonly<{ url: string; token: string; home: string }>;

const place = (name: string) => join(workplace.path, name);

/** A command about the only device that runs, as this test's user sees it. */
async function scopebox(line: string, options: CommandOptions = {}) {
  const environment = { XDG_DATA_HOME: place('data'), ...options.environment };
  return runCommand(line.split(' '), { cwd: workplace.path, ...options, environment });
}

/** What it printed, when nothing went wrong. */
async function said(line: string, options?: CommandOptions): Promise<string> {
  const { code, stdout, stderr } = await scopebox(line, options);
  expect({ line, code, stderr }).toEqual({ line, code: 0, stderr: '' });
  return stdout.trim();
}

const names = async (line: string) =>
  JSON.parse(await said(`${line} --json`)).map((row: { _display_name: string }) => row._display_name);

test.beforeAll(async () => {
  workplace = await temporaryFolder('commandLine');
  library = place('library');
  await makePhotoLibrary(library, 6);
  const environment = { XDG_DATA_HOME: place('data') };
  served = startCommand(['serve', library, '--json', '--home', place('home')], { environment });
  if (served.stdout === null) throw new Error('The command was started without pipes.');
  const [line] = await once(createInterface({ input: served.stdout }), 'line');
  address = JSON.parse(line);
});

test.afterAll(async () => {
  if (served.exitCode === null && served.signalCode === null) {
    const ended = once(served, 'exit');
    served.kill('SIGTERM');
    await ended;
  }
  await workplace?.[Symbol.asyncDispose]();
});

test('an app is installed, and sees what a command selects for it', async () => {
  expect(await said('device wait')).toBe('Every folder is indexed: 6 files.');
  const [installed] = JSON.parse(await said('apps install - --json', { stdin: JSON.stringify(MANIFEST) }));
  expect(installed).toMatchObject({ packageName: APP, uid: expect.any(Number), token: expect.any(String) });
  expect(await names(`query images --as ${APP}`)).toEqual([]);
  expect(await said(`limit ${APP} --newest 2`)).toBe(`${APP} has limited access, to 2 items.`);
  expect((await names(`query images --as ${APP}`)).sort()).toEqual(['IMG_1000.jpg', 'IMG_1001.jpg']);
  expect(await said(`limit ${APP} --select IMG_1003.jpg --select *4.jpg`)).toContain('to 2 items');
  expect((await names(`query images --as ${APP}`)).sort()).toEqual(['IMG_1003.jpg', 'IMG_1004.jpg']);
  const { stdout, stderr } = await scopebox(`explain ${APP}`);
  expect(stdout.match(/It is not selected/g)).toHaveLength(4);
  expect(stderr).toBe(`${APP} sees 2 of 6 rows of images.\n`);
});

test('a person answers the dialog and picks, by command', async () => {
  expect(await said(`reset ${APP}`)).toContain('as if it had never asked');
  await using device = await createDevice({ url: address.url, token: address.token, waits: false });
  const app = await device.app(APP);
  const asked = app.requestPermissions(PHOTOS, 1);
  expect(await said('dialog limited --timeout 30s')).toBe('grantPermissions: limited.');
  expect((await said('pick --newest 3 --timeout 30s')).split('\n')).toHaveLength(3);
  expect((await asked).grantResults).toEqual([-1, 0]);
  expect(await names(`query images --as ${APP}`)).toHaveLength(3);
  const instead = await scopebox('pick --cancel --timeout 50ms');
  expect(instead).toMatchObject({ code: 1, stderr: expect.stringContaining('on the screen is no dialog at all') });
});

test('bytes go in and come out', async () => {
  const photo = join(library, 'DCIM/Camera/IMG_1000.jpg');
  const uri = await said(`insert images --file ${photo} _display_name=new.jpg --as ${APP}`);
  expect(uri).toMatch(/^content:\/\/media\/external\/images\/media\/\d+$/);
  expect(await said(`read ${uri} --as ${APP} --output copy.jpg`)).toMatch(/^copy\.jpg: \d+ bytes\.$/);
  expect(readFileSync(place('copy.jpg')).equals(readFileSync(photo))).toBe(true);
  await said(`push ${photo} /sdcard/Download/`);
  expect(await said('shell -- ls /sdcard/Download')).toContain('IMG_1000.jpg');
  expect((await scopebox('shell exit 5')).code).toBe(5);
  expect(await said(`delete ${uri}`)).toBe('1 row deleted.');
  expect(await scopebox(`read ${uri} --output copy.jpg`)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^scopebox: FileNotFoundException: /),
  });
  expect(readFileSync(place('copy.jpg')).equals(readFileSync(photo))).toBe(true);
});

test('the device is another Android, later', async () => {
  await said('device set api=33 skin=T-legacy clock=manual');
  expect(JSON.parse(await said('device state --json'))).toMatchObject({ sdk: 33, skin: 'T-legacy', clock: 'manual' });
  const limited = await scopebox(`limit ${APP} --newest 1`);
  expect(limited).toMatchObject({ code: 4, stderr: expect.stringContaining('came with Android 14') });
  await said('device snapshot save one');
  await said('device advance 8d');
  await said('device snapshot restore one');
  expect(JSON.parse(await said('device state --json'))).toMatchObject({ sdk: 33 });
});

test('exec runs a command with a device of its own, and ends as it does', async () => {
  const line = ['exec', '--api', '29', '--skin', 'Modern', library, '--', 'sh', '-c'];
  const environment = { XDG_DATA_HOME: place('data') };
  const inner = 'node "$0" query images --count; node "$0" device state | head -n 2; exit 7';
  const launcher = join(import.meta.dirname, '../../bin/scopebox.mjs');
  const { code, stdout } = await runCommand([...line, inner, launcher], { environment, cwd: workplace.path });
  expect(stdout).toBe('6\nAPI:          29\nPhoto picker: Modern\n');
  expect(code).toBe(7);
});

test('signals are passed on to what exec runs', async () => {
  const environment = { XDG_DATA_HOME: place('data') };
  const inner = `trap 'exit 9' TERM; echo ready; while :; do sleep 0.05; done`;
  const child = startCommand(['exec', library, '--', 'sh', '-c', inner], { environment });
  if (child.stdout === null) throw new Error('The command was started without pipes.');
  expect(await once(createInterface({ input: child.stdout }), 'line')).toEqual(['ready']);
  child.kill('SIGTERM');
  expect((await once(child, 'exit'))[0]).toBe(9);
});

test('doctor finds nothing that stands in the way, and its report has no secrets', async () => {
  const checks = JSON.parse((await scopebox('doctor --json --bundle report.json')).stdout);
  expect(checks.filter(({ state }: { state: string }) => state === 'bad')).toEqual([]);
  expect(checks.map(({ name }: { name: string }) => name)).toContain(`Device ${address.url}`);
  const report = readFileSync(place('report.json'), 'utf8');
  expect(report).toContain(APP);
  expect(report).not.toContain(address.token);
  expect((await scopebox('doctor', { environment: { FORCE_COLOR: '1' } })).stdout).toContain('\u001B[32mok');
  expect((await scopebox('doctor', { environment: { NO_COLOR: '1' } })).stdout).not.toContain('\u001B');
});

test.describe('Which device', () => {
  test('a wrong token, nobody there, another version', async () => {
    // Another user's view: the address is all that is known.
    await mkdir(place('elsewhere'), { recursive: true });
    const stranger = { XDG_DATA_HOME: place('elsewhere'), SCOPEBOX_URL: address.url, SCOPEBOX_TOKEN: '0'.repeat(48) };
    const wrong = await scopebox('query', { environment: stranger });
    expect(wrong).toMatchObject({ code: 3, stderr: expect.stringContaining('does not know this token') });
    const nobody = await scopebox('query', { environment: { ...stranger, SCOPEBOX_URL: 'http://127.0.0.1:1' } });
    expect(nobody).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('No device answers at http://127.0.0.1:1'),
    });
    const other = createServer((_, response) => response.end('{"ok":true,"version":"9.0.0","api":34,"volumes":[]}'));
    await once(other.listen(0, '127.0.0.1'), 'listening');
    const { port } = other.address() as AddressInfo;
    const newer = await scopebox('query', { environment: { ...stranger, SCOPEBOX_URL: `http://127.0.0.1:${port}` } });
    other.close();
    expect(newer).toMatchObject({ code: 4, stderr: expect.stringContaining('version 9.0.0') });
  });

  test('a second one on the same home is told who has it', async () => {
    const second = await scopebox(`serve ${library} --home ${address.home}`);
    expect(second).toMatchObject({ code: 3, stderr: expect.stringContaining(`already runs on ${address.home}`) });
  });

  test('one that was killed is not listed any more', async () => {
    const [{ pid, url }] = JSON.parse(await said('devices --json'));
    expect(url).toBe(address.url);
    expect(await said('devices --json')).not.toContain(address.token);
    const ended = once(served, 'exit');
    execFileSync('kill', ['-KILL', String(pid)]);
    await ended;
    expect(await said('devices --json')).toBe('[]');
    expect(await scopebox('query')).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/No device runs\. Start one/),
    });
  });
});
