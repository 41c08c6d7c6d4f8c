// The bytes of an item of the mock cloud: a drawing, the clip, or both.
import { type CloudMediaItem, factsOf, numberOf } from './cloudMediaItem.ts';
import { type Colour, mosaicJpeg, segment } from './mosaicJpeg.ts';
import { CLIP_MP4, DOTS_GIF } from './sampleClips.ts';

/** Beginning and end of a file; between them it is filled with zeros up to its size. */
export type ItemBytes = Readonly<{ head: Uint8Array; tail: Uint8Array; sizeBytes: number }>;

const NOTHING = new Uint8Array();

export function bytesOf(item: Pick<CloudMediaItem, 'id' | 'kind'>): ItemBytes {
  const { width, height, sizeBytes } = factsOf(item);
  switch (item.kind) {
    case 'video':
      return { ...paddedClip(sizeBytes), sizeBytes };
    case 'gif':
      return { head: DOTS_GIF, tail: NOTHING, sizeBytes };
    case 'motionPhoto':
      return { head: drawing(item, { width, height }, [motionPhotoXmp()]), tail: CLIP_MP4, sizeBytes };
    case 'photo':
      return { head: drawing(item, { width, height }), tail: NOTHING, sizeBytes };
  }
}

/** A small JPEG of an item, about as large as `size` (pixels) and of the item's own shape. */
export function thumbnailBytes(
  item: Pick<CloudMediaItem, 'id' | 'kind'>,
  size: Readonly<{ width: number; height: number }>,
): Uint8Array {
  const { width, height } = factsOf(item);
  const scale = Math.min(1, Math.max(size.width / width, size.height / height));
  return drawing(item, { width: Math.ceil(width * scale), height: Math.ceil(height * scale) });
}

/** A box of type free after the clip: a decoder leaves it out. */
function paddedClip(sizeBytes: number): Readonly<{ head: Uint8Array; tail: Uint8Array }> {
  const box = Buffer.alloc(8);
  box.writeUInt32BE(sizeBytes - CLIP_MP4.length, 0);
  box.write('free', 4, 'latin1');
  return { head: Buffer.concat([CLIP_MP4, box]), tail: NOTHING };
}

type Sides = Readonly<{ width: number; height: number }>;

/** Sky, sun and hills, in colours of the item's own; its id is a comment in the file. */
function drawing({ id }: Pick<CloudMediaItem, 'id'>, sides: Sides, segments: readonly Uint8Array[] = []): Uint8Array {
  const number = numberOf(id);
  const hue = (number * 137.5) % 360;
  const sun = { x: 0.2 + ((number * 0.37) % 0.6), y: 0.2 + ((number * 0.23) % 0.2), radius: 0.1 };
  const colourAt = (x: number, y: number): Colour => {
    const hill = 0.62 + 0.12 * Math.sin(x * 5 + number);
    if (y > hill) return colour(hue + 110, 0.45, 0.5 - 0.25 * (y - hill));
    const isSun = Math.hypot(x - sun.x, (y - sun.y) * (sides.height / sides.width)) < sun.radius;
    return isSun ? [255, 236, 170] : colour(hue, 0.55, 0.75 + 0.2 * y);
  };
  return mosaicJpeg({ ...sides, colourAt, segments: [...segments, segment(0xfe, Buffer.from(id, 'latin1'))] });
}

/** HSV to RGB. `hue` in degrees, the others from 0 to 1. */
function colour(hue: number, saturation: number, value: number): Colour {
  const channel = (offset: number) => {
    const at = (offset + hue / 60) % 6;
    return Math.round(255 * (value - value * saturation * Math.max(0, Math.min(at, 4 - at, 1))));
  };
  return [channel(5), channel(3), channel(1)];
}

/** Where the clip begins, from the end of the file, as Google's motion photos tell it. */
function motionPhotoXmp(): Uint8Array {
  const attributes = `GCamera:MotionPhoto="1" GCamera:MotionPhotoVersion="1" GCamera:MicroVideo="1" GCamera:MicroVideoOffset="${CLIP_MP4.length}"`;
  const description = `<rdf:Description xmlns:GCamera="http://ns.google.com/photos/1.0/camera/" ${attributes}/>`;
  const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${description}</rdf:RDF>`;
  const xmp = `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/">${rdf}</x:xmpmeta>`;
  return segment(0xe1, Buffer.from(xmp, 'latin1'));
}
