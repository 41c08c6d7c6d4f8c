// Mirrors MediaProvider.getType.
import { Throwable } from '../../../contract/android/errors.ts';
import { type Match, URI_CODE, type UriCode } from './uriMatcher.ts';

const DIRECTORY = 'vnd.android.cursor.dir/';

const TYPES: ReadonlyMap<UriCode, string> = new Map<UriCode, string>([
  [URI_CODE.IMAGES_MEDIA, `${DIRECTORY}image`],
  [URI_CODE.IMAGES_THUMBNAILS, `${DIRECTORY}image`],
  [URI_CODE.AUDIO_MEDIA, `${DIRECTORY}audio`],
  [URI_CODE.AUDIO_GENRES_ID_MEMBERS, `${DIRECTORY}audio`],
  [URI_CODE.AUDIO_PLAYLISTS_ID_MEMBERS, `${DIRECTORY}audio`],
  [URI_CODE.AUDIO_GENRES, `${DIRECTORY}genre`],
  [URI_CODE.AUDIO_MEDIA_ID_GENRES, `${DIRECTORY}genre`],
  [URI_CODE.AUDIO_GENRES_ID, 'vnd.android.cursor.item/genre'],
  [URI_CODE.AUDIO_MEDIA_ID_GENRES_ID, 'vnd.android.cursor.item/genre'],
  [URI_CODE.AUDIO_PLAYLISTS, `${DIRECTORY}playlist`],
  [URI_CODE.VIDEO_MEDIA, `${DIRECTORY}video`],
  [URI_CODE.DOWNLOADS, `${DIRECTORY}download`],
  [URI_CODE.IMAGES_THUMBNAILS_ID, 'image/jpeg'],
  [URI_CODE.VIDEO_THUMBNAILS_ID, 'image/jpeg'],
  [URI_CODE.AUDIO_ALBUMART_ID, 'image/jpeg'],
  [URI_CODE.AUDIO_ALBUMART_FILE_ID, 'image/jpeg'],
]);

const BY_ROW: ReadonlySet<UriCode> = new Set<UriCode>([
  URI_CODE.IMAGES_MEDIA_ID,
  URI_CODE.AUDIO_MEDIA_ID,
  URI_CODE.VIDEO_MEDIA_ID,
  URI_CODE.AUDIO_PLAYLISTS_ID,
  URI_CODE.FILES_ID,
  URI_CODE.DOWNLOADS_ID,
  URI_CODE.PICKER_ID,
  URI_CODE.PICKER_GET_CONTENT_ID,
]);

/**
 * The MIME type of what a URI addresses.
 * @param rowMimeType looks the row up: as the caller from API 34 on, before as the provider itself
 * @throws {Throwable} IllegalStateException for shapes without a type
 */
export function getType(match: Match, rowMimeType: () => string | null): string | null {
  const type = TYPES.get(match.code);
  if (type !== undefined) return type;
  if (BY_ROW.has(match.code)) return rowMimeType();
  throw new Throwable('IllegalStateException', `Unknown URL : ${match.uri}`);
}
