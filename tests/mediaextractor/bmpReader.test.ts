import { describe, expect, test } from 'vitest';
import { bmpPixels } from '../../mediaextractor/bmpReader.ts';

type Kind = Readonly<{ bits: number; compression?: number; between?: Buffer; rows: string }>;

/** A bitmap of 2 by 1 pixels. */
function bitmap({ bits, compression = 0, between = Buffer.alloc(0), rows }: Kind): Buffer {
  const head = Buffer.alloc(54);
  head.write('BM');
  head.writeUInt32LE(54 + between.length, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(2, 18);
  head.writeInt32LE(1, 22);
  head.writeUInt16LE(bits, 28);
  head.writeUInt32LE(compression, 30);
  return Buffer.concat([head, between, Buffer.from(rows, 'hex')]);
}

const palette = (colors: number) =>
  Buffer.concat([Buffer.from('0000ff00ff000000', 'hex'), Buffer.alloc((colors - 2) * 4)]);
const masks = (...values: readonly number[]) =>
  Buffer.concat(
    values.map((value) => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32LE(value);
      return bytes;
    }),
  );

describe('a red and a blue pixel', () => {
  test.each<[string, Kind]>([
    ['1 bit', { bits: 1, between: palette(2), rows: '40000000' }],
    ['4 bits', { bits: 4, between: palette(16), rows: '01000000' }],
    ['8 bits', { bits: 8, between: palette(256), rows: '00010000' }],
    ['16 bits', { bits: 16, rows: '007c1f00' }],
    ['16 bits with masks', { bits: 16, compression: 3, between: masks(0xf800, 0x7e0, 0x1f), rows: '00f81f00' }],
    ['24 bits', { bits: 24, rows: '0000ffff00000000' }],
    ['32 bits', { bits: 32, rows: '0000ff00ff000000' }],
    [
      '32 bits, red first',
      { bits: 32, compression: 3, between: masks(0xff, 0xff00, 0xff0000), rows: 'ff0000000000ff00' },
    ],
  ])('of %s', (_, kind) => {
    expect(Buffer.from(bmpPixels(bitmap(kind)).data).toString('hex')).toBe('ff00000000ff');
  });

  test('compressed: not read', () => {
    expect(() => bmpPixels(bitmap({ bits: 8, compression: 1, rows: '00' }))).toThrow('not read');
  });

  test('cut off: not read', () => {
    expect(() => bmpPixels(bitmap({ bits: 32, rows: '00' }))).toThrow('too early');
  });
});
