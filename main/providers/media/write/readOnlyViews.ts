// Mirrors MediaProvider.getQueryBuilderInternal: views of audio that nobody writes.
import { Throwable } from '../../../../contract/android/errors.ts';
import { URI_CODE, type UriCode } from '../uriMatcher.ts';

const VIEWS: ReadonlyMap<UriCode, string> = new Map<UriCode, string>([
  [URI_CODE.AUDIO_MEDIA_ID_GENRES, 'Genres'],
  [URI_CODE.AUDIO_MEDIA_ID_GENRES_ID, 'Genres'],
  [URI_CODE.AUDIO_GENRES, 'Genres'],
  [URI_CODE.AUDIO_GENRES_ID, 'Genres'],
  [URI_CODE.AUDIO_GENRES_ID_MEMBERS, 'Genres'],
  [URI_CODE.AUDIO_GENRES_ALL_MEMBERS, 'Genres'],
  [URI_CODE.AUDIO_ARTISTS, 'Artists'],
  [URI_CODE.AUDIO_ARTISTS_ID, 'Artists'],
  [URI_CODE.AUDIO_ARTISTS_ID_ALBUMS, 'Albums'],
  [URI_CODE.AUDIO_ALBUMS, 'Albums'],
  [URI_CODE.AUDIO_ALBUMS_ID, 'Albums'],
]);

/**
 * The first check of every insert, update and delete once its volume is known.
 * @throws {Throwable} UnsupportedOperationException for artists, albums and genres
 */
export function enforceWritable(code: UriCode): void {
  const view = VIEWS.get(code);
  if (view !== undefined) throw new Throwable('UnsupportedOperationException', `${view} cannot be directly modified`);
}
