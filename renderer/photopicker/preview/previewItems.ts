// Mirrors Selection.getSelectedItemsForPreview: what the preview knows of the items it was opened with.
import { useEffect, useState } from 'react';
import { type Uri, uriParts } from '../../../contract/android/uri.ts';
import type { Context } from '../../../sdk/context.ts';
import type { Cursor } from '../../../sdk/cursor.ts';
import { throttled } from '../../ui/throttled.ts';
import type { Item } from '../item.ts';
import { readItem } from '../itemCursor.ts';
import { mediaUri, pickerInternalUri } from '../pickerUris.ts';
import type { Extent } from './zoom.ts';

/** An item with its own size, pixels before it is turned upright; 0 where that is unknown. */
export type PreviewItem = Item & Extent;

/** undefined: not read yet; null: there is no such item any more. */
export type ItemOf = (uri: Uri) => PreviewItem | null | undefined;

type Known = ReadonlyMap<Uri, PreviewItem | null>;

/** Items read at once; a selection may have thousands. */
const AROUND = 40;
/** A scan announces every file. */
const REFRESH_MS = 500;

/** The items around the one that is looked at; kept up to date while they are shown. */
export function usePreviewItems(context: Context, uris: readonly Uri[], at: number): ItemOf {
  const [known, setKnown] = useState<Known>(new Map());
  const part = Math.floor(at / AROUND);
  useEffect(() => {
    // The neighbours of the first and last one of a part are shown with them.
    const wanted = uris.slice(Math.max(0, part * AROUND - 1), (part + 1) * AROUND + 1);
    let isLeft = false;
    const read = () =>
      readItems(context, wanted).then(
        (items) => {
          if (!isLeft) setKnown((before) => new Map([...before, ...items]));
        },
        // A device that restarts answers nothing; what was read before stays.
        () => undefined,
      );
    void read();
    const registered = context.contentResolver.registerContentObserver(
      pickerInternalUri,
      true,
      throttled(() => void (isLeft ? undefined : read()), REFRESH_MS),
    );
    return () => {
      isLeft = true;
      registered.then(
        (unregister) => unregister(),
        () => undefined,
      );
    };
  }, [context, uris, part]);
  return (uri) => known.get(uri);
}

/** Bytes of an item's file; -1 when nobody knows. */
export async function fileSize(context: Context, uri: Uri): Promise<number> {
  const cursor = await context.contentResolver.query(uri, ['_size']);
  if (cursor === null) return -1;
  try {
    const column = cursor.getColumnIndex('_size');
    if (column < 0 || !(await cursor.moveToFirst()) || cursor.isNull(column)) return -1;
    return cursor.getLong(column);
  } finally {
    await cursor.close();
  }
}

async function readItems(context: Context, uris: readonly Uri[]): Promise<Known> {
  const [userId = 0] = uris.map((uri) => Number(uriParts(uri).segments[1]));
  const args = { pre_selection_uris: uris, user_id: userId };
  const cursor = await context.contentResolver.query(mediaUri(false), null, args);
  const found = new Map<Uri, PreviewItem | null>(uris.map((uri) => [uri, null]));
  if (cursor === null) return found;
  try {
    while (await cursor.moveToNext()) {
      const item = readItem(cursor, userId);
      if (found.has(item.uri)) found.set(item.uri, { ...item, ...readSize(cursor) });
    }
  } finally {
    await cursor.close();
  }
  return found;
}

function readSize(cursor: Cursor): Extent {
  const column = (name: string) => cursor.getColumnIndexOrThrow(name);
  return { width: cursor.getInt(column('width')), height: cursor.getInt(column('height')) };
}
