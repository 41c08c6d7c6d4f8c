// Mirrors photopicker/data/model/Item.
import type { Uri } from '../../contract/android/uri.ts';
import { text } from '../ui/strings.ts';
import { dateTimeForDescription, durationText } from './dateTimeUtils.ts';

/** CloudMediaProviderContract.MediaColumns.STANDARD_MIME_TYPE_EXTENSION */
export const SPECIAL_FORMAT = { NONE: 0, GIF: 1, MOTION_PHOTO: 2, ANIMATED_WEBP: 3 } as const;

/** One photo or video of the picker. */
export type Item = Readonly<{
  /** Its picker URI: of the device, or of a cloud provider. */
  uri: Uri;
  /** Milliseconds since 1970 UTC. */
  dateTaken: number;
  /** The calendar day it was taken here, yyyy-mm-dd. */
  day: string;
  mimeType: string;
  specialFormat: number;
  /** Milliseconds; null when unknown, and for images. */
  duration: number | null;
}>;

/** Item.isVideo */
export function isVideo(mimeType: string): boolean {
  return mimeType.toLowerCase().startsWith('video/');
}

type Described = Readonly<{ mimeType: string; specialFormat: number; time: string; duration: string }>;

/** Item.getContentDescription, with the time and the duration already written out. */
export function contentDescription({ mimeType, specialFormat, time, duration }: Described): string {
  if (isVideo(mimeType)) return text('item.video', { time, duration });
  if (specialFormat === SPECIAL_FORMAT.GIF || specialFormat === SPECIAL_FORMAT.ANIMATED_WEBP) {
    return text('item.gif', { time });
  }
  return text(specialFormat === SPECIAL_FORMAT.MOTION_PHOTO ? 'item.motionPhoto' : 'item.photo', { time });
}

/** What a screen reader says of an item, and what automation finds it by. */
export function itemDescription(item: Item): string {
  const time = dateTimeForDescription(item.dateTaken);
  return contentDescription({ ...item, time, duration: durationText(item.duration) });
}
