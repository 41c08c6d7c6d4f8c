// Mirrors MediaStore.Audio.keyFor and MediaProvider.computeAudioKeyValues: what audio is sorted, grouped and searched by.
import { createHash } from 'node:crypto';
import { posix } from 'node:path';

const UNKNOWN_STRING = '<unknown>';

/**
 * MediaStore.Audio.keyFor: a text without case, accents, articles and punctuation.
 * Differs from Android: the folded text itself; there it is the hexadecimal collation key that ICU makes of it.
 */
export function keyFor(text: string | null): string {
  if (text === null || text === '') return '';
  if (text === UNKNOWN_STRING) return '01';
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/^the /, '')
    .replace(/^an /, '')
    .replace(/^a /, '')
    .replace(/, ?(?:the|an|a)$/, '')
    .replace(/[[\]()"'.,?!]/g, '')
    .trim();
  return bare.normalize('NFKD').replace(/\p{Mark}+/gu, '');
}

export type AudioTexts = Readonly<{
  _data: string;
  title: string | null;
  artist: string | null;
  album: string | null;
  album_artist: string | null;
  genre: string | null;
}>;

export type AudioKeys = Readonly<{
  title_key: string | null;
  artist_key: string | null;
  artist_id: number | null;
  album_key: string | null;
  album_id: number | null;
  genre_key: string | null;
  genre_id: number | null;
}>;

/** Albums of the same name are told apart by their album artist, or by their directory. */
export function audioKeyValues({ _data, title, artist, album, album_artist, genre }: AudioTexts): AudioKeys {
  const place = album_artist === null || album_artist === '' ? posix.dirname(_data) : album_artist;
  return {
    title_key: keyOrNull(title),
    artist_key: keyOrNull(artist),
    artist_id: idOf(artist, ''),
    album_key: keyOrNull(album),
    album_id: idOf(album, place),
    genre_key: keyOrNull(genre),
    genre_id: idOf(genre, ''),
  };
}

function keyOrNull(text: string | null): string | null {
  return text === null || text === '' ? null : keyFor(text);
}

// Differs from Android: 48 bits of SHA-1 instead of 63 of FarmHash, so that an id is a whole number everywhere.
function idOf(text: string | null, place: string): number | null {
  const key = keyOrNull(text);
  if (key === null) return null;
  return createHash('sha1').update(key).update('\0').update(place).digest().readUIntBE(0, 6);
}
