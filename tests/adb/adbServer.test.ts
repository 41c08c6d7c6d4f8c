// The endpoint itself: real sockets, and clients that are none.
import { connect, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { AdbServer } from '../../main/adb/adbServer.ts';
import { COMMAND, encodePacket, type Packet, PacketDecoder } from '../../main/adb/packet.ts';
import { announce, isFoundByAdb, serialOf } from '../../main/adb/ports.ts';
import { random } from './random.ts';

async function serve(options: Partial<ConstructorParameters<typeof AdbServer>[0]> = {}): Promise<number> {
  const server = new AdbServer({
    banner: () => 'device::',
    auth: null,
    serviceOf: () => null,
    failed: () => {},
    ...options,
  });
  onTestFinished(() => server.close());
  return server.listen(0);
}

function dial(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.once('error', reject);
    onTestFinished(() => void socket.destroy());
  });
}

function send(socket: Socket, command: keyof typeof COMMAND, arg0: number, arg1: number, payload = ''): void {
  socket.write(encodePacket({ command: COMMAND[command], arg0, arg1, payload: Buffer.from(payload) }, false));
}

/** The first packets that come. */
function packets(socket: Socket, count: number): Promise<readonly Packet[]> {
  const decoder = new PacketDecoder();
  const found: Packet[] = [];
  return new Promise((resolve) => {
    socket.on('data', (bytes: Buffer) => {
      found.push(...decoder.push(bytes));
      if (found.length >= count) resolve(found);
    });
  });
}

/** What comes until the other side hangs up. */
function all(socket: Socket): Promise<Buffer> {
  const pieces: Buffer[] = [];
  socket.on('data', (bytes: Buffer) => pieces.push(bytes));
  return new Promise((resolve) => socket.on('close', () => resolve(Buffer.concat(pieces))));
}

const TWO_GIB = Buffer.from('434e584e010000010000100000000080000000 00bcb1a7b1'.replaceAll(' ', ''), 'hex');

test.each<[string, Buffer]>([
  ['an HTTP request', Buffer.from('POST /shell HTTP/1.1\r\nHost: 127.0.0.1:5555\r\n\r\n')],
  ['5 kB of noise', random(3).bytes(5_000)],
  ['a header that claims 2 GiB', TWO_GIB],
])('%s is hung up on without an answer, and the next one is served', async (_, bytes) => {
  const port = await serve();
  const socket = await dial(port);
  socket.write(bytes);
  expect(await all(socket)).toEqual(Buffer.alloc(0));
  const next = await dial(port);
  send(next, 'CNXN', 0x01000001, 4_096, 'host::');
  expect(await packets(next, 1)).toMatchObject([{ command: COMMAND.CNXN }]);
});

test('twenty clients at once', async () => {
  const port = await serve({ serviceOf: (name) => (stream) => stream.write(Buffer.from(name)) });
  const clients = await Promise.all(Array.from({ length: 20 }, () => dial(port)));
  const answers = clients.map((client) => packets(client, 4));
  for (const [index, client] of clients.entries()) {
    send(client, 'CNXN', 0x01000001, 4_096, 'host::');
    send(client, 'OPEN', 1, 0, `it:${index}\0`);
  }
  for (const [index, answer] of (await Promise.all(answers)).entries())
    expect(Buffer.from(answer[2]?.payload ?? []).toString()).toBe(`it:${index}`);
});

test('a client that never reads holds little, and its services wait', async () => {
  let written = 0;
  const port = await serve({
    serviceOf: () => async (stream) => {
      for (; !stream.signal.aborted; written += 65_536) await stream.write(Buffer.alloc(65_536));
    },
  });
  const socket = await dial(port);
  socket.pause();
  send(socket, 'CNXN', 0x01000001, 1_048_576, 'host::');
  for (let id = 1; id <= 50; id++) send(socket, 'OPEN', id, 0, 'it\0');
  let before = -1;
  await expect
    .poll(() => {
      const isStill = written > 0 && before === written;
      before = written;
      return isStill;
    })
    .toBe(true);
  // 2 MiB each at most: one that waits, one on its way.
  expect(written).toBeLessThanOrEqual(50 * 2 * 1_048_576 + 8 * 1_048_576);
});

test('what is asked by one that never reads is not listened to for ever', async () => {
  const port = await serve();
  const socket = await dial(port);
  socket.pause();
  send(socket, 'CNXN', 0x01000001, 1_048_576, 'host::');
  const refused = encodePacket({ command: COMMAND.OPEN, arg0: 1, arg1: 0, payload: Buffer.from('no\0') }, false);
  const many = Buffer.concat(Array.from({ length: 10_000 }, () => refused));
  for (let round = 0; round < 120; round++) socket.write(many);
  // The system's own buffers take some of the 32 MB; the rest would have found room only with us.
  let before = -1;
  await expect
    .poll(() => {
      const isStill = before === socket.writableLength;
      before = socket.writableLength;
      return isStill;
    })
    .toBe(true);
  expect(before).toBeGreaterThan(0);
});

test('closing ends every connection and gives the port back', async () => {
  const server = new AdbServer({ banner: () => 'device::', auth: null, serviceOf: () => null, failed: () => {} });
  const port = await server.listen(0);
  const [one, two] = [await dial(port), await dial(port)];
  const ended = Promise.all([all(one), all(two)]);
  await server.close();
  await ended;
  const again = new AdbServer({ banner: () => 'device::', auth: null, serviceOf: () => null, failed: () => {} });
  expect(await again.listen(port)).toBe(port);
  await expect(server.listen(port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await again.close();
});

test.each([
  [5_555, 'emulator-5554'],
  [5_585, 'emulator-5584'],
  [5_556, '127.0.0.1:5556'],
  [5_587, '127.0.0.1:5587'],
  [6_555, '127.0.0.1:6555'],
])('port %i is %s', (port, serial) => {
  expect(serialOf(port)).toBe(serial);
  expect(isFoundByAdb(port)).toBe(serial.startsWith('emulator'));
});

test('an adb server that runs already is told; where none runs, nothing happens', async () => {
  const told = Promise.withResolvers<string>();
  const server = createServer((socket) => void all(socket).then((bytes) => told.resolve(bytes.toString())));
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  await announce(5_573, port);
  expect(await told.promise).toBe('0012host:emulator:5573');
  await new Promise((resolve) => server.close(resolve));
  await announce(5_573, port);
});
