// What the pickers say where there is nothing: the XML one a word, the Compose one what to do about it.
import type { IconName } from '../ui/Icon.tsx';
import type { StringKey } from '../ui/strings.ts';
import type { PickerSource } from './usePickerRows.ts';

export type EmptyWords = Readonly<{ title: StringKey; body: StringKey; icon: IconName }>;

/** What is empty: the photos tab, the list of albums, or an album by its id. */
export type EmptyPlace = Readonly<{ kind: 'photos' | 'albums' }> | Readonly<{ kind: 'album'; id: string }>;

const MODERN_PHOTOS: EmptyWords = { title: 'modern.empty.photos', body: 'modern.empty.photos.body', icon: 'image' };
const MODERN_VIDEOS: EmptyWords = { title: 'modern.empty.videos', body: 'modern.empty.videos.body', icon: 'movie' };

/** The Compose picker's words for a place. */
export function modernEmptyWords(place: EmptyPlace, { mimeTypes }: Pick<PickerSource, 'mimeTypes'>): EmptyWords {
  const isVideoOnly = mimeTypes.length > 0 && mimeTypes.every((type) => type.startsWith('video/'));
  const fallback = isVideoOnly ? MODERN_VIDEOS : MODERN_PHOTOS;
  if (place.kind !== 'album') return fallback;
  if (place.id === 'Favorites') {
    return { title: 'modern.empty.favorites', body: 'modern.empty.favorites.body', icon: 'star' };
  }
  if (place.id === 'Videos') return MODERN_VIDEOS;
  if (place.id === 'Camera') return { ...fallback, body: 'modern.empty.camera.body', icon: 'camera' };
  return fallback;
}

/** The XML picker's words for a place. */
export function classicEmptyText(place: EmptyPlace, { mimeTypes }: Pick<PickerSource, 'mimeTypes'>): StringKey {
  if (place.kind === 'albums') return 'picker.empty.albums';
  return mimeTypes.length > 0 ? 'picker.empty.supported' : 'picker.empty.photos';
}
