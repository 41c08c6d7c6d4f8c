// Mirrors TabContainerFragment's ViewPager2 and the Compose picker's navigation graph.

import { type ReactNode, useState } from 'react';
import type { PickerTab } from '../../contract/rpc/systemUi.ts';
import { text } from '../ui/strings.ts';
import { AlbumGrid } from './AlbumGrid.tsx';
import { albumName } from './albumName.ts';
import { PhotoGrid } from './PhotoGrid.tsx';
import { TabContent } from './TabContent.tsx';
import type { Picker } from './usePicker.ts';
import { type Album, usePickerAlbums, usePickerItems } from './usePickerRows.ts';
import { useSwipe } from './useSwipe.ts';

type PagesProps = Readonly<{
  picker: Picker;
  /** Scrolls with the photos, above them. */
  banner: ReactNode;
}>;

/** Photos, albums, and what is in an album. A tab that is left stays as it was, out of sight. */
export function Pages({ picker, banner }: PagesProps) {
  const { tab, setTab, album } = picker;
  const visited = useVisited(tab);
  const hasMoved = useHasMoved(tab);
  const swipe = useSwipe((step) => setTab(step === 1 ? 'albums' : 'photos'));
  return (
    <div className="picker-pages" {...(album === null ? swipe : {})}>
      {visited.includes('photos') && (
        <Page name="photos" isShown={album === null && tab === 'photos'} moves={hasMoved && tab === 'photos'}>
          <PhotosPage picker={picker} banner={banner} />
        </Page>
      )}
      {visited.includes('albums') && (
        <Page name="albums" isShown={album === null && tab === 'albums'} moves={hasMoved && tab === 'albums'}>
          <AlbumsPage picker={picker} />
        </Page>
      )}
      {album !== null && (
        <Page name="album" isShown moves={false}>
          <AlbumPage picker={picker} album={album} />
        </Page>
      )}
    </div>
  );
}

function useVisited(tab: PickerTab): readonly PickerTab[] {
  const [visited, setVisited] = useState<readonly PickerTab[]>([tab]);
  if (!visited.includes(tab)) setVisited([...visited, tab]);
  return visited;
}

/** Where the picker opens, no page slides in: the sheet moves then. */
function useHasMoved(tab: PickerTab): boolean {
  const [first] = useState(tab);
  const [hasMoved, setHasMoved] = useState(false);
  if (tab !== first && !hasMoved) setHasMoved(true);
  return hasMoved;
}

type PageProps = Readonly<{
  name: PickerTab | 'album';
  isShown: boolean;
  /** Whether it slides in from its side. */
  moves: boolean;
  children: ReactNode;
}>;

function Page({ name, isShown, moves, children }: PageProps) {
  return (
    <div className="picker-page" data-page={name} data-shown={isShown} data-moves={moves} inert={!isShown}>
      {children}
    </div>
  );
}

type PageContentProps = Readonly<{ picker: Picker }>;

function gridProps({ context, selection, today, onToggle, onPreview }: Picker) {
  return { context, selection, today, onToggle, onPreview };
}

function PhotosPage({ picker, banner }: PagesProps) {
  const items = usePickerItems(picker.source);
  const state = { count: items.count, error: items.error, source: picker.source };
  return (
    <TabContent {...state} place={{ kind: 'photos' }} banner={banner}>
      <PhotoGrid
        {...gridProps(picker)}
        items={items}
        label={text('picker.tab.photos')}
        showRecentSection
        banner={banner}
      />
    </TabContent>
  );
}

function AlbumPage({ picker, album }: PageContentProps & Readonly<{ album: Album }>) {
  const items = usePickerItems(picker.source, album.id);
  const state = { count: items.count, error: items.error, source: picker.source };
  return (
    <TabContent {...state} place={{ kind: 'album', id: album.id }}>
      <PhotoGrid {...gridProps(picker)} items={items} label={albumName(album)} showRecentSection={false} />
    </TabContent>
  );
}

function AlbumsPage({ picker }: PageContentProps) {
  const { items, count, error } = usePickerAlbums(picker.source);
  return (
    <TabContent source={picker.source} place={{ kind: 'albums' }} count={count} error={error}>
      <AlbumGrid context={picker.context} albums={items} onOpen={picker.setAlbum} />
    </TabContent>
  );
}
