// Mirrors photopicker/data/ItemsProvider, and com.android.photopicker data/DataService.
import { useLayoutEffect, useMemo, useSyncExternalStore } from 'react';
import type { Uri } from '../../contract/android/uri.ts';
import type { Context } from '../../sdk/context.ts';
import type { Cursor } from '../../sdk/cursor.ts';
import { PagedRows, type RowsSnapshot } from '../ui/pagedRows.ts';
import { throttled } from '../ui/throttled.ts';
import { itemUri } from './itemCursor.ts';
import { type PickerItems, PickerItemsStore } from './pickerItems.ts';
import type { PickerStyle } from './pickerStyle.ts';
import { albumsUri, albumsUriV2, mediaUri, pickerInternalUri, timelineUri } from './pickerUris.ts';
import { difference } from './syncDecision.ts';

/** A scan announces every file; nobody can follow more than this. */
const REFRESH_MS = 500;
/** The first pictures come before anything that reaches further than they do. */
const REST_MS = 250;
/** More albums than anybody has. */
const ALBUMS = 600;

export type Album = Readonly<{ id: string; name: string; cover: Uri | null; count: number }>;

export type PickerRows<T> = RowsSnapshot<T> & Readonly<{ loadMore: () => void }>;

/** Which picker asks, and for what. */
export type PickerSource = Readonly<{
  context: Context;
  ui: PickerStyle['ui'];
  /** Such as image/*; empty for images and videos. */
  mimeTypes: readonly string[];
  isLocalOnly: boolean;
  /** Whose photos; the one who uses the device where it is not said. */
  userId?: number;
}>;

/** Photos and videos that pass the filters, of one album or of all; kept up to date. */
export function usePickerItems(source: PickerSource, albumId?: string): PickerItems {
  const store = useMemo(() => {
    const { isLocalOnly, userId = 0 } = source;
    const args = { ...argsOf(source), ...(albumId !== undefined && { album_id: albumId }) };
    const query = (uri: Uri) => source.context.contentResolver.query(uri, null, args);
    const openMedia = () => query(mediaUri(isLocalOnly));
    const rest = () => new Promise<void>((resume) => setTimeout(resume, REST_MS));
    return new PickerItemsStore({ openMedia, openTimeline: () => query(timelineUri(isLocalOnly)), rest, userId });
  }, [source, albumId]);
  useUpToDate(source.context, store);
  return useSyncExternalStore(store.subscribe, store.snapshot);
}

/** The albums that this picker shows, in its order. */
export function usePickerAlbums(source: PickerSource): PickerRows<Album> {
  const rows = useMemo(() => {
    const uri = source.ui === 'classic' ? albumsUri(source.isLocalOnly) : albumsUriV2;
    const open = () => source.context.contentResolver.query(uri, null, argsOf(source));
    const read = (cursor: Cursor) => readAlbum(cursor, source.userId);
    const compare = (shown: Cursor, next: Cursor | null) =>
      difference(shown.getExtras(), next === null ? null : next.getExtras());
    return new PagedRows<Cursor, Album>({ open, read, pageSize: ALBUMS, compare });
  }, [source]);
  useUpToDate(source.context, rows);
  const snapshot = useSyncExternalStore(rows.subscribe, rows.snapshot);
  const loadMore = useMemo(() => () => void rows.loadMore(), [rows]);
  return { ...snapshot, loadMore };
}

function argsOf({ mimeTypes, userId = 0 }: PickerSource) {
  return { mime_types: mimeTypes, ...(userId !== 0 && { user_id: userId }) };
}

type Refreshed = Readonly<{ refresh(): Promise<void>; close(): void }>;

/** Reads at once, and again when the device says that something of the picker changed. */
function useUpToDate(context: Context, rows: Refreshed): void {
  // Asked for before the empty sheet is painted, and not after.
  useLayoutEffect(() => {
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
}

function readAlbum(cursor: Cursor, userId = 0): Album {
  const column = (name: string) => cursor.getColumnIndexOrThrow(name);
  return {
    id: cursor.getString(column('album_id')) ?? '',
    name: cursor.getString(column('display_name')) ?? '',
    cover: itemUri(cursor, { id: 'album_media_cover_id', authority: 'cover_authority' }, userId),
    count: cursor.getInt(column('album_media_count')),
  };
}
