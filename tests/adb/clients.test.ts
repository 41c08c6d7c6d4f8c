// Clients of adb that others wrote, against a device of ours: ya-webadb straight over TCP; adbkit and appium-adb through the
// adb server of the distribution.
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import adbkit from '@devicefarmer/adbkit';
import { Adb, AdbDaemonTransport, AdbPacket, AdbPacketSerializeStream } from '@yume-chan/adb';
import type { ADB as AppiumAdb } from 'appium-adb';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { filesContentUri, QUERY_ARG } from '../../contract/android/mediaStore.ts';
import { type AdbEndpoint, startAdb } from '../../main/hosts/adb.ts';
import { GALLERY, type TestSystem, testSystem } from '../testSystem.ts';
import { AdbClient, findAdb } from './adbClient.ts';

const found = findAdb();
if (found.path === null) console.log(`adbkit and appium-adb are left out, which need an adb server: ${found.reason}`);

const { packageName: APP } = GALLERY;
const IMAGES = 'android.permission.READ_MEDIA_IMAGES';
const CONTENT = Buffer.alloc(200_000, 'Scopebox ');
const host = mkdtempSync(join(tmpdir(), 'scopebox-adb-clients-'));
let device: TestSystem;
let endpoint: AdbEndpoint;

beforeAll(async () => {
  device = await testSystem({ photos: ['DCIM/Camera/a.jpg', 'DCIM/Camera/b.jpg'], apps: [GALLERY] });
  endpoint = await startAdb({ system: device.system, port: 0, auth: false, androidHome: host, serverPort: 1 });
  device.system.apps.setPermission(APP, IMAGES, true);
  device.system.logcat.log('I', 'Clients', 'a line to find');
});

afterAll(async () => {
  await endpoint.close();
  await device[Symbol.asyncDispose]();
  rmSync(host, { recursive: true, force: true });
});

/** The row that a push has made is there at once. */
async function expectRow(name: string): Promise<void> {
  expect(await sizesOf(name)).toEqual([CONTENT.length]);
}

/** What the rows of that name say of their files. */
async function sizesOf(name: string): Promise<readonly number[]> {
  const app = device.connect('com.android.shell');
  const rows = await app.contentResolver.query(filesContentUri('external'), ['_size'], {
    [QUERY_ARG.SQL_SELECTION]: `_display_name = '${name}'`,
  });
  const sizes: number[] = [];
  while ((await rows?.moveToNext()) === true) sizes.push(rows?.getLong(0) ?? -1);
  return sizes;
}

describe('ya-webadb, straight to the device', () => {
  let adb: Adb;

  beforeAll(async () => {
    adb = new Adb(
      await AdbDaemonTransport.authenticate({
        serial: 'device',
        connection: connectionTo(connect(endpoint.port, '127.0.0.1')),
        credentialStore: {
          generateKey: () => Promise.reject(new Error('No key is asked for.')),
          async *iterateKeys() {},
        },
      }),
    );
  });

  afterAll(() => adb.close());

  test('files', async () => {
    const sync = await adb.sync();
    const entries = await sync.readdir('/sdcard/DCIM/Camera');
    expect(entries.map(({ name }) => name).sort()).toEqual(['.', '..', 'a.jpg', 'b.jpg']);
    await sync.write({ filename: '/sdcard/Download/webadb.bin', file: streamOf(CONTENT) });
    expect((await sync.stat('/sdcard/Download/webadb.bin')).size).toBe(BigInt(CONTENT.length));
    expect(Buffer.concat(await all(sync.read('/sdcard/Download/webadb.bin'))).equals(CONTENT)).toBe(true);
    await expect(sync.stat('/sdcard/nope')).rejects.toThrow('ENOENT');
    await sync.dispose();
    await expectRow('webadb.bin');
  });

  test('a push whose computer goes away half-way leaves no file and no row', async () => {
    const socket = connect(endpoint.port, '127.0.0.1');
    const other = new Adb(await AdbDaemonTransport.authenticate(daemon(socket)));
    const sync = await other.sync();
    const half = sync.write({ filename: '/sdcard/Download/half.bin', file: streamOf(CONTENT, 'and no end') });
    half.catch(() => {});
    const staging = join(device.system.home, 'volumes/primary/staging');
    await expect.poll(() => readdirSync(staging).length).toBe(1);
    socket.destroy();
    await expect.poll(() => readdirSync(staging)).toEqual([]);
    expect(() => device.system.files.stat('/sdcard/Download/half.bin')).toThrow();
    expect(await sizesOf('half.bin')).toEqual([]);
  });

  test('shell, permissions, logcat', async () => {
    expect(await adb.getProp('ro.build.version.sdk')).toBe('34');
    const shell = adb.subprocess.shellProtocol;
    const run = (command: string) => shell?.spawnWaitText(command);
    expect(await run('echo out; echo err >&2; exit 3')).toMatchObject({
      stdout: 'out\n',
      stderr: 'err\n',
      exitCode: 3,
    });
    expect((await run(`dumpsys package ${APP} | grep READ_MEDIA_IMAGES:`))?.stdout).toContain('granted=true');
    expect((await run('logcat -d -s Clients'))?.stdout).toContain('a line to find');
    await expect(adb.createSocket('localabstract:nobody')).rejects.toThrow();
  });
});

describe.skipIf(found.path === null)('through the adb server', () => {
  let server: AdbClient;
  let serial: string;

  beforeAll(async () => {
    server = await AdbClient.start(found.path ?? '');
    await server.connect(endpoint.port);
    await server.adb(['wait-for-device']);
    serial = `127.0.0.1:${endpoint.port}`;
  });

  afterAll(() => server?.[Symbol.asyncDispose]());

  test('adbkit', async () => {
    const client = adbkit.createClient({ host: '127.0.0.1', port: server.serverPort, bin: found.path ?? '' });
    expect(await client.listDevices()).toEqual([{ id: serial, type: 'device' }]);
    const kit = client.getDevice(serial);
    expect((await kit.getProperties())['ro.build.version.sdk']).toBe('34');
    expect(await kit.getPackages('-3')).toEqual([APP]);
    expect(
      (await kit.readdir('/sdcard/DCIM/Camera')).map((entry: Readonly<{ name: string }>) => entry.name).sort(),
    ).toEqual(['a.jpg', 'b.jpg']);
    const pushed = join(host, 'adbkit.bin');
    writeFileSync(pushed, CONTENT);
    const push = await kit.push(pushed, '/sdcard/Download/adbkit.bin');
    await once(push, 'end');
    await expectRow('adbkit.bin');
    expect((await kit.stat('/sdcard/Download/adbkit.bin')).size).toBe(CONTENT.length);
    const pull = await kit.pull('/sdcard/Download/adbkit.bin');
    expect(Buffer.concat(await all(pull)).equals(CONTENT)).toBe(true);
    const output = await all(await kit.shell(`dumpsys package ${APP} | grep READ_MEDIA_IMAGES:`));
    expect(Buffer.concat(output).toString()).toContain('granted=true');
    const logcat = await kit.openLogcat({ clear: false });
    const line = await new Promise((resolve) =>
      logcat.on('entry', (entry: Readonly<{ tag: string }>) => entry.tag === 'Clients' && resolve(entry)),
    );
    expect(line).toMatchObject({ message: 'a line to find' });
    logcat.end();
  });

  test('appium-adb', async () => {
    const adb = await newAppiumAdb({
      adbPort: server.serverPort,
      executable: { path: found.path ?? '', defaultArgs: [] },
    });
    expect(await adb.getConnectedDevices()).toMatchObject([{ udid: serial, state: 'device' }]);
    adb.executable.defaultArgs = ['-P', String(server.serverPort)];
    adb.setDeviceId(serial);
    expect(await adb.ping()).toBe(true);
    expect(await adb.getApiLevel()).toBe(34);
    expect(await adb.ls('/sdcard/DCIM/Camera')).toEqual(['a.jpg', 'b.jpg']);
    const [pushed, pulled] = [join(host, 'appium.bin'), join(host, 'pulled.bin')];
    writeFileSync(pushed, CONTENT);
    await adb.push(pushed, '/sdcard/Download/appium.bin');
    await expectRow('appium.bin');
    expect(await adb.fileExists('/sdcard/Download/appium.bin')).toBe(true);
    expect(await adb.fileSize('/sdcard/Download/appium.bin')).toBe(CONTENT.length);
    await adb.pull('/sdcard/Download/appium.bin', pulled);
    expect(readFileSync(pulled).equals(CONTENT)).toBe(true);
    expect(await adb.isAppInstalled(APP)).toBe(true);
    expect(await adb.getGrantedPermissions(APP)).toContain(IMAGES);
    await adb.revokePermission(APP, IMAGES);
    expect(await adb.getDeniedPermissions(APP)).toContain(IMAGES);
    await adb.grantPermission(APP, IMAGES);
    expect(await adb.getGrantedPermissions(APP)).toContain(IMAGES);
    expect(await adb.shell(['logcat', '-d', '-s', 'Clients'])).toContain('a line to find');
    await adb.rimraf('/sdcard/Download/appium.bin');
    expect(await adb.fileExists('/sdcard/Download/appium.bin')).toBe(false);
  });
});

/** It tells everything it does, unless it is told that it is tested. */
async function newAppiumAdb(options: ConstructorParameters<typeof AppiumAdb>[0]): Promise<AppiumAdb> {
  vi.stubEnv('_TESTING', '1');
  const { ADB } = await import('appium-adb');
  return new ADB(options);
}

function daemon(socket: Socket): Parameters<typeof AdbDaemonTransport.authenticate>[0] {
  const noKeys = { generateKey: () => Promise.reject(new Error('No key is asked for.')), async *iterateKeys() {} };
  return { serial: 'device', connection: connectionTo(socket), credentialStore: noKeys };
}

type Connection = Parameters<typeof AdbDaemonTransport.authenticate>[0]['connection'];

/** What ya-webadb speaks over: packets by its own words, through a socket. */
function connectionTo(socket: Socket): Connection {
  const bytes = socket[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  let position = 0;
  const readExactly = async (length: number) => {
    while (rest.length < length) {
      const { done, value } = await bytes.next();
      if (done === true) throw new Error('The device hung up.');
      rest = Buffer.concat([rest, value]);
    }
    const taken = rest.subarray(0, length);
    rest = rest.subarray(length);
    position += length;
    return new Uint8Array(taken);
  };
  const from = {
    get position() {
      return position;
    },
    readExactly,
  };
  const serializer = new AdbPacketSerializeStream();
  void (async () => {
    for await (const chunk of serializer.readable) await chunk.tryConsume((packet) => void socket.write(packet));
    socket.end();
  })();
  const readable = new ReadableStream({
    pull: async (controller) => {
      try {
        controller.enqueue(await AdbPacket.deserialize(from));
      } catch {
        controller.close();
      }
    },
    cancel: () => void socket.destroy(),
  });
  return { readable, writable: serializer.writable } as unknown as Connection;
}

function streamOf(bytes: Buffer, end: 'and its end' | 'and no end' = 'and its end') {
  return new ReadableStream({
    start: (controller) => {
      controller.enqueue(new Uint8Array(bytes));
      if (end === 'and its end') controller.close();
    },
  }) as unknown as Parameters<Awaited<ReturnType<Adb['sync']>>['write']>[0]['file'];
}

async function all(stream: AsyncIterable<Uint8Array>): Promise<readonly Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return pieces;
}
