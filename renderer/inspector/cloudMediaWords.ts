// Cloud media of the photo picker, in a tester's words.
import type {
  CloudMediaFault,
  CloudMediaKind,
  CloudMediaOperation,
  CloudMediaState,
} from '../../contract/rpc/cloudMediaApi.ts';
import { FAULT_POINTS } from './providerWords.ts';
import { bytesText } from './volumeWords.ts';

export const MEDIA_KINDS: Readonly<Record<CloudMediaKind, string>> = {
  photo: 'Photos',
  video: 'Videos',
  gif: 'GIFs',
  motionPhoto: 'Motion photos',
};

export const MEDIA_OPERATIONS: Readonly<Record<CloudMediaOperation, string>> = {
  collection: 'the collection’s generation',
  media: 'a page of items',
  albums: 'the albums',
  open: 'a download',
  thumbnail: 'a small picture',
};

export const MEDIA_FAULT_KINDS: Readonly<Record<CloudMediaFault['kind'], string>> = {
  fail: 'fails: error 500',
  hang: 'never answers',
  truncate: 'ends half-way',
};

/** One fault as a sentence. */
export function mediaFaultText({ operations, kind, at, probability, times, document }: CloudMediaFault): string {
  const what = operations === 'all' ? 'everything' : operations.map((each) => MEDIA_OPERATIONS[each]).join(', ');
  const often = probability === 1 ? '' : `, in ${Math.round(probability * 100)} % of the calls`;
  const count = times === null ? '' : `, ${times === 1 ? 'once' : `${times} times`}`;
  const which = document === null ? '' : `, for ${document}`;
  return `${what} ${MEDIA_FAULT_KINDS[kind]}, ${FAULT_POINTS[at]}${often}${count}${which}`;
}

/** What the provider has, and what of it the picker knows. */
export function collectionText({ collection, sync, active }: CloudMediaState): string {
  if (collection === null) return 'Nobody is signed in: there are no items.';
  const has = `Collection ${collection.id}, generation ${collection.generation}: ${collection.items} items, ${collection.downloaded} downloaded.`;
  return active === null ? has : `${has} The picker has read ${sync.items}.`;
}

/** `video/mp4 · 3 MB · 2024-06-01 12:00 UTC`. */
export function itemText(item: Readonly<{ mimeType: string; sizeBytes: number; dateTakenMillis: number }>): string {
  const taken = new Date(item.dateTakenMillis).toISOString().slice(0, 16).replace('T', ' ');
  return `${item.mimeType} · ${bytesText(item.sizeBytes)} · ${taken} UTC`;
}
