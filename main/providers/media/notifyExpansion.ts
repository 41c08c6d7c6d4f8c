// Mirrors MediaProvider.acceptWithExpansion: every URI that changes with a row.
import {
  AUTHORITY,
  audioContentUri,
  downloadsContentUri,
  filesContentUri,
  imagesContentUri,
  MEDIA_TYPE,
  VOLUME_EXTERNAL,
  VOLUME_INTERNAL,
  videoContentUri,
} from '../../../contract/android/mediaStore.ts';
import { contentUri, type Uri, withAppendedId } from '../../../contract/android/uri.ts';

/** A row that was inserted, updated or deleted. */
export type RowChange = Readonly<{
  /** The volume of the row, never `external`. */
  volumeName: string;
  id: number;
  /** MEDIA_TYPE after the change; of a deleted row the one it had. */
  mediaType: number;
  /** MEDIA_TYPE before an update; absent when nothing was there or it is the same. */
  oldMediaType?: number;
  /** Whether the row is a download, or was one before. */
  isDownload: boolean;
}>;

/** The URIs to notify, each once: for the volume of the row, and again for `external`. */
export function notifyUris(change: RowChange): readonly Uri[] {
  const { volumeName, mediaType, oldMediaType = mediaType } = change;
  const volumes = volumeName === VOLUME_INTERNAL ? [volumeName] : [volumeName, VOLUME_EXTERNAL];
  const types = [...new Set([oldMediaType, mediaType])];
  return [...new Set(types.flatMap((type) => volumes.flatMap((volume) => urisOf(volume, type, change))))];
}

/** The collections that those URIs are, or are in. */
export function notifiedCollections(change: RowChange): readonly Uri[] {
  const { volumeName, mediaType, oldMediaType = mediaType, isDownload } = change;
  const volumes = volumeName === VOLUME_INTERNAL ? [volumeName] : [volumeName, VOLUME_EXTERNAL];
  const all = [oldMediaType, mediaType].flatMap((type) => volumes.map((volume) => collectionsOf(volume, type)));
  return all.flatMap(({ items, files, downloads, always }) => [
    ...(items === null ? [] : [items]),
    ...[...always, files],
    ...(isDownload ? [downloads] : []),
  ]);
}

function urisOf(volume: string, mediaType: number, { id, isDownload }: RowChange): readonly Uri[] {
  const { items, files, downloads, always } = collectionsOf(volume, mediaType);
  const uris = [...always, withAppendedId(files, id)];
  if (items !== null) uris.unshift(withAppendedId(items, id));
  if (isDownload) uris.push(withAppendedId(downloads, id));
  return uris;
}

type Collections = Readonly<{
  /** Where rows of the type are, besides `files`. */
  items: Uri | null;
  /** What changes as a whole with any row of the type. */
  always: readonly Uri[];
  files: Uri;
  downloads: Uri;
}>;

const known = new Map<string, Collections>();

/** Worked out once: a scan asks for every row. */
function collectionsOf(volume: string, mediaType: number): Collections {
  const key = `${mediaType} ${volume}`;
  const collections = known.get(key) ?? {
    items: ITEMS[mediaType]?.(volume) ?? null,
    always: mediaType === MEDIA_TYPE.AUDIO ? ['genres', 'playlists', 'artists', 'albums'].map(audioIn(volume)) : [],
    files: filesContentUri(volume),
    downloads: downloadsContentUri(volume),
  };
  known.set(key, collections);
  return collections;
}

const audioIn = (volume: string) => (collection: string) => contentUri(AUTHORITY, [volume, 'audio', collection]);

const ITEMS: Readonly<Record<number, (volume: string) => Uri>> = {
  [MEDIA_TYPE.IMAGE]: imagesContentUri,
  [MEDIA_TYPE.VIDEO]: videoContentUri,
  [MEDIA_TYPE.AUDIO]: audioContentUri,
  [MEDIA_TYPE.PLAYLIST]: (volume) => audioIn(volume)('playlists'),
};
