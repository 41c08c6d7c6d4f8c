// Streams of packets that are whole, broken, cut, repeated and out of order. SCOPEBOX_STREAMS says how many.
import { expect, test } from 'vitest';
import { AdbConnection } from '../../main/adb/adbConnection.ts';
import { COMMAND, encodePacket, PacketDecoder, PacketError } from '../../main/adb/packet.ts';
import { serviceOf } from '../../main/adb/services.ts';
import { shellHeader } from '../../main/adb/shellProtocol.ts';
import { frame } from '../../main/adb/syncProtocol.ts';
import { afterTurn } from '../../main/device/realTime.ts';
import type { ShellService } from '../../main/shell/shellService.ts';
import { settled } from './adbHost.ts';
import { type FilesFixture, newFiles } from './filesFixture.ts';
import { cut, type Random, random } from './random.ts';

const COUNT = Number(process.env.SCOPEBOX_STREAMS ?? 400);
const FIRST_SEED = Number(process.env.SCOPEBOX_STREAMS_SEED ?? 1);

const COMMANDS = Object.values(COMMAND);
const SERVICES = [
  ...['shell:', 'shell:cat', 'shell,v2,raw:cat', 'shell,v2,pty:', 'shell,v2,TERM=x:cat', 'exec:cat', 'sync:', 'sync:'],
  ...['reboot:', 'root:', 'track-jdwp', 'reverse:x', 'nothing', '', 'shell', ':', 'shell,v2'],
];
const PATHS = [
  ...['/sdcard/DCIM/a.jpg', '/sdcard/new', '/sdcard/n/m', '/sdcard/../../etc/x', '/', '/data/local/tmp/x', '/sdcard/'],
  ...['', '\0', '/sdcard/DCIM/a.jpg,33188', '/sdcard/new,33188', '/data/local/tmp/x,-1', '/sdcard/link,41471', '../..'],
];
const SYNC_IDS = [
  'STAT',
  'LST2',
  'STA2',
  'LIST',
  'LIS2',
  'SEND',
  'SND2',
  'RECV',
  'RCV2',
  'DATA',
  'DONE',
  'QUIT',
  'WHAT',
];

test(`${COUNT} streams: none breaks the device, reaches out of it, or leaves anything running`, async () => {
  const fixture = newFiles({ 'DCIM/a.jpg': 'a' });
  for (let seed = FIRST_SEED; seed < FIRST_SEED + COUNT; seed++) await tryStream(fixture, seed);
  const { entries } = (await fixture.volumes.all()[0]?.files.readdir('')) ?? { entries: [] };
  expect(entries.every(({ name }) => ['DCIM', 'n', 'new', 'link'].includes(name))).toBe(true);
}, 600_000);

async function tryStream({ files }: FilesFixture, seed: number): Promise<void> {
  const numbers = random(seed);
  const problems: unknown[] = [];
  const sent = new PacketDecoder();
  let running = 0;
  const connection = new AdbConnection({
    banner: () => 'device::',
    auth: null,
    serviceOf: (name) => {
      const service = serviceOf(
        { shell: CAT, files, reboot: () => {}, screenshot: async () => new Uint8Array() },
        name,
      );
      if (service === null) return null;
      return async (stream) => {
        running++;
        await service(stream).finally(() => running--);
      };
    },
    send: (pieces) => void [...sent.push(Buffer.concat(pieces))],
    isCongested: () => numbers.below(10) === 0,
    afterTurn,
    failed: (service, error) => problems.push(service, error),
  });
  const decoder = new PacketDecoder(numbers.oneOf(['whole', 'in pieces']));
  try {
    for (const piece of cut(streamOf(numbers), numbers)) {
      for (const packet of decoder.push(piece)) connection.receive(packet);
      if (numbers.below(5) === 0) await settled();
      if (numbers.below(5) === 0) connection.drained();
    }
  } catch (error) {
    if (!(error instanceof PacketError)) problems.push(error);
  }
  await settled();
  connection.close();
  await expect.poll(() => running, { interval: 1, message: `seed ${seed}` }).toBe(0);
  expect([seed, problems]).toEqual([seed, []]);
}

/** Gives back what it reads, as long as somebody is there. */
const CAT: ShellService = {
  open: async (_, { stdin, stdout }) => {
    for await (const bytes of stdin) await stdout(bytes);
    return 0;
  },
};

function streamOf(numbers: Random): Buffer {
  const { below } = numbers;
  const packets = Array.from({ length: 2 + below(20) }, (_, index) =>
    index === 0 && below(20) > 0 ? greeting(numbers) : anyPacket(numbers),
  );
  const stream = Buffer.concat(packets);
  // One in four is damaged somewhere, one in eight ends early.
  if (below(4) === 0) for (let count = below(5); count >= 0; count--) stream[below(stream.length)] = below(256);
  return below(8) === 0 ? stream.subarray(0, below(stream.length)) : stream;
}

function greeting({ below, oneOf }: Random): Buffer {
  const version = below(4) === 0 ? 0x01000000 : 0x01000001;
  return packet(COMMAND.CNXN, version, oneOf([1, 24, 4_096, 1_048_576, 0xffffffff]), Buffer.from('host::'));
}

function anyPacket(numbers: Random): Buffer {
  const { below, bytes, oneOf } = numbers;
  // Few numbers, so that most packets are about a stream that is open.
  const [peer, own] = [below(4), below(5)];
  switch (below(8)) {
    case 0:
    case 1:
      return packet(COMMAND.OPEN, 1 + peer, below(10) === 0 ? 5 : 0, Buffer.from(`${oneOf(SERVICES)}\0`));
    case 2:
      return packet(COMMAND.OKAY, 1 + peer, own, Buffer.alloc(0));
    case 3:
      return packet(COMMAND.CLSE, 1 + peer, own, Buffer.alloc(0));
    case 4:
      return packet(oneOf(COMMANDS), below(3) === 0 ? below(0x100000000) : peer, own, bytes(below(300)));
    case 5: {
      const text = bytes(below(40));
      return packet(COMMAND.WRTE, 1 + peer, own, Buffer.concat([shellHeader(below(7), text.length + below(2)), text]));
    }
    default:
      return packet(COMMAND.WRTE, 1 + peer, own, syncRequests(numbers));
  }
}

function syncRequests({ below, bytes, oneOf }: Random): Buffer {
  const requests = Array.from({ length: 1 + below(4) }, () => {
    const id = oneOf(SYNC_IDS);
    const body = id === 'DATA' ? bytes(below(60)) : Buffer.from(oneOf(PATHS));
    const length = below(12) === 0 ? below(0x100000000) : body.length;
    return id === 'DONE' || id === 'QUIT' ? frame(id, below(0x100000000)) : Buffer.concat([frame(id, length), body]);
  });
  return Buffer.concat(requests);
}

function packet(command: number, arg0: number, arg1: number, payload: Buffer): Buffer {
  return encodePacket({ command, arg0, arg1, payload }, false);
}
