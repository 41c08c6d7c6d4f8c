// An item of the mock cloud: everything of it follows from its number, its kind and its date.
import { STANDARD_MIME_TYPE_EXTENSION } from '../../../../contract/android/cloudMediaProviderContract.ts';
import type { CloudMediaKind } from '../../../../contract/rpc/cloudMediaApi.ts';

/** What is kept of an item. */
export type CloudMediaItem = Readonly<{
  id: string;
  kind: CloudMediaKind;
  /** Milliseconds since 1970 UTC. */
  dateTakenMillis: number;
  isFavorite: boolean;
  /** Generation of its account's collection at its last change. */
  syncGeneration: number;
  /** files._id of the item it is a copy of, on the device. */
  localId: number | null;
  albumIds: readonly string[];
}>;

export type CloudMediaFacts = Readonly<{
  mimeType: string;
  extension: number;
  width: number;
  height: number;
  sizeBytes: number;
  durationMillis: number | null;
}>;

/** Length of the clip that every video is. */
export const CLIP_MILLIS = 2_000;

const YEAR = 365.25 * 86_400_000;
/** How far back the photos of an account go. */
const YEARS = 4;
/** The golden ratio's fraction: its multiples spread evenly, however many there are. */
const GOLDEN = 0.618_033_988_749_895;

export const ALBUMS = [
  { id: 'holidays', displayName: 'Holidays' },
  { id: 'family', displayName: 'Family' },
  { id: 'garden', displayName: 'Garden' },
] as const;

/** Numbers begin at 1. */
export function itemId(number: number): string {
  return `cloud-${number}`;
}

export function numberOf(id: string): number {
  return Number(id.slice(id.lastIndexOf('-') + 1));
}

/** The order of items. */
export function newestFirst(
  a: Pick<CloudMediaItem, 'dateTakenMillis' | 'id'>,
  b: Pick<CloudMediaItem, 'dateTakenMillis' | 'id'>,
): number {
  return b.dateTakenMillis - a.dateTakenMillis || numberOf(b.id) - numberOf(a.id);
}

/** The nth item that an account has at first: dates are spread over the years before `now`. */
export function firstItem(number: number, now: number): CloudMediaItem {
  const ago = ((number * GOLDEN) % 1) * YEARS * YEAR;
  const dateTakenMillis = Math.floor((now - ago) / 1_000) * 1_000;
  const album = ALBUMS[number % 5];
  const albumIds = album === undefined ? [] : [album.id];
  return { ...newItem(number, kindOf(number), dateTakenMillis), isFavorite: number % 7 === 3, albumIds };
}

export function newItem(number: number, kind: CloudMediaKind, dateTakenMillis: number): CloudMediaItem {
  const id = itemId(number);
  return { id, kind, dateTakenMillis, isFavorite: false, syncGeneration: 0, localId: null, albumIds: [] };
}

function kindOf(number: number): CloudMediaKind {
  if (number % 8 === 5) return 'video';
  if (number % 13 === 6) return 'gif';
  return number % 11 === 4 ? 'motionPhoto' : 'photo';
}

/** What the provider tells of an item besides. Sizes are those of a phone's photos; most of each file is padding. */
export function factsOf({ id, kind }: Pick<CloudMediaItem, 'id' | 'kind'>): CloudMediaFacts {
  const number = numberOf(id);
  const photo = { mimeType: 'image/jpeg', extension: STANDARD_MIME_TYPE_EXTENSION.NONE, durationMillis: null };
  const [width, height] = number % 3 === 0 ? [480, 640] : [640, 480];
  switch (kind) {
    case 'photo':
      return { ...photo, width, height, sizeBytes: 400_000 + (number % 12) * 100_000 };
    case 'motionPhoto':
      return {
        ...{ ...photo, width, height, sizeBytes: 1_500_000 + (number % 4) * 250_000 },
        extension: STANDARD_MIME_TYPE_EXTENSION.MOTION_PHOTO,
      };
    case 'gif':
      return {
        ...{ ...photo, mimeType: 'image/gif', width: 96, height: 72, sizeBytes: 60_000 },
        extension: STANDARD_MIME_TYPE_EXTENSION.GIF,
      };
    case 'video':
      return {
        ...{ ...photo, mimeType: 'video/mp4', width: 160, height: 120 },
        ...{ sizeBytes: 3_000_000 + (number % 5) * 1_000_000, durationMillis: CLIP_MILLIS },
      };
  }
}
