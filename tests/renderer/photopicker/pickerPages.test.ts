import { expect, test } from 'vitest';
import type { Bundle } from '../../../contract/android/cursor.ts';
import { PickerPages } from '../../../renderer/photopicker/pickerPages.ts';
import { Cursor } from '../../../sdk/cursor.ts';

const NO_MORE_WINDOWS = {
  fillWindow: () => Promise.reject(new Error('A page is one window.')),
  closeCursor: () => Promise.resolve(),
};

/** Ids downwards from `last`, `size` to a page. */
function pagesOf(last: number, size: number, asked: Bundle[] = []) {
  return PickerPages.open(async (key) => {
    asked.push(key);
    const from = Number(key.picker_id ?? last);
    const ids = Array.from({ length: Math.min(size, from) }, (_, i) => from - i);
    const next = from - size;
    const extras = {
      items_before_count: last - from,
      ...(next > 0 ? { next_page_picker_id: next, next_page_date_taken: next * 10 } : {}),
    };
    return new Cursor({ columns: ['id'], rows: ids.map((id) => [id]), count: ids.length, extras }, NO_MORE_WINDOWS);
  });
}

async function idsOf(pages: PickerPages | null): Promise<readonly number[]> {
  const ids: number[] = [];
  while (await pages?.moveToNext()) ids.push(pages?.page.getLong(0) ?? 0);
  return ids;
}

test('rows go on from page to page, each asked for by its first row', async () => {
  const asked: Bundle[] = [];
  const pages = await pagesOf(5, 2, asked);
  expect(await idsOf(pages)).toEqual([5, 4, 3, 2, 1]);
  expect(asked).toEqual([{}, { picker_id: 3, date_taken_millis: 30 }, { picker_id: 1, date_taken_millis: 10 }]);
});

test('how many there are is known with the last page', async () => {
  const pages = await pagesOf(5, 2);
  expect(pages?.getCount()).toBe(Number.POSITIVE_INFINITY);
  await idsOf(pages);
  expect(pages?.getCount()).toBe(5);
});

test('nothing is one empty page', async () => {
  const pages = await pagesOf(0, 2);
  expect([await idsOf(pages), pages?.getCount()]).toEqual([[], 0]);
});
