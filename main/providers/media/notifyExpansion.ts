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

function urisOf(volume: string, mediaType: number, { id, isDownload }: RowChange): readonly Uri[] {
  const audio = (collection: string) => contentUri(AUTHORITY, [volume, 'audio', collection]);
  const uris: Uri[] = [];
  if (mediaType === MEDIA_TYPE.IMAGE) uris.push(withAppendedId(imagesContentUri(volume), id));
  if (mediaType === MEDIA_TYPE.VIDEO) uris.push(withAppendedId(videoContentUri(volume), id));
  if (mediaType === MEDIA_TYPE.PLAYLIST) uris.push(withAppendedId(audio('playlists'), id));
  if (mediaType === MEDIA_TYPE.AUDIO) {
    uris.push(withAppendedId(audioContentUri(volume), id));
    uris.push(...['genres', 'playlists', 'artists', 'albums'].map(audio));
  }
  uris.push(withAppendedId(filesContentUri(volume), id));
  if (isDownload) uris.push(withAppendedId(downloadsContentUri(volume), id));
  return uris;
}
