// Mirrors ExternalDbFacade, PickerDbFacade, CategoryOrganiserUtils and PickerDataLayerV2: the albums of the photo picker.

/** Columns of content://media/picker_internal/albums/local, and of its successor. */
export const PICKER_ALBUM_COLUMNS = [
  'album_id',
  'display_name',
  /** Whose album it is; the merged ones are the device's. */
  'authority',
  'album_media_cover_id',
  /** Whose item the cover is; null without one. */
  'cover_authority',
  'album_media_count',
  'date_taken_millis',
] as const;

/** Albums of the device's own items; there are none for other folders. LIKE ignores the case of ASCII letters. */
export const LOCAL_ALBUMS: readonly Readonly<{ id: string; where: string }>[] = [
  { id: 'Camera', where: "relative_path LIKE 'DCIM/Camera/%'" },
  { id: 'Screenshots', where: "relative_path LIKE '%/Screenshots/%' OR relative_path LIKE 'Screenshots/%'" },
  { id: 'Downloads', where: 'is_download = 1' },
];

/** Albums that the picker merges from every provider: by what an item is, not where it lies. */
const MERGED_ALBUMS: readonly Readonly<{ id: string; where: string }>[] = [
  { id: 'Favorites', where: 'is_favorite = 1' },
  { id: 'Videos', where: "mime_type LIKE 'video/%'" },
];

/** Every album the device itself can have, in the order of both pickers; a cloud provider's come after. */
export const PINNED_ALBUMS = ['Favorites', 'Camera', 'Videos', 'Screenshots', 'Downloads'];

const ALBUMS = [...LOCAL_ALBUMS, ...MERGED_ALBUMS];

/** What the rows of an album have in common, as SQL; nothing for an album there is not. */
export function albumCondition(albumId: string): string {
  const album = ALBUMS.find(({ id }) => id === albumId);
  return album === undefined ? '0' : `(${album.where})`;
}

/** The same for the rows of a provider, which have no folders: those of albums that are merged. */
export function mergedAlbumCondition(albumId: string): string {
  const album = MERGED_ALBUMS.find(({ id }) => id === albumId);
  return album === undefined ? '0' : `(${album.where})`;
}

/** Whether an album is one of those the device can have; any other is a provider's. */
export function isDeviceAlbum(albumId: string): boolean {
  return PINNED_ALBUMS.includes(albumId);
}

/** CategoryOrganiserUtils: the pinned ones first, the others as they came. */
export function sortLegacyAlbums(albumIds: readonly string[]): readonly string[] {
  const rank = (id: string) => (PINNED_ALBUMS.includes(id) ? PINNED_ALBUMS.indexOf(id) : PINNED_ALBUMS.length);
  return albumIds.toSorted((a, b) => rank(a) - rank(b));
}

export type AlbumRequest = Readonly<{
  /** Whether a cloud provider is active. */
  cloudProvider: boolean;
  /** Filters such as image/*; null, or none, for images and videos. */
  mimeTypes: readonly string[] | null;
}>;

export type MergedAlbum = AlbumRequest & Readonly<{ album: string; count: number; localOnly: boolean }>;

/** PickerDbFacade.shouldHideMergedAlbum: a cloud provider may still have what the device has not. */
export function shouldHideMergedAlbum({ album, count, cloudProvider, localOnly, mimeTypes }: MergedAlbum): boolean {
  if (album === 'Videos' && !admitsVideos(mimeTypes)) return true;
  return count === 0 && (localOnly || !cloudProvider);
}

/** The XML picker's albums, in order. `counts`: items by album id, none for an album without. */
export function legacyAlbums(
  counts: ReadonlyMap<string, number>,
  request: AlbumRequest & Readonly<{ localOnly: boolean }>,
): readonly string[] {
  const count = (id: string) => counts.get(id) ?? 0;
  const local = LOCAL_ALBUMS.filter(({ id }) => count(id) > 0);
  const merged = MERGED_ALBUMS.filter(({ id }) => !shouldHideMergedAlbum({ ...request, album: id, count: count(id) }));
  return sortLegacyAlbums([...merged, ...local].map(({ id }) => id));
}

/** PickerDataLayerV2.queryAlbums: the Compose picker's albums, in order; two of them are there even when empty. */
export function composeAlbums(
  counts: ReadonlyMap<string, number>,
  { cloudProvider, mimeTypes, cloudAlbums }: AlbumRequest & Readonly<{ cloudAlbums: readonly string[] }>,
): readonly string[] {
  const isShown = (id: string) => {
    const hasItems = (counts.get(id) ?? 0) > 0;
    if (id === 'Favorites' || id === 'Camera') return true;
    return id === 'Videos' ? admitsVideos(mimeTypes) && (hasItems || cloudProvider) : hasItems;
  };
  return [...PINNED_ALBUMS.filter(isShown), ...cloudAlbums];
}

function admitsVideos(mimeTypes: readonly string[] | null): boolean {
  if (mimeTypes === null || mimeTypes.length === 0) return true;
  return mimeTypes.some((mimeType) => mimeType.toLowerCase().startsWith('video/'));
}
