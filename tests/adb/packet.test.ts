import { expect, test } from 'vitest';
import { COMMAND, encodePacket, MAX_PAYLOAD, type Packet, PacketDecoder, PacketError } from '../../main/adb/packet.ts';
import { cut, random } from './random.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');
const HOST_BANNER =
  'host::features=remount_shell,abb_exec,abb,apex,fixed_push_mkdir,ls_v2,stat_v2,fixed_push_symlink_timestamp,cmd,shell_v2';

/** Captured between adb 29.0.6 and a device. */
const TRACES: readonly (readonly [what: string, bytes: Buffer, packet: Packet, hasSum: boolean])[] = [
  [
    'CNXN of the host',
    Buffer.concat([hex('434e584e 01000001 00001000 77000000 402e0000 bcb1a7b1'), Buffer.from(HOST_BANNER)]),
    { command: COMMAND.CNXN, arg0: 0x01000001, arg1: MAX_PAYLOAD, payload: Buffer.from(HOST_BANNER) },
    true,
  ],
  [
    'OPEN of the host',
    Buffer.concat([
      hex('4f50454e 06000000 00000000 36000000 00000000 b0afbab1'),
      Buffer.from('shell,v2,TERM=xterm,raw:echo hi; echo err >&2; exit 3\0'),
    ]),
    {
      ...{ command: COMMAND.OPEN, arg0: 6, arg1: 0 },
      payload: Buffer.from('shell,v2,TERM=xterm,raw:echo hi; echo err >&2; exit 3\0'),
    },
    false,
  ],
  [
    'OKAY of the device',
    hex('4f4b4159 01000000 06000000 00000000 00000000 b0b4bea6'),
    { command: COMMAND.OKAY, arg0: 1, arg1: 6, payload: Buffer.alloc(0) },
    false,
  ],
  [
    'WRTE of the device',
    hex('57525445 01000000 06000000 08000000 00000000 a8adabba 01 03000000 68690a'),
    { command: COMMAND.WRTE, arg0: 1, arg1: 6, payload: hex('01 03000000 68690a') },
    false,
  ],
  [
    'CLSE of a stream that is refused',
    hex('434c5345 00000000 1c000000 00000000 00000000 bcb3acba'),
    { command: COMMAND.CLSE, arg0: 0, arg1: 0x1c, payload: Buffer.alloc(0) },
    false,
  ],
];

test.each(TRACES)('%s', (_, bytes, packet, hasSum) => {
  expect(encodePacket(packet, hasSum)).toEqual(bytes);
  expect(decoded([bytes])).toEqual([packet]);
});

test('packets cut anywhere are the same packets', () => {
  const { below, bytes, oneOf, ...rest } = random(1);
  for (let round = 0; round < 200; round++) {
    const packets = Array.from({ length: 1 + below(8) }, () => ({
      command: oneOf(Object.values(COMMAND)),
      arg0: below(0x100000000),
      arg1: below(0x100000000),
      payload: bytes(below(2) * below(400)),
    }));
    const whole = Buffer.concat(packets.map((packet) => encodePacket(packet, below(2) === 0)));
    expect(decoded(cut(whole, { below, bytes, oneOf, ...rest }))).toEqual(packets);
  }
});

test('data may come in pieces, which together are the data; everything else comes whole', () => {
  const numbers = random(2);
  for (let round = 0; round < 200; round++) {
    const [command, payload] = [numbers.oneOf([COMMAND.WRTE, COMMAND.OPEN]), numbers.bytes(numbers.below(600))];
    const decoder = new PacketDecoder('in pieces');
    const sent = Buffer.concat([1, 2].map((arg0) => encodePacket({ command, arg0, arg1: 7, payload }, false)));
    const pieces = cut(sent, numbers).flatMap((piece) => [...decoder.push(piece)]);
    for (const number of [1, 2]) {
      const own = pieces.filter(({ arg0 }) => arg0 === number);
      expect(Buffer.concat(own.map((each) => each.payload))).toEqual(payload);
      expect(own.map(({ missing = 0 }) => missing === 0)).toEqual(own.map((_, index) => index === own.length - 1));
      if (command === COMMAND.OPEN) expect(own.length).toBe(1);
    }
  }
});

test.each<[string, Buffer]>([
  ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\nHost: 127.0.0.1:5555\r\n\r\n')],
  ['zeros', Buffer.alloc(24)],
  ['a magic that is off by one', hex('434e584e 01000001 00001000 00000000 00000000 bcb1a7b2')],
  ['2 GiB', hex('434e584e 01000001 00001000 00000080 00000000 bcb1a7b1')],
  ['1 byte over 1 MiB', hex('434e584e 01000001 00001000 01001000 00000000 bcb1a7b1')],
])('%s is no packet', (_, bytes) => {
  expect(() => decoded([bytes])).toThrow(PacketError);
});

test('what comes before a broken header is read', () => {
  const okay = hex('4f4b4159 01000000 06000000 00000000 00000000 b0b4bea6');
  const decoder = new PacketDecoder();
  const packets = decoder.push(Buffer.concat([okay, Buffer.alloc(24)]));
  expect(packets.next().value).toMatchObject({ command: COMMAND.OKAY });
  expect(() => packets.next()).toThrow(PacketError);
});

function decoded(pieces: readonly Buffer[]): readonly Packet[] {
  const decoder = new PacketDecoder();
  return pieces.flatMap((piece) => [...decoder.push(piece)]);
}
