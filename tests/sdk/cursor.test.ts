import { describe, expect, test } from 'vitest';
import { memoryResult } from '../../main/content/contentProvider.ts';
import { CursorWindows, WINDOW_ROWS } from '../../main/content/cursorWindows.ts';
import { Cursor } from '../../sdk/cursor.ts';

/** A cursor over `count` rows of [id, name, blob], through the device's own windows. */
function cursorOver(count: number) {
  const rows = Array.from({ length: count }, (_, index) => [index + 1, `IMG_${index}.jpg`, null]);
  const windows = new CursorWindows();
  const fills: number[] = [];
  const cursor = new Cursor(windows.open(memoryResult(['_id', '_display_name', 'xmp'], rows)), {
    fillWindow: async (window, start) => {
      fills.push(start);
      return windows.fill(window, start);
    },
    closeCursor: async (window) => windows.close(window),
  });
  return { cursor, fills };
}

describe('a cursor', () => {
  test('walks its rows', async () => {
    const { cursor } = cursorOver(3);
    const names: (string | null)[] = [];
    while (await cursor.moveToNext()) names.push(cursor.getString(cursor.getColumnIndexOrThrow('_display_name')));
    expect(names).toEqual(['IMG_0.jpg', 'IMG_1.jpg', 'IMG_2.jpg']);
    expect(await cursor.moveToNext()).toBe(false);
  });

  test('fetches a window only when it gets there', async () => {
    const { cursor, fills } = cursorOver(WINDOW_ROWS * 2 + 1);
    expect(cursor.getCount()).toBe(4_001);
    let last = 0;
    while (await cursor.moveToNext()) last = cursor.getLong(0);
    expect([last, fills]).toEqual([4_001, [WINDOW_ROWS, WINDOW_ROWS * 2]]);
    expect(await cursor.moveToFirst()).toBe(true);
    expect(cursor.getLong(0)).toBe(1);
  });

  test('an empty result has no rows and no window', async () => {
    const { cursor, fills } = cursorOver(0);
    expect([cursor.getCount(), await cursor.moveToFirst(), fills]).toEqual([0, false, []]);
  });

  test('NULL reads as null, 0 and no bytes', async () => {
    const { cursor } = cursorOver(1);
    await cursor.moveToNext();
    expect([cursor.isNull(2), cursor.getString(2), cursor.getLong(2), cursor.getBlob(2)]).toEqual([
      true,
      null,
      0,
      null,
    ]);
  });

  test('a column is found in any case, and its absence has Android’s words', () => {
    const { cursor } = cursorOver(1);
    expect(cursor.getColumnIndex('_DISPLAY_NAME')).toBe(1);
    expect(cursor.getColumnIndex('width')).toBe(-1);
    expect(() => cursor.getColumnIndexOrThrow('width')).toThrow(
      "column 'width' does not exist. Available columns: [_id, _display_name, xmp]",
    );
  });

  test('reading before the first row, or after the close, is an error', async () => {
    const { cursor } = cursorOver(WINDOW_ROWS + 1);
    expect(() => cursor.getLong(0)).toThrow('Index -1 requested, with a size of 2001');
    await cursor.close();
    await expect(cursor.moveToNext()).rejects.toMatchObject({ name: 'IllegalStateException' });
  });
});
