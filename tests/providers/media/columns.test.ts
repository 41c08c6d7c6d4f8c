import { expect, test } from 'vitest';
import { COLUMNS, columnsOf } from '../../../main/providers/media/columns.ts';
import type { Collection } from '../../../main/providers/media/uriMatcher.ts';

// Column, collection, the device from which on it can be named; null is never.
test.each([
  ['_data', 'images', 29],
  ['is_favorite', 'images', 30],
  ['resolution', 'images', 30],
  ['resolution', 'video', 29],
  ['album', 'files', 30],
  ['album', 'audio', 29],
  ['inferred_date', 'downloads', 36],
  ['oem_metadata', 'files', 36],
  ['iso', 'images', 30],
  ['iso', 'video', null],
  ['latitude', 'files', null],
  ['duration', 'images', 29],
  ['media_type', 'files', 29],
  ['media_type', 'images', null],
  ['is_music', 'audio', 29],
  ['is_music', 'files', null],
  ['is_recording', 'audio', 31],
  ['download_uri', 'downloads', 29],
  ['download_uri', 'files', null],
  ['description', 'downloads', 29],
  ['_modifier', 'files', null],
] as const)('%s in %s', (column, collection, since) => {
  const levels = [29, 30, 31, 33, 34, 36].filter((sdk) => columnsOf(collection, sdk).includes(column));
  expect(levels).toEqual([29, 30, 31, 33, 34, 36].filter((sdk) => since !== null && sdk >= since));
});

test('no column twice', () => {
  expect(new Set(COLUMNS.map(({ name }) => name)).size).toBe(COLUMNS.length);
  for (const collection of ['images', 'video', 'audio', 'files', 'downloads'] satisfies Collection[])
    expect(columnsOf(collection, 36)[0]).toBe('_id');
});
