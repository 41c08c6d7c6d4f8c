// Mirrors photopicker/data/ItemsProvider.
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Bundle } from '../../contract/android/cursor.ts';
import type { Uri } from '../../contract/android/uri.ts';
import type { Context } from '../../sdk/context.ts';
import type { Cursor } from '../../sdk/cursor.ts';
import { PagedRows, type RowsSnapshot } from '../ui/pagedRows.ts';
import { throttled } from '../ui/throttled.ts';
import { localDate } from './dateTimeUtils.ts';
import type { Item } from './item.ts';
import { localAlbumsUri, localMediaUri, pickerInternalUri } from './pickerUris.ts';

/** Rows per page, as the legacy picker reads them. */
const PAGE_SIZE = 600;
/** A scan announces every file; nobody can follow more than this. */
const REFRESH_MS = 500;

export type Album = Readonly<{ id: string; name: string; coverId: number | null; count: number }>;

export type PickerRows<T> = RowsSnapshot<T> & Readonly<{ loadMore: () => void }>;

/** Photos and videos that pass the filters, of one album or of all; kept up to date. */
export function usePickerItems(context: Context, mimeTypes: readonly string[], albumId?: string): PickerRows<Item> {
  const queryArgs = useMemo(
    () => ({ mime_types: mimeTypes, ...(albumId === undefined ? {} : { album_id: albumId }) }),
    [mimeTypes, albumId],
  );
  return usePickerRows(context, localMediaUri, queryArgs, readItem);
}

/** Albums that hold at least one item that passes the filters. */
export function usePickerAlbums(context: Context, mimeTypes: readonly string[]): PickerRows<Album> {
  const queryArgs = useMemo(() => ({ mime_types: mimeTypes }), [mimeTypes]);
  return usePickerRows(context, localAlbumsUri, queryArgs, readAlbum);
}

function usePickerRows<T>(context: Context, uri: Uri, queryArgs: Bundle, read: (cursor: Cursor) => T): PickerRows<T> {
  const rows = useMemo(() => {
    const open = () => context.contentResolver.query(uri, null, queryArgs);
    return new PagedRows<Cursor, T>({ open, read, pageSize: PAGE_SIZE });
  }, [context, uri, queryArgs, read]);
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

function readItem(cursor: Cursor): Item {
  const column = (name: string) => cursor.getColumnIndexOrThrow(name);
  const dateTaken = cursor.getLong(column('date_taken_millis'));
  const duration = column('duration_millis');
  return {
    id: cursor.getLong(column('id')),
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
    coverId: cover === null ? null : Number(cover),
    count: cursor.getInt(column('album_media_count')),
  };
}
