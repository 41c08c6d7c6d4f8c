// Mirrors Selection.getSelectedItemsForPreview: what the preview knows of the items it was opened with.
import { useEffect, useState } from 'react';
import { PICKER_LOCAL_AUTHORITY } from '../../../contract/android/mediaStore.ts';
import { type Uri, uriParts } from '../../../contract/android/uri.ts';
import type { Context } from '../../../sdk/context.ts';
import type { Cursor } from '../../../sdk/cursor.ts';
import { throttled } from '../../ui/throttled.ts';
import { localDate } from '../dateTimeUtils.ts';
import type { Item } from '../item.ts';
import { mediaUri, pickerInternalUri } from '../pickerUris.ts';

/** An item with its own size, pixels before it is turned upright; 0 where that is unknown. */
export type PreviewItem = Item & Readonly<{ width: number; height: number }>;

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
  const wanted = new Map(uris.map((uri) => [keyOf(uri), uri]));
  const found = new Map<Uri, PreviewItem | null>(uris.map((uri) => [uri, null]));
  if (cursor === null) return found;
  try {
    while (await cursor.moveToNext()) {
      const uri = wanted.get(rowKey(cursor));
      if (uri !== undefined) found.set(uri, readItem(cursor, uri));
    }
  } finally {
    await cursor.close();
  }
  return found;
}

/** content://media/picker/<user>/<authority>/media/<id> without its user. */
function keyOf(uri: Uri): string {
  const [, , authority, , id] = uriParts(uri).segments;
  return `${authority}/${id}`;
}

function rowKey(cursor: Cursor): string {
  const authority = cursor.getColumnIndex('authority');
  const named = authority < 0 ? null : cursor.getString(authority);
  return `${named ?? PICKER_LOCAL_AUTHORITY}/${cursor.getString(cursor.getColumnIndexOrThrow('id'))}`;
}

function readItem(cursor: Cursor, uri: Uri): PreviewItem {
  const column = (name: string) => cursor.getColumnIndexOrThrow(name);
  const dateTaken = cursor.getLong(column('date_taken_millis'));
  const duration = column('duration_millis');
  return {
    uri,
    dateTaken,
    day: localDate(dateTaken),
    mimeType: cursor.getString(column('mime_type')) ?? '',
    specialFormat: cursor.getInt(column('standard_mime_type_extension')),
    duration: cursor.isNull(duration) ? null : cursor.getLong(duration),
    width: cursor.getInt(column('width')),
    height: cursor.getInt(column('height')),
  };
}
