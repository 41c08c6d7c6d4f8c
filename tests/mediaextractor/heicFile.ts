// A whole HEIC, pixels and all: red on its left, blue on its right, 128 × 64. Nothing here can encode one.
import { box, i32 } from './locatedMedia.ts';

/** What x265 made of the two colours: how its stream is to be decoded, and the one picture of it. */
const HVCC =
  'AAAAdmh2Y0MBAWAAAACQAAAAAAAe8AD8/fj4AAAPA6AAAQAYQAEMAf//AWAAAAMAkAAAAwAAAwAelZgJoQABAClCAQEBYAAAAwCQAAADAAADAB6gECBB' +
  'ZZWaSTK8BaAgAAADACAAAAMAIaIAAQAHRAHBcrQiQA==';
const PICTURE = 'AAAAJCgBrxOA5TJR//JKj/7C88PXcPQAglcP/164I/J4h/7XpCmQeA==';

/** @param quarters how often irot turns it counter-clockwise by 90 degrees */
export function heicFile(quarters: 0 | 1 | 2 | 3): Buffer {
  const picture = Buffer.from(PICTURE, 'base64');
  const ftyp = box('ftyp', 'heic', i32(0), 'mif1heic');
  const head = (offset: number) => Buffer.concat([ftyp, meta(quarters, offset, picture.length)]);
  const start = head(0).length + 8;
  return Buffer.concat([head(start), box('mdat', picture)]);
}

function meta(quarters: number, offset: number, length: number): Buffer {
  const full = (...parts: readonly (Buffer | string)[]) => [i32(0), ...parts];
  const infe = box('infe', Buffer.from([2, 0, 0, 0, 0, 1, 0, 0]), 'hvc1', '\0');
  const place = [Buffer.from([0x44, 0, 0, 1, 0, 1, 0, 0, 0, 1]), i32(offset), i32(length)];
  const ispe = box('ispe', ...full(i32(128), i32(64)));
  const ipco = box('ipco', Buffer.from(HVCC, 'base64'), ispe, box('irot', Buffer.from([quarters])));
  const ipma = box('ipma', ...full(i32(1), Buffer.from([0, 1, 3, 0x81, 2, 0x83])));
  return box(
    'meta',
    ...full(
      box('hdlr', i32(0), i32(0), 'pict', Buffer.alloc(13)),
      box('pitm', ...full(Buffer.from([0, 1]))),
      box('iloc', ...full(...place)),
      box('iinf', ...full(Buffer.from([0, 1]), infe)),
      box('iprp', ipco, ipma),
    ),
  );
}
