import { expect, test } from 'vitest';
import { audioKeyValues, keyFor } from '../../../main/providers/media/audioKeys.ts';
import { idsOf, probeDatabase } from './mediaProbe.ts';

test.each([
  ['The Beatles', 'beatles'],
  ['Beatles, The', 'beatles'],
  ['An Évening', 'evening'],
  ['A “Live” (Bonus)', '“live” bonus'],
  ["Don't Stop!", 'dont stop'],
  ['The', 'the'],
  ['<unknown>', '01'],
  ['', ''],
  [null, ''],
  ['東京', '東京'],
])('the key of %j is %j', (text, key) => expect(keyFor(text)).toBe(key));

test('an album has its id by its name and its artist, or else its directory', () => {
  const song = { title: 'a', artist: 'b', genre: null, album: 'Hits', album_artist: null };
  const idOf = (values: object) =>
    audioKeyValues({ ...song, _data: '/storage/emulated/0/Music/x/1.mp3', ...values }).album_id;
  const here = idOf({});
  expect(idOf({ title: 'other', artist: 'other', _data: '/storage/emulated/0/Music/x/2.mp3' })).toBe(here);
  expect(idOf({ _data: '/storage/emulated/0/Music/y/1.mp3' })).not.toBe(here);
  expect(idOf({ album_artist: 'Q' })).toBe(idOf({ album_artist: 'Q', _data: '/storage/emulated/0/z.mp3' }));
  expect([Number.isSafeInteger(here), idOf({ album: null })]).toEqual([true, null]);
});

test('?filter= keeps the rows whose artist, album or title have every word, whatever its case and accents', () => {
  const song = (_id: number, artist: string, title: string) => {
    const _data = `/storage/emulated/0/Music/${_id}.mp3`;
    const keys = audioKeyValues({ _data, title, artist, album: 'Music', album_artist: null, genre: null });
    return { _id, _data, media_type: 2, ...keys };
  };
  using database = probeDatabase([
    song(1, 'Björk', 'Jóga'),
    song(2, 'Beatles', '100% Girl'),
    song(3, 'Bjork', 'Human'),
  ]);
  const caller = { package: 'com.app', deviceSdk: 34, targetSdk: 34, granted: ['READ_MEDIA_AUDIO'] };
  const found = (filter: string, path = 'audio/media') =>
    idsOf(database, { caller, uri: `content://media/external/${path}?filter=${encodeURIComponent(filter)}` });
  expect([
    found('BJORK'),
    found('bjork  joga'),
    found('%'),
    found('0% g'),
    found("' OR 1"),
    found('human', 'file'),
  ]).toEqual([[1, 3], [1], [2], [2], [], [3]]);
});
