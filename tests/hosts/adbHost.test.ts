// What reboots, factory resets and many computers at once do to adb's connections, files and keys.

import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMAND, encodePacket } from '../../main/adb/packet.ts';
import { startAdb } from '../../main/hosts/adb.ts';
import { adbKeys } from '../../main/hosts/adbKeys.ts';
import { forkExtractor } from '../../main/hosts/forkExtractor.ts';
import { startDevice } from '../../main/hosts/startDevice.ts';
import { type TestSystem, testSystem } from '../testSystem.ts';

const OPTIONS = { port: 0, auth: false, androidHome: '/nowhere', serverPort: 0 };

function packet(command: keyof typeof COMMAND, arg0: number, arg1: number, payload: string): Uint8Array {
  return encodePacket({ command: COMMAND[command], arg0, arg1, payload: Buffer.from(payload) }, false);
}

const CNXN = packet('CNXN', 0x01000001, 1_048_576, 'host::features=shell_v2');

async function knocked(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(CNXN);
  await new Promise((resolve) => socket.once('data', resolve));
  return socket;
}

const ended = (socket: Socket) => new Promise((resolve) => socket.once('close', resolve));

/** What a test leaves: nothing that listens. */
async function withEndpoint({ system }: Pick<TestSystem, 'system'>) {
  const endpoint = await startAdb({ ...OPTIONS, system });
  return Object.assign(endpoint, { [Symbol.asyncDispose]: () => endpoint.close() });
}

test('who asks for a reboot twice at once gets one, and adb is answered again', async () => {
  await using device = await testSystem({ photos: [] });
  await using endpoint = await withEndpoint(device);
  const { bootCount } = device.system.device;
  const [one, two] = [await knocked(endpoint.port), await knocked(endpoint.port)];
  const both = Promise.all([ended(one), ended(two)]);
  for (const socket of [one, two])
    socket.write(Buffer.concat([packet('OPEN', 1, 0, 'reboot:\0'), packet('OPEN', 2, 0, 'reboot:\0')]));
  await both;
  await endpoint.idle();
  expect(device.system.device.bootCount).toBe(bootCount + 1);
  (await knocked(endpoint.port)).destroy();
});

test.each([
  ['reboot', '', 34],
  ['cmd scopebox api 36', 'API 36', 36],
] as const)('`%s` in a shell hangs up as a reboot does, once it has said what it says', async (command, text, sdk) => {
  await using device = await testSystem({ photos: [] });
  await using endpoint = await withEndpoint(device);
  const { bootCount } = device.system.device;
  const socket = await knocked(endpoint.port);
  const other = await knocked(endpoint.port);
  const both = Promise.all([ended(socket), ended(other)]);
  const said: Buffer[] = [];
  socket.on('data', (bytes) => said.push(bytes));
  socket.write(packet('OPEN', 1, 0, `shell:${command}\0`));
  await both;
  const all = Buffer.concat(said);
  expect([all.includes(text), all.includes('CLSE')]).toEqual([true, false]);
  await endpoint.idle();
  expect(device.system.device).toMatchObject({ bootCount: bootCount + 1, profile: { sdk } });
  (await knocked(endpoint.port)).destroy();
});

test('from `reboot:` on nobody is let in who would be hung up on', async () => {
  await using device = await testSystem({ photos: [] });
  await using endpoint = await withEndpoint(device);
  const socket = await knocked(endpoint.port);
  const gone = ended(socket);
  socket.write(packet('OPEN', 1, 0, 'reboot:\0'));
  const early = await new Promise((resolve) => {
    socket.once('data', () => {
      const second = connect(endpoint.port, '127.0.0.1');
      second.once('connect', () => resolve('connected'));
      second.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    });
  });
  expect(early).toBe('ECONNREFUSED');
  await gone;
  await endpoint.idle();
  (await knocked(endpoint.port)).destroy();
});

test('a device whose boot fails is reached all the same, and says why', async () => {
  await using device = await testSystem({ photos: [] });
  const { system } = device;
  const failing = Object.assign(Object.create(system), {
    reboot() {
      throw new Error('The disk is full.');
    },
  });
  await using endpoint = await withEndpoint({ system: failing });
  const socket = await knocked(endpoint.port);
  const gone = ended(socket);
  socket.write(packet('OPEN', 1, 0, 'reboot:\0'));
  await gone;
  await endpoint.idle();
  (await knocked(endpoint.port)).destroy();
  expect(system.logcat.lines()).toContainEqual(expect.objectContaining({ message: 'The disk is full.' }));
});

test('a port that another program takes during the reboot is had again when it is free', async () => {
  await using device = await testSystem({ photos: [] });
  await using endpoint = await withEndpoint(device);
  const socket = await knocked(endpoint.port);
  const gone = ended(socket);
  socket.write(packet('OPEN', 1, 0, 'reboot:\0'));
  // From the first answer on the port is free, and the device has not begun to boot.
  await new Promise((resolve) => socket.once('data', resolve));
  const thief = createServer();
  await new Promise<void>((resolve, reject) => {
    thief.once('error', reject).listen(endpoint.port, '127.0.0.1', resolve);
  });
  await gone;
  let isBack = false;
  const back = endpoint.idle().then(() => {
    isBack = true;
  });
  await expect.poll(() => isBack, { timeout: 400, interval: 100 }).toBe(false);
  await new Promise((resolve) => thief.close(resolve));
  await back;
  (await knocked(endpoint.port)).destroy();
});

test('a factory reset leaves no files of the shell and no key that was allowed', async () => {
  await using device = await testSystem({ photos: [] });
  const { files, adbKeys, home } = device.system;
  const write = async () => {
    const file = await files.prepareFile('/data/local/tmp/note.txt');
    await file.write(Buffer.from('note'));
    await file.place(0);
    await file.discard();
  };
  await write();
  adbKeys.allow('a key');
  expect([files.stat('/data/local/tmp/note.txt').size, adbKeys.lines()]).toEqual([4, ['a key']]);
  device.system.reboot();
  expect([files.stat('/data/local/tmp/note.txt').size, adbKeys.lines()]).toEqual([4, ['a key']]);
  device.system.factoryReset();
  expect(() => files.stat('/data/local/tmp/note.txt')).toThrow();
  expect(adbKeys.lines()).toEqual([]);
  await write();
  expect(existsSync(join(home, 'shell/tmp/note.txt'))).toBe(true);
});

test('whoever reboots the device, those who speak to it hear of it', async () => {
  await using device = await testSystem({ photos: [] });
  const extractor = forkExtractor(join(import.meta.dirname, '../../mediaextractor/index.ts'));
  const settings = { serve: true, json: true, port: 0, api: 34, open: false, adb: null, writeThrough: false } as const;
  const home = join(device.home, '..', 'another-home');
  const running = await startDevice(
    { ...settings, indexAsIs: false, plugins: [], removable: [], folder: device.folder, home },
    extractor,
  );
  let heard = 0;
  running.onReboot(() => heard++);
  running.system.device.setSkin('Modern');
  expect(heard).toBe(0);
  running.system.reboot();
  running.system.setSdk(36);
  running.system.factoryReset();
  expect(heard).toBe(3);
  await running.close();
});

/** A line of somebody's adbkey.pub. */
function newKeyLine(name: string): string {
  const { n = '', e = '' } = generateKeyPairSync('rsa', { modulusLength: 2_048 }).publicKey.export({ format: 'jwk' });
  const struct = Buffer.alloc(524);
  struct.writeUInt32LE(64, 0);
  Buffer.from(n, 'base64url').reverse().copy(struct, 8);
  Buffer.from(e, 'base64url').reverse().copy(struct, 520);
  return `${struct.toString('base64')} ${name}`;
}

test('many computers are asked about one after the other, and only those that still wait', async () => {
  await using device = await testSystem({ photos: [] });
  const { screen, adbKeys: allowed } = device.system;
  const auth = adbKeys(() => device.system, '/nowhere');
  const lines = ['one', 'two', 'three'].map(newKeyLine);
  const leave = lines.map(() => new AbortController());
  const answers = lines.map((line, index) => auth.ask(line, leave[index]?.signal ?? AbortSignal.abort()));
  await expect.poll(() => screen.dialogs().length).toBe(1);
  leave[1]?.abort();
  leave[0]?.abort();
  expect(await Promise.all(answers.slice(0, 2))).toEqual([false, false]);
  await expect.poll(() => screen.dialogs().length).toBe(1);
  screen.answer(screen.dialogs()[0]?.id ?? 0, { debugging: true, always: true });
  expect([await answers[2], allowed.lines(), screen.dialogs()]).toEqual([true, [lines[2]], []]);
  const again = auth.ask(lines[0] ?? '', new AbortController().signal);
  await expect.poll(() => screen.dialogs().length).toBe(1);
  device.system.reboot();
  expect([await again, allowed.lines().length]).toEqual([false, 1]);
});
