// Mirrors photopicker/data/ItemsProvider, and com.android.photopicker data/DataService.
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Bundle } from '../../contract/android/cursor.ts';
import { PICKER_LOCAL_AUTHORITY, pickerUri } from '../../contract/android/mediaStore.ts';
import type { Uri } from '../../contract/android/uri.ts';
import type { Context } from '../../sdk/context.ts';
import type { Cursor } from '../../sdk/cursor.ts';
import { type Difference, PagedRows, type RowSource, type RowsSnapshot } from '../ui/pagedRows.ts';
import { throttled } from '../ui/throttled.ts';
import { localDate } from './dateTimeUtils.ts';
import type { Item } from './item.ts';
import { PickerPages } from './pickerPages.ts';
import type { PickerStyle } from './pickerStyle.ts';
import { albumMediaUriV2, albumsUri, albumsUriV2, mediaUri, mediaUriV2, pickerInternalUri } from './pickerUris.ts';
import { DEFAULT_GENERATION, syncDecision } from './syncDecision.ts';

/** Rows per page, as the XML picker reads them. */
const PAGE_SIZE = 600;
/** As the Compose picker asks for them. */
const PAGE_SIZE_V2 = 100;
/** A scan announces every file; nobody can follow more than this. */
const REFRESH_MS = 500;

export type Album = Readonly<{ id: string; name: string; cover: Uri | null; count: number }>;

export type PickerRows<T> = RowsSnapshot<T> & Readonly<{ loadMore: () => void }>;

/** Which picker asks, and for what. */
export type PickerSource = Readonly<{
  context: Context;
  ui: PickerStyle['ui'];
  /** Such as image/*; empty for images and videos. */
  mimeTypes: readonly string[];
  isLocalOnly: boolean;
}>;

/** Photos and videos that pass the filters, of one album or of all; kept up to date. */
export function usePickerItems(source: PickerSource, albumId?: string): PickerRows<Item> {
  const rows = useMemo(() => {
    const { context, ui, mimeTypes, isLocalOnly } = source;
    const query = (uri: Uri, args: Bundle) =>
      context.contentResolver.query(uri, null, { mime_types: mimeTypes, ...args });
    if (ui === 'classic') {
      const album = albumId === undefined ? {} : { album_id: albumId };
      const open = () => query(mediaUri(isLocalOnly), album);
      return new PagedRows<Cursor, Item>({ open, read: readItem, pageSize: PAGE_SIZE, compare });
    }
    const uri = albumId === undefined ? mediaUriV2 : albumMediaUriV2(albumId);
    const open = () => PickerPages.open((key) => query(uri, { ...key, page_size: PAGE_SIZE_V2 }));
    const read = ({ page }: PickerPages) => readItem(page);
    return new PagedRows<PickerPages, Item>({ open, read, pageSize: PAGE_SIZE_V2, compare });
  }, [source, albumId]);
  return usePickerRows(source.context, rows);
}

/** The albums that this picker shows, in its order. */
export function usePickerAlbums(source: PickerSource): PickerRows<Album> {
  const rows = useMemo(() => {
    const { context, ui, mimeTypes, isLocalOnly } = source;
    const uri = ui === 'classic' ? albumsUri(isLocalOnly) : albumsUriV2;
    const open = () => context.contentResolver.query(uri, null, { mime_types: mimeTypes });
    return new PagedRows<Cursor, Album>({ open, read: readAlbum, pageSize: PAGE_SIZE, compare });
  }, [source]);
  return usePickerRows(source.context, rows);
}

/** Rows of any source, as they are read. */
type Rows<T> = Pick<PagedRows<RowSource, T>, 'refresh' | 'loadMore' | 'close' | 'subscribe' | 'snapshot'>;

function usePickerRows<T>(context: Context, rows: Rows<T>): PickerRows<T> {
  useEffect(() => {
    void rows.refresh();
    const onChange = throttled(() => void rows.refresh(), REFRESH_MS);
    const registered = context.contentResolver.registerContentObserver(pickerInternalUri, true, onChange);
    return () => {
      rows.close();
      registered.then(
        (unregister) => unregister(),
        () => {},
      );
    };
  }, [context, rows]);
  const snapshot = useSyncExternalStore(rows.subscribe, rows.snapshot);
  const loadMore = useMemo(() => () => void rows.loadMore(), [rows]);
  return { ...snapshot, loadMore };
}

type Synced = Readonly<{ getExtras(): Bundle }>;

/** PickerSyncController's decision, taken over what is on the screen: a notice alone does not say what changed. */
function compare(shown: Synced, next: Synced | null): Difference {
  const [cached, latest] = [collectionInfo(shown), collectionInfo(next)];
  const sync = syncDecision({
    authority: next === null ? null : PICKER_LOCAL_AUTHORITY,
    ...{ cachedId: cached.id, cachedGeneration: cached.generation },
    ...{ latestId: latest.id, latestGeneration: latest.generation },
  });
  if (sync === 'NONE') return 'same';
  return sync === 'RESET' || sync === 'FULL_WITH_RESET' ? 'other' : 'changed';
}

function collectionInfo(rows: Synced | null) {
  const { media_collection_id, last_media_sync_generation } = rows?.getExtras() ?? {};
  const generation = typeof last_media_sync_generation === 'number' ? last_media_sync_generation : DEFAULT_GENERATION;
  return { id: String(media_collection_id ?? ''), generation };
}

function readItem(cursor: Cursor): Item {
  const column = (name: string) => cursor.getColumnIndexOrThrow(name);
  const dateTaken = cursor.getLong(column('date_taken_millis'));
  const duration = column('duration_millis');
  return {
    uri: pickerUri(cursor.getString(column('id')) ?? ''),
    dateTaken,
    day: localDate(dateTaken),
    mimeType: cursor.getString(column('mime_type')) ?? '',
    specialFormat: cursor.getInt(column('standard_mime_type_extension')),
    duration: cursor.isNull(duration) ? null : cursor.getLong(duration),
  };
}

function readAlbum(cursor: Cursor): Album {
  const column = (name: string) => cursor.getColumnIndexOrThrow(name);
  const cover = cursor.getString(column('album_media_cover_id'));
  return {
    id: cursor.getString(column('album_id')) ?? '',
    name: cursor.getString(column('display_name')) ?? '',
    cover: cover === null ? null : pickerUri(cover),
    count: cursor.getInt(column('album_media_count')),
  };
}
