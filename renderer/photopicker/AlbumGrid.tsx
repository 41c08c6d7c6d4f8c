// Mirrors photopicker/ui/AlbumsTabFragment and the Compose picker's AlbumGrid.

import type { Context } from '../../sdk/context.ts';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { Thumbnail } from '../ui/Thumbnail.tsx';
import { albumName } from './albumName.ts';
import type { Album } from './usePickerRows.ts';

/** Side of a cover, px of the screen: more than any grid draws. */
const COVER = 384;

/** What stands for the albums that are there even when they are empty. */
const EMPTY_COVERS: Readonly<Record<string, IconName>> = { Favorites: 'star', Videos: 'movie', Camera: 'camera' };

type AlbumGridProps = Readonly<{ context: Context; albums: readonly Album[]; onOpen: (album: Album) => void }>;

/** Each album by its newest photo. */
export function AlbumGrid({ context, albums, onOpen }: AlbumGridProps) {
  return (
    <ul className="picker-scroller album-grid">
      {albums.map((album) => (
        <li key={album.id}>
          <button type="button" className="album" data-id={album.id} onClick={() => onOpen(album)}>
            <span className="album-cover state-layer">
              {album.cover === null ? (
                <span className="album-icon">
                  <Icon name={EMPTY_COVERS[album.id] ?? 'photoLibrary'} />
                </span>
              ) : (
                <Thumbnail
                  className="album-picture"
                  src={context.contentResolver.squareThumbnailUrl(album.cover, COVER)}
                  alt=""
                  kind="image"
                />
              )}
            </span>
            <span className="album-name">{albumName(album)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
