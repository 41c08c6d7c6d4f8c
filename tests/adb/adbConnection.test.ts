import { expect, test } from 'vitest';
import type { AdbService } from '../../main/adb/adbConnection.ts';
import type { AdbStream } from '../../main/adb/adbStream.ts';
import { MAX_PAYLOAD, PacketError } from '../../main/adb/packet.ts';
import { AdbHost, settled } from './adbHost.ts';

const ONLINE = ['CNXN', 0x01000001, MAX_PAYLOAD, 'device::features=shell_v2'];

/** A host that is online, with one service by the name `it`. */
async function online(service: AdbService, maxData?: number): Promise<AdbHost> {
  const host = new AdbHost({ serviceOf: (name) => (name === 'it' ? service : null) });
  host.connect(maxData);
  expect(await host.next()).toEqual(ONLINE);
  return host;
}

const says =
  (...texts: readonly string[]): AdbService =>
  async (stream) => {
    for (const text of texts) await stream.write(Buffer.from(text));
  };

/** Runs until the other side is gone. */
const stays: AdbService = ({ signal }) =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

test('nothing is answered before the handshake', async () => {
  const host = new AdbHost({ serviceOf: () => stays });
  host.send('OPEN', 1, 0, 'it\0');
  host.send('WRTE', 1, 1, 'x');
  host.send('SYNC', 1, 1);
  host.send('STLS', 1, 1);
  await settled();
  expect(host.waiting).toBe(0);
  host.connect();
  expect(await host.next()).toEqual(ONLINE);
});

test('a service is accepted, speaks, and is closed', async () => {
  const host = await online(says('a', 'b'));
  host.send('OPEN', 6, 0, 'it\0');
  expect(await host.next()).toEqual(['OKAY', 1, 6, '']);
  // What is written in one turn is one packet, and the close does not wait for its acknowledgement.
  expect(await host.next()).toEqual(['WRTE', 1, 6, 'ab']);
  expect(await host.next()).toEqual(['CLSE', 1, 6, '']);
  host.send('OKAY', 6, 1);
  host.send('CLSE', 6, 1);
  await settled();
  expect([host.waiting, host.connection.size]).toEqual([0, 0]);
});

test('an unknown service, no id, and credit that was not agreed on are refused', async () => {
  const host = await online(stays);
  host.send('OPEN', 0x1c, 0, 'sideload-host:3:65536\0');
  expect(await host.next()).toEqual(['CLSE', 0, 0x1c, '']);
  host.send('OPEN', 0, 0, 'it\0');
  expect(await host.next()).toEqual(['CLSE', 0, 0, '']);
  host.send('OPEN', 7, 33_554_432, 'it\0');
  expect(await host.next()).toEqual(['CLSE', 0, 7, '']);
  expect(host.connection.size).toBe(0);
});

test('one packet at a time, of what the other side can take', async () => {
  const host = await online(says('x'.repeat(250), 'y'), 100);
  host.send('OPEN', 6, 0, 'it\0');
  await host.next();
  expect(await host.next()).toEqual(['WRTE', 1, 6, 'x'.repeat(100)]);
  await settled();
  expect(host.waiting).toBe(0);
  host.send('OKAY', 6, 1);
  expect(await host.next()).toEqual(['WRTE', 1, 6, 'x'.repeat(100)]);
  host.send('OKAY', 6, 1);
  expect(await host.next()).toEqual(['WRTE', 1, 6, `${'x'.repeat(50)}y`]);
  expect(await host.next()).toEqual(['CLSE', 1, 6, '']);
});

test('input is acknowledged while at most 256 KiB wait, and from then on when it is read', async () => {
  const streams: AdbStream[] = [];
  const host = await online((stream) => {
    streams.push(stream);
    return stays(stream);
  });
  host.send('OPEN', 6, 0, 'it\0');
  await host.next();
  const [stream] = streams;
  host.send('WRTE', 6, 1, 'x'.repeat(262_144));
  expect(await host.next()).toEqual(['OKAY', 1, 6, '']);
  host.send('WRTE', 6, 1, 'y');
  await settled();
  expect(host.waiting).toBe(0);
  // Who does not wait for it would have us keep any amount.
  expect(() => host.send('WRTE', 6, 1, 'z')).toThrow(PacketError);
  expect(await stream?.read()).toHaveLength(262_144);
  expect(await host.next()).toEqual(['OKAY', 1, 6, '']);
  expect(await stream?.read()).toEqual(Buffer.from('y'));
});

test('a close is answered by a close, once, and nothing follows', async () => {
  const host = await online(async (stream) => {
    await stays(stream);
    await stream.write(Buffer.from('too late'));
  });
  host.send('OPEN', 6, 0, 'it\0');
  await host.next();
  host.send('CLSE', 6, 1);
  expect(await host.next()).toEqual(['CLSE', 1, 6, '']);
  host.send('CLSE', 6, 1);
  host.send('WRTE', 6, 1, 'x');
  host.send('OKAY', 6, 1);
  await settled();
  expect([host.waiting, host.connection.size]).toEqual([0, 0]);
});

test('what comes for a stream that is closing is acknowledged and thrown away', async () => {
  const host = await online(says('x'.repeat(20)), 10);
  host.send('OPEN', 6, 0, 'it\0');
  await host.next();
  await host.next();
  await settled();
  host.send('WRTE', 6, 1, 'input');
  expect(await host.next()).toEqual(['OKAY', 1, 6, '']);
  host.send('OKAY', 6, 1);
  expect(await host.next()).toEqual(['WRTE', 1, 6, 'x'.repeat(10)]);
  expect(await host.next()).toEqual(['CLSE', 1, 6, '']);
});

test('ids of another stream, or of none, mean nothing', async () => {
  const host = await online(stays);
  host.send('OPEN', 6, 0, 'it\0');
  await host.next();
  for (const [peer, own] of [
    [7, 1],
    [6, 2],
    [0, 0],
  ] as const) {
    host.send('CLSE', peer, own);
    host.send('WRTE', peer, own, 'x');
    host.send('OKAY', peer, own);
  }
  await settled();
  expect([host.waiting, host.connection.size]).toEqual([0, 1]);
});

test('an id is never given twice, also to who uses its own twice', async () => {
  const host = await online(stays);
  host.send('OPEN', 6, 0, 'it\0');
  expect(await host.next()).toEqual(['OKAY', 1, 6, '']);
  host.send('CLSE', 6, 1);
  await host.next();
  host.send('OPEN', 6, 0, 'it\0');
  expect(await host.next()).toEqual(['OKAY', 2, 6, '']);
  host.send('OPEN', 6, 0, 'it\0');
  expect(await host.next()).toEqual(['OKAY', 3, 6, '']);
});

test('more than 256 streams at once are refused', async () => {
  const host = await online(stays);
  for (let id = 1; id <= 257; id++) host.send('OPEN', id, 0, 'it\0');
  for (let id = 1; id <= 256; id++) expect(await host.next()).toEqual(['OKAY', id, id, '']);
  expect(await host.next()).toEqual(['CLSE', 0, 257, '']);
});

test('a second CNXN, or the end of the socket, ends every stream without a word', async () => {
  let running = 0;
  const host = await online(async (stream) => {
    running++;
    await stays(stream);
    running--;
  });
  for (let round = 0; round < 200; round++) host.send('OPEN', 1 + round, 0, 'it\0');
  for (let round = 0; round < 200; round++) await host.next();
  host.connect();
  expect(await host.next()).toEqual(ONLINE);
  await settled();
  expect([running, host.waiting, host.connection.size]).toEqual([0, 0, 0]);
  host.send('OPEN', 1, 0, 'it\0');
  await host.next();
  host.connection.close();
  await settled();
  expect([running, host.waiting, host.connection.size]).toEqual([0, 0, 0]);
});

test('who writes waits while a MiB waits to be taken, and while the socket is full', async () => {
  let written = 0;
  const host = await online(async (stream) => {
    for (; !stream.signal.aborted; written++) await stream.write(Buffer.alloc(65_536));
  });
  host.isCongested = true;
  host.send('OPEN', 6, 0, 'it\0');
  await host.next();
  await settled();
  expect([written, host.waiting]).toEqual([16, 0]);
  host.isCongested = false;
  host.connection.drained();
  expect((await host.nextPacket()).payload).toHaveLength(MAX_PAYLOAD);
  await settled();
  expect([written, host.waiting]).toEqual([32, 0]);
  host.connection.close();
});

test('a service that fails closes its stream and is told', async () => {
  const host = await online(async () => {
    throw new Error('broken');
  });
  host.send('OPEN', 6, 0, 'it\0');
  expect(await host.next()).toEqual(['OKAY', 1, 6, '']);
  expect(await host.next()).toEqual(['CLSE', 1, 6, '']);
  expect(host.failures).toEqual(['it: Error: broken']);
});

test('a connection that can take no data is dropped', () => {
  expect(() => new AdbHost({ serviceOf: () => null }).connect(0)).toThrow(PacketError);
});
