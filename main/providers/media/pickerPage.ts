// Mirrors PickerMediaDatabaseUtil: the Compose picker's pages, each asked for by its first item.
import type { Bundle, CursorValue } from '../../../contract/android/cursor.ts';
import type { MediaDatabase, SqlValue } from './db/mediaDatabase.ts';
import { type PickerQuery, pickerItemsBefore, pickerMediaStatement } from './pickerMedia.ts';

export type PickerPageRequest = Readonly<{
  pageSize: number;
  /** The first item of the page; null for that of the first page. */
  pickerId: number | null;
  dateTakenMillis: number | null;
}>;

type PickerRow = Readonly<Record<string, CursorValue>>;

/** Rows of the page, and its neighbours' keys as the extras of a cursor: absent where there is no such page. */
export type PickerPage = Readonly<{ rows: readonly PickerRow[]; extras: Bundle }>;

/** Reads one page, newest first; of two items with the same date, the later row first. */
export function readPickerPage(database: MediaDatabase, query: PickerQuery, request: PickerPageRequest): PickerPage {
  const { pageSize } = request;
  const first = {
    pickerId: request.pickerId ?? Number.MAX_SAFE_INTEGER,
    dateTakenMillis: request.dateTakenMillis ?? Number.MAX_SAFE_INTEGER,
  };
  const page = pickerMediaStatement(query, { from: first, to: null });
  const rows = database.all<PickerRow>(`${page.sql} LIMIT ?`, ...(page.args as readonly SqlValue[]), pageSize + 1);
  const before = pickerItemsBefore(query, first);
  const values = before.args as readonly SqlValue[];
  const previous = database.all<PickerRow>(`${before.sql} LIMIT ?`, ...values, pageSize);
  const { countSql } = pickerMediaStatement(query, { from: null, to: first });
  const extras = {
    ...key('prev_page', previous.at(-1)),
    ...key('next_page', rows[pageSize]),
    items_before_count: database.get<{ count: number }>(countSql, ...values)?.count ?? 0,
  };
  return { rows: rows.slice(0, pageSize), extras };
}

function key(page: 'prev_page' | 'next_page', first: PickerRow | undefined): Bundle {
  if (first === undefined) return {};
  return { [`${page}_picker_id`]: first.picker_id, [`${page}_date_taken`]: first.date_taken_millis };
}
