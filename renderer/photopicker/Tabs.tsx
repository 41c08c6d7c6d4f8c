// Mirrors photopicker/ui/TabFragment: content, or what stands in its place.
import type { ReactNode } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { type StringKey, text } from '../ui/strings.ts';
import { AlbumGrid } from './AlbumGrid.tsx';
import { PhotoGrid, type PhotoGridProps } from './PhotoGrid.tsx';
import type { PickerItems } from './pickerItems.ts';
import { type Album, type PickerSource, usePickerAlbums, usePickerItems } from './usePickerRows.ts';

type GridProps = Omit<PhotoGridProps, 'items' | 'label' | 'showRecentSection'> & Readonly<{ source: PickerSource }>;

/** Every photo, newest first. */
export function PhotosTab({ items, source, ...grid }: GridProps & Readonly<{ items: PickerItems }>) {
  return (
    <TabContent rows={items} emptyText={emptyPhotosText(source)}>
      <PhotoGrid {...grid} items={items} label={text('picker.tab.photos')} showRecentSection />
    </TabContent>
  );
}

/** The photos of one album. */
export function AlbumContent({ album, source, ...grid }: GridProps & Readonly<{ album: Album }>) {
  const items = usePickerItems(source, album.id);
  return (
    <TabContent rows={items} emptyText={emptyAlbumText(source, album.id)}>
      <PhotoGrid {...grid} items={items} label={album.name} showRecentSection={false} />
    </TabContent>
  );
}

type AlbumsTabProps = Readonly<{ source: PickerSource; onOpen: (album: Album) => void }>;

/** The albums. */
export function AlbumsTab({ source, onOpen }: AlbumsTabProps) {
  const rows = usePickerAlbums(source);
  return (
    <TabContent rows={rows} emptyText="picker.empty.albums">
      <AlbumGrid context={source.context} albums={rows.items} onOpen={onOpen} />
    </TabContent>
  );
}

function emptyPhotosText({ ui, mimeTypes }: PickerSource): StringKey {
  if (ui === 'modern') return 'modern.empty.photos';
  return mimeTypes.length > 0 ? 'picker.empty.supported' : 'picker.empty.photos';
}

function emptyAlbumText({ ui }: PickerSource, albumId: string): StringKey {
  if (ui === 'classic') return 'picker.empty.photos';
  if (albumId === 'Favorites') return 'modern.empty.favorites';
  return albumId === 'Videos' ? 'modern.empty.videos' : 'modern.empty.photos';
}

type TabContentProps = Readonly<{
  rows: Readonly<{ count: number | null; error: unknown }>;
  emptyText: StringKey;
  children: ReactNode;
}>;

function TabContent({ rows, emptyText, children }: TabContentProps) {
  if (rows.error !== null) return <EmptyView message={String(rows.error)} role="alert" />;
  if (rows.count === null) return <Loading />;
  if (rows.count === 0) return <EmptyView message={text(emptyText)} role="status" />;
  return children;
}

function Loading() {
  return (
    <div className="picker-loading">
      <p>{text('picker.loading')}</p>
      <ProgressBar label={text('picker.loading')} busy />
    </div>
  );
}

function EmptyView({ message, role }: Readonly<{ message: string; role: 'status' | 'alert' }>) {
  return (
    <div className="picker-empty" role={role}>
      <span className="picker-empty-artwork">
        <Icon name="camera" size={64} />
      </span>
      <p>{message}</p>
    </div>
  );
}
