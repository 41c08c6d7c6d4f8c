// A whole HEIC, pixels and all: red on its left, blue on its right, 128 × 64. Nothing here can encode one.
import { box, i32 } from './locatedMedia.ts';

/** What x265 made of the two colours: how its stream is to be decoded, and the one picture of it. */
const HVCC =
  'AAAAdmh2Y0MBAWAAAACQAAAAAAAe8AD8/fj4AAAPA6AAAQAYQAEMAf//AWAAAAMAkAAAAwAAAwAelZgJoQABAClCAQEBYAAAAwCQAAADAAADAB6gECBB' +
  'ZZWaSTK8BaAgAAADACAAAAMAIaIAAQAHRAHBcrQiQA==';
const PICTURE = Buffer.from('AAAAJCgBrxOA5TJR//JKj/7C88PXcPQAglcP/164I/J4h/7XpCmQeA==', 'base64');
/** What no decoder takes for a picture. */
const RUBBISH = Buffer.from('no picture at all, whoever looks at it');

export type Quarters = 0 | 1 | 2 | 3;

/** A picture in the file: its number is its place in the list, from 1. */
type Item = Readonly<{
  bytes: Buffer;
  width: number;
  height: number;
  /** How often irot turns it counter-clockwise by 90 degrees. */
  quarters: Quarters;
}>;

const WHOLE = { bytes: PICTURE, width: 128, height: 64 };

/** @param quarters how often irot turns it counter-clockwise by 90 degrees */
export function heicFile(quarters: Quarters): Buffer {
  return fileOf([{ ...WHOLE, quarters }]);
}

/**
 * One as phones make it, with a small picture beside the large one; the large one cannot be decoded.
 * @param small how often the small one is turned
 */
export function heicWithThumbnail(quarters: Quarters, small: Quarters = quarters): Buffer {
  const large = { bytes: RUBBISH, width: 1280, height: 640, quarters };
  return fileOf([large, { ...WHOLE, quarters: small }]);
}

function fileOf(items: readonly Item[]): Buffer {
  const ftyp = box('ftyp', 'heic', i32(0), 'mif1heic');
  const head = (start: number) => Buffer.concat([ftyp, meta(items, start)]);
  const start = head(0).length + 8;
  return Buffer.concat([head(start), box('mdat', ...items.map(({ bytes }) => bytes))]);
}

function meta(items: readonly Item[], start: number): Buffer {
  const full = (...parts: readonly (Buffer | string)[]) => [i32(0), ...parts];
  const count = i16(items.length);
  const infe = items.map((_, i) => box('infe', Buffer.from([2, 0, 0, 0]), i16(i + 1), i16(0), 'hvc1', '\0'));
  const places = items.map(({ bytes }, i) => {
    const before = items.slice(0, i).reduce((sum, one) => sum + one.bytes.length, 0);
    return Buffer.concat([i16(i + 1), i16(0), i16(1), i32(start + before), i32(bytes.length)]);
  });
  const properties = items.flatMap(({ width, height, quarters }) => [
    box('ispe', ...full(i32(width), i32(height))),
    box('irot', Buffer.from([quarters])),
  ]);
  // Which of them belong to an item, how it is to be decoded being the first of all.
  const belong = items.map((_, i) => Buffer.concat([i16(i + 1), Buffer.from([3, 0x81, 2 + 2 * i, 0x83 + 2 * i])]));
  const reference = box('thmb', i16(2), i16(1), i16(1));
  return box(
    'meta',
    ...full(
      box('hdlr', i32(0), i32(0), 'pict', Buffer.alloc(13)),
      box('pitm', ...full(i16(1))),
      box('iloc', ...full(i16(0x4400), count, ...places)),
      box('iinf', ...full(count, ...infe)),
      ...(items.length > 1 ? [box('iref', ...full(reference))] : []),
      box(
        'iprp',
        box('ipco', Buffer.from(HVCC, 'base64'), ...properties),
        box('ipma', ...full(i32(items.length), ...belong)),
      ),
    ),
  );
}

function i16(value: number): Buffer {
  return Buffer.from([value >> 8, value & 255]);
}
