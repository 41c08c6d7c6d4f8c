// Mirrors Item.updateFromCursor: a row of the picker as an item.
import { pickerUri } from '../../contract/android/mediaStore.ts';
import type { Uri } from '../../contract/android/uri.ts';
import type { Cursor } from '../../sdk/cursor.ts';
import { localDate } from './dateTimeUtils.ts';
import type { Item } from './item.ts';

/** What an item needs of a cursor that stands on its row. */
export type ItemRow = Pick<
  Cursor,
  'getColumnIndex' | 'getColumnIndexOrThrow' | 'getString' | 'getLong' | 'getInt' | 'isNull'
>;

/** The row a cursor of content://media/picker_internal/media stands on. @param userId whose item it is */
export function readItem(cursor: ItemRow, userId = 0): Item {
  const column = (name: string) => cursor.getColumnIndexOrThrow(name);
  const dateTaken = cursor.getLong(column('date_taken_millis'));
  const duration = column('duration_millis');
  return {
    uri: itemUri(cursor, { id: 'id', authority: 'authority' }, userId) ?? pickerUri(''),
    dateTaken,
    day: localDate(dateTaken),
    mimeType: cursor.getString(column('mime_type')) ?? '',
    specialFormat: cursor.getInt(column('standard_mime_type_extension')),
    duration: cursor.isNull(duration) ? null : cursor.getLong(duration),
  };
}

/** The picker URI of the item whose id, and whose provider, are in these columns; null where there is none. */
export function itemUri(
  cursor: ItemRow,
  names: Readonly<{ id: string; authority: string }>,
  userId: number,
): Uri | null {
  const id = cursor.getString(cursor.getColumnIndexOrThrow(names.id));
  if (id === null) return null;
  const authority = cursor.getColumnIndex(names.authority);
  const provider = authority < 0 ? null : cursor.getString(authority);
  return provider === null ? pickerUri(id, userId) : pickerUri(id, userId, provider);
}
