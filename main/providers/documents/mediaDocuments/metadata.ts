// Mirrors MediaDocumentsProvider.getDocumentMetadataFromIndex: what MediaStore knows of an item, under EXIF's and MediaMetadata's keys.
import type { Bundle, CursorValue } from '../../../../contract/android/cursor.ts';
import { METADATA_EXIF, METADATA_TYPES } from '../../../../contract/android/documentsContract.ts';
import { AUDIO, IMAGES, type MediaKind, VIDEOS } from './kinds.ts';

const TAG_DATETIME = 'DateTime';
const SIZE = { width: 'ImageWidth', height: 'ImageLength' } as const;

type Keys = Readonly<{ tag: string; keyOf: Readonly<Record<string, string>> }>;

const KEYS = new Map<MediaKind, Keys>([
  [IMAGES, { tag: METADATA_EXIF, keyOf: { ...SIZE, datetaken: TAG_DATETIME } }],
  [
    VIDEOS,
    {
      tag: 'android.media.metadata.video',
      keyOf: { duration: 'android.media.metadata.DURATION', ...SIZE, datetaken: 'android.media.metadata.DATE' },
    },
  ],
  [
    AUDIO,
    {
      tag: 'android.media.metadata.audio',
      keyOf: {
        artist: 'android.media.metadata.ARTIST',
        composer: 'android.media.metadata.COMPOSER',
        album: 'android.media.metadata.ALBUM',
        year: 'android.media.metadata.YEAR',
        duration: 'android.media.metadata.DURATION',
      },
    },
  ],
]);

/** The columns a kind's metadata is made of; null for a kind that has none. */
export function metadataColumns(kind: MediaKind): readonly string[] | null {
  const keys = KEYS.get(kind);
  return keys === undefined ? null : Object.keys(keys.keyOf);
}

/** What METADATA_TYPES names for a kind. */
export function metadataTag(kind: MediaKind): string | null {
  return KEYS.get(kind)?.tag ?? null;
}

/** The bundle of one row, its values in the order of metadataColumns(). What is null is left out. */
export function metadataBundle(kind: MediaKind, row: readonly CursorValue[]): Bundle {
  const keys = KEYS.get(kind);
  if (keys === undefined) return {};
  const entries = Object.values(keys.keyOf).flatMap((key, index) => {
    const value = row[index] ?? null;
    // getLong() of a date that is not there is 0, and DateFormat has words for that too.
    if (key === TAG_DATETIME) return [[key, dateText(Number(value))]];
    return value === null || value instanceof Uint8Array ? [] : [[key, value]];
  });
  return { [keys.tag]: Object.fromEntries(entries), [METADATA_TYPES]: [keys.tag] };
}

/** DateFormat's best pattern for `MMM dd, yyyy, hh:mm` in English: the device's language. */
function dateText(millis: number): string {
  const parts = { year: 'numeric', month: 'short', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-US', parts).format(millis);
}
