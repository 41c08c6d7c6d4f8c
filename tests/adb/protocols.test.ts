import { expect, test } from 'vitest';
import { exitPacket, readWindowSize, SHELL_ID, ShellPacketDecoder, shellHeader } from '../../main/adb/shellProtocol.ts';
import {
  dent2,
  dentsEnd,
  failFrame,
  frame,
  readFrame,
  type SyncStat,
  splitSend,
  stat1,
  stat2,
  unknownCommand,
} from '../../main/adb/syncProtocol.ts';
import { cut, random } from './random.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

test('frames of the shell, cut anywhere', () => {
  const numbers = random(2);
  for (let round = 0; round < 200; round++) {
    const packets = Array.from({ length: 1 + numbers.below(9) }, () => ({
      id: numbers.below(6),
      bytes: numbers.bytes(numbers.below(2) * numbers.below(300)),
    }));
    const whole = Buffer.concat(packets.flatMap(({ id, bytes }) => [shellHeader(id, bytes.length), bytes]));
    const decoder = new ShellPacketDecoder();
    expect(cut(whole, numbers).flatMap((piece) => [...decoder.push(piece)])).toEqual(packets);
  }
});

test('a frame of more than a packet can hold is refused', () => {
  const decoder = new ShellPacketDecoder();
  expect(() => [...decoder.push(shellHeader(SHELL_ID.STDIN, 0x7fffffff))]).toThrow('claims 2147483647 bytes');
});

test.each([
  [0, '03 01000000 00'],
  [127, '03 01000000 7f'],
  [-1, '03 01000000 ff'],
  [256, '03 01000000 00'],
])('exit status %i', (status, bytes) => expect(exitPacket(status)).toEqual(hex(bytes)));

test.each([
  ['24x80,0x0', { rows: 24, columns: 80 }],
  ['50x132,1056x800', { rows: 50, columns: 132 }],
  ['24x80', null],
  ['-1x80,0x0', null],
  ['', null],
])('window size %j', (text, size) => expect(readWindowSize(Buffer.from(text))).toEqual(size));

const FOLDER: SyncStat = {
  ...{ mode: 0o42770, size: 4_096, mtime: 0x6b021813, dev: 1, ino: 2, nlink: 2, uid: 1_023, gid: 1_023 },
};

test('answers of sync', () => {
  const times = '1318026b00000000'.repeat(3);
  const stat = `00000000 0100000000000000 0200000000000000 f8450000 02000000 ff030000 ff030000 0010000000000000 ${times}`;
  expect(stat2('STA2', FOLDER, 0)).toEqual(hex(`53544132 ${stat}`));
  expect(stat2('STA2', null, 2)).toEqual(hex(`53544132 02000000 ${'00'.repeat(64)}`));
  expect(dent2('.', FOLDER)).toEqual(hex(`444e5432 ${stat} 01000000 2e`));
  expect(stat1(FOLDER)).toEqual(hex('53544154 f8450000 00100000 1318026b'));
  expect(stat1(null)).toEqual(hex(`53544154 ${'00'.repeat(12)}`));
  expect(stat1({ ...FOLDER, size: 0x1_0000_0005 })).toEqual(hex('53544154 f8450000 05000000 1318026b'));
  expect(dentsEnd(1)).toEqual(hex(`444f4e45 ${'00'.repeat(16)}`));
  expect(dentsEnd(2)).toEqual(hex(`444f4e45 ${'00'.repeat(72)}`));
  expect(frame('OKAY', 0)).toEqual(hex('4f4b4159 00000000'));
  expect(readFrame(hex('444f4e45 1318026b'))).toEqual({ id: 'DONE', value: 0x6b021813 });
  expect(failFrame("couldn't create file: Is a directory")).toEqual(
    Buffer.concat([hex('4641494c 24000000'), Buffer.from("couldn't create file: Is a directory")]),
  );
  expect(unknownCommand('ABCD')).toBe('unknown command 44434241');
});

test.each([
  ['/sdcard/a.jpg,33188', { path: '/sdcard/a.jpg', mode: 0o100644 }],
  ['/sdcard/a,b.jpg,33188', { path: '/sdcard/a,b.jpg', mode: 0o100644 }],
  ['/sdcard/a,', { path: '/sdcard/a', mode: 0 }],
  ['/sdcard/a', null],
])('SEND %j', (path, split) => expect(splitSend(path)).toEqual(split));
