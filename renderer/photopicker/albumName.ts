// Mirrors photopicker/data/model/Category.getDisplayName: the device's own albums are called by the words of the language.
import { type StringKey, text } from '../ui/strings.ts';
import type { Album } from './usePickerRows.ts';

const NAMES: Readonly<Record<string, StringKey>> = {
  Favorites: 'picker.album.favorites',
  Camera: 'picker.album.camera',
  Videos: 'picker.album.videos',
  Screenshots: 'picker.album.screenshots',
  Downloads: 'picker.album.downloads',
};

/** What an album is called; one of a cloud provider as the provider calls it. */
export function albumName({ id, name }: Pick<Album, 'id' | 'name'>): string {
  const key = NAMES[id];
  return key === undefined ? name : text(key);
}
