// Mirrors MediaProvider SpecialFormatDetector.
import type { MediaFacts, XmlAttributes, XmpElement } from '../../../../contract/rpc/mediaExtractor.ts';

/** FileColumns._SPECIAL_FORMAT_*. */
export const SPECIAL_FORMAT = { NONE: 0, GIF: 1, MOTION_PHOTO: 2, ANIMATED_WEBP: 3 } as const;

/** The first of the attributes that is present; Java reads it as a number and gives up on anything else. */
function numberAttribute(attrs: XmlAttributes, names: readonly string[]): number | null {
  const text = names.map((name) => attrs[name]).find((value) => value !== undefined);
  if (text === undefined) return null;
  return /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
}

function isMotionPhotoFlagSet(attrs: XmlAttributes): boolean {
  const names = ['Camera:MotionPhoto', 'GCamera:MotionPhoto', 'Camera:MicroVideo', 'GCamera:MicroVideo'];
  return numberAttribute(attrs, names) === 1;
}

function isMotionPhotoDirectory(items: readonly XmlAttributes[], prefix: string): boolean {
  let primary = false;
  let motion = false;
  for (const item of items) {
    const semantic = item[`${prefix}:Semantic`];
    if (semantic === undefined || item[`${prefix}:Mime`] === undefined) return false;
    if (semantic === 'Primary') primary = true;
    if (semantic === 'MotionPhoto') motion = (numberAttribute(item, [`${prefix}:Length`]) ?? 0) > 0;
    if (primary && motion) return true;
  }
  return false;
}

/** Whether the start tags of an XMP packet, in document order, describe a motion photo. */
export function isMotionPhoto(elements: readonly XmpElement[]): boolean {
  for (const { tag, attrs = {}, items = [] } of elements) {
    if (tag === 'rdf:Description') {
      if (!isMotionPhotoFlagSet(attrs)) return false;
      const offset = numberAttribute(attrs, ['Camera:MicroVideoOffset', 'GCamera:MicroVideoOffset']) ?? 0;
      if (Number.isNaN(offset)) return false;
      if (offset > 0) return true;
    }
    if (tag === 'Container:Directory' && isMotionPhotoDirectory(items, 'Item')) return true;
    if (tag === 'GContainer:Directory' && isMotionPhotoDirectory(items, 'GContainerItem')) return true;
  }
  return false;
}

/** _special_format of an image; the extension plays no part. */
export function detectSpecialFormat(facts: MediaFacts): number {
  if (facts.xmp !== null && isMotionPhoto(facts.xmp.elements)) return SPECIAL_FORMAT.MOTION_PHOTO;
  if (facts.animation === 'gif') return SPECIAL_FORMAT.GIF;
  return facts.animation === 'webp' ? SPECIAL_FORMAT.ANIMATED_WEBP : SPECIAL_FORMAT.NONE;
}
