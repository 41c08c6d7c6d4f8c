import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { filesContentUri, MEDIA_TYPE, QUERY_ARG, VOLUME_EXTERNAL } from '../../../contract/android/mediaStore.ts';
import type { Context } from '../../../sdk/context.ts';
import type { Cursor } from '../../../sdk/cursor.ts';
import { PagedRows, type RowsSnapshot } from '../../ui/pagedRows.ts';
import { throttled } from '../../ui/throttled.ts';

const PAGE_SIZE = 300;
/** A scan announces every file; nobody can follow more than this. */
const REFRESH_MS = 500;
const COLLECTION = filesContentUri(VOLUME_EXTERNAL);
const PROJECTION = ['_id', '_display_name', 'mime_type', 'media_type', 'datetaken'];
const QUERY_ARGS = {
  [QUERY_ARG.SQL_SELECTION]: 'media_type IN (?, ?)',
  [QUERY_ARG.SQL_SELECTION_ARGS]: [String(MEDIA_TYPE.IMAGE), String(MEDIA_TYPE.VIDEO)],
  [QUERY_ARG.SQL_SORT_ORDER]: 'datetaken DESC, _id DESC',
};

/** One row of MediaStore. */
export type Media = Readonly<{ id: number; name: string; isVideo: boolean }>;

export type MediaRows = RowsSnapshot<Media> & Readonly<{ refresh: () => void; loadMore: () => void }>;

/** Every photo and video that MediaStore shows this app; follows its changes. */
export function useMediaRows(context: Context): MediaRows {
  const rows = useMemo(() => {
    const open = () => context.contentResolver.query(COLLECTION, PROJECTION, QUERY_ARGS);
    return new PagedRows<Cursor, Media>({ open, read, pageSize: PAGE_SIZE });
  }, [context]);
  const refresh = useMemo(() => () => void rows.refresh(), [rows]);
  const loadMore = useMemo(() => () => void rows.loadMore(), [rows]);
  useEffect(() => {
    const onChange = throttled(refresh, REFRESH_MS);
    const registered = context.contentResolver.registerContentObserver(COLLECTION, true, onChange);
    return () => {
      rows.close();
      registered.then(
        (unregister) => unregister(),
        () => {},
      );
    };
  }, [context, rows, refresh]);
  return { ...useSyncExternalStore(rows.subscribe, rows.snapshot), refresh, loadMore };
}

function read(cursor: Cursor): Media {
  const column = (name: string) => cursor.getColumnIndexOrThrow(name);
  return {
    id: cursor.getLong(column('_id')),
    name: cursor.getString(column('_display_name')) ?? '',
    isVideo: cursor.getInt(column('media_type')) === MEDIA_TYPE.VIDEO,
  };
}
