import { describe, expect, test } from 'vitest';
import { classicEmptyText, type EmptyPlace, modernEmptyWords } from '../../../renderer/photopicker/emptyWords.ts';

const all = { mimeTypes: [] };
const videos = { mimeTypes: ['video/*'] };
const album = (id: string): EmptyPlace => ({ kind: 'album', id });

describe('the Compose picker says of', () => {
  test.each([
    ['the photos tab', { kind: 'photos' } as const, all, 'modern.empty.photos', 'modern.empty.photos.body'],
    [
      'it, where only videos are wanted',
      { kind: 'photos' } as const,
      videos,
      'modern.empty.videos',
      'modern.empty.videos.body',
    ],
    ['favorites', album('Favorites'), all, 'modern.empty.favorites', 'modern.empty.favorites.body'],
    ['videos', album('Videos'), all, 'modern.empty.videos', 'modern.empty.videos.body'],
    ['the camera', album('Camera'), all, 'modern.empty.photos', 'modern.empty.camera.body'],
    [
      'the camera, where only videos are wanted',
      album('Camera'),
      videos,
      'modern.empty.videos',
      'modern.empty.camera.body',
    ],
    ['another album', album('Downloads'), all, 'modern.empty.photos', 'modern.empty.photos.body'],
  ])('%s', (_, place, source, title, body) => {
    expect(modernEmptyWords(place, source)).toMatchObject({ title, body });
  });
});

test('the XML picker says what is missing', () => {
  expect(classicEmptyText({ kind: 'photos' }, all)).toBe('picker.empty.photos');
  expect(classicEmptyText({ kind: 'photos' }, videos)).toBe('picker.empty.supported');
  expect(classicEmptyText(album('Favorites'), all)).toBe('picker.empty.photos');
  expect(classicEmptyText({ kind: 'albums' }, videos)).toBe('picker.empty.albums');
});
