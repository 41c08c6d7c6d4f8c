import { expect, test } from 'vitest';
import { parseId, parseUri } from '../../../contract/android/uri.ts';
import { ItemWindows, WINDOW_ROWS } from '../../../renderer/photopicker/itemWindows.ts';
import { PickerItemsStore } from '../../../renderer/photopicker/pickerItems.ts';
import { itemCount } from '../../../renderer/photopicker/timeline.ts';
import { Cursor } from '../../../sdk/cursor.ts';
import { FakePicker } from '../fakePicker.ts';

const MEDIA = parseUri('content://media/picker_internal/media/local');
const TIMELINE = parseUri('content://media/picker_internal/timeline/local');

function sourceOf(picker: FakePicker, failing = { media: false }) {
  const wire = {
    fillWindow: (window: number, start: number) => picker.fill(window, start),
    closeCursor: async (window: number) => picker.close(window),
  };
  const open = async (uri: typeof MEDIA) => new Cursor(picker.query(uri, {}), wire);
  const openMedia = async () => {
    if (failing.media) throw new Error('The device is gone.');
    return open(MEDIA);
  };
  return { openMedia, openTimeline: () => open(TIMELINE), rest: async () => {}, userId: 0 };
}

async function windowsOn(picker: FakePicker) {
  const came = { resolve: () => {} };
  const cursor = await sourceOf(picker).openMedia();
  const windows = new ItemWindows(cursor, 0, {
    onLoaded: () => came.resolve(),
    onError: (error) => {
      throw error;
    },
  });
  const loaded = () =>
    new Promise<void>((resolve) => {
      came.resolve = resolve;
    });
  const idAt = (index: number) => {
    const item = windows.itemAt(index);
    return item === undefined ? null : parseId(item.uri);
  };
  return { windows, loaded, idAt };
}

test('an item is asked for, and there when its window has come', async () => {
  const { windows, loaded, idAt } = await windowsOn(new FakePicker(100_000));
  expect(idAt(50_000)).toBeNull();
  await loaded();
  expect([idAt(50_000), idAt(50_001)]).toEqual([50_000, 49_999]);
  expect(windows.itemAt(50_000)).toBe(windows.itemAt(50_000));
  expect(idAt(100_000)).toBeNull();
});

test('of those that were scrolled past only the last few are read, the one in sight first', async () => {
  const picker = new FakePicker(100_000);
  const { windows, loaded, idAt } = await windowsOn(picker);
  for (let window = 1; window <= 50; window++) idAt(window * WINDOW_ROWS);
  await loaded();
  expect(picker.asked[0]).toBe(50 * WINDOW_ROWS);
  await loaded();
  await loaded();
  await loaded();
  await windows.load(0, 0);
  expect(picker.asked.length).toBeLessThanOrEqual(5);
});

test('memory does not grow: windows used long ago are forgotten, and those in sight are not', async () => {
  const picker = new FakePicker(100_000);
  const { windows, idAt } = await windowsOn(picker);
  await windows.load(0, 0);
  for (let window = 1; window < 100; window++) {
    windows.keep(0, 5);
    await windows.load(window * WINDOW_ROWS, window * WINDOW_ROWS);
  }
  expect(idAt(0)).toBe(100_000);
  expect(idAt(WINDOW_ROWS)).toBeNull();
  windows.close();
});

test('the first items are there before the timeline is asked for', async () => {
  const picker = new FakePicker(100_000);
  const rest = Promise.withResolvers<void>();
  const store = new PickerItemsStore({ ...sourceOf(picker), rest: () => rest.promise });
  const first = new Promise<void>((resolve) => {
    store.subscribe(() => store.snapshot().count !== null && resolve());
  });
  const done = store.refresh();
  await first;
  expect(store.snapshot().itemAt(0)?.uri).toMatch(/\/100000$/);
  expect(itemCount(store.snapshot().timeline)).toBe(100_000);
  expect(store.snapshot().timeline.quarterHours.length).toBe(WINDOW_ROWS);
  rest.resolve();
  await done;
  expect(store.snapshot().timeline.quarterHours.length).toBe(100_000);
});

test('a picker that is closed before its first pictures are drawn asks for no timeline', async () => {
  const rest = Promise.withResolvers<void>();
  const source = sourceOf(new FakePicker(100_000));
  let isAsked = false;
  const openTimeline = () => {
    isAsked = true;
    return source.openTimeline();
  };
  const store = new PickerItemsStore({ ...source, openTimeline, rest: () => rest.promise });
  const first = new Promise<void>((resolve) => {
    store.subscribe(() => store.snapshot().count !== null && resolve());
  });
  const done = store.refresh();
  await first;
  store.close();
  rest.resolve();
  await done;
  expect(isAsked).toBe(false);
});

async function looking(at: number) {
  const picker = new FakePicker(10_000);
  const failing = { media: false };
  const store = new PickerItemsStore(sourceOf(picker, failing));
  await store.refresh();
  const loaded = new Promise<void>((resolve) => store.snapshot().onItems(resolve));
  if (store.snapshot().itemAt(at) === undefined) await loaded;
  store.snapshot().show(at, at + 20);
  return { picker, store, failing };
}

test('nothing new is not read again', async () => {
  const { store } = await looking(5_000);
  const before = store.snapshot().timeline;
  await store.refresh();
  expect(store.snapshot().timeline).toBe(before);
});

test.each([
  ['photos come', (picker: FakePicker) => picker.add(7), 5_007],
  ['others go', (picker: FakePicker) => picker.remove([9_999, 9_998]), 4_998],
  ['it goes itself: the next one is meant', (picker: FakePicker) => picker.remove([5_000]), 5_000],
])('what was in sight is found again when %s', async (_, change, to) => {
  const { picker, store } = await looking(5_000);
  const from = picker.query(MEDIA, {}).count === 10_000 ? 5_000 : -1;
  change(picker);
  await store.refresh();
  const { moved, count, timeline } = store.snapshot();
  expect(moved).toEqual(from === 5_000 && to === 5_000 ? { from: 5_001, to } : { from, to });
  expect(count).toBe(itemCount(timeline));
  // It is here already, so that nothing blinks.
  expect(store.snapshot().itemAt(moved?.to ?? -1)).toBeDefined();
});

test('whoever looks at the newest ones goes on doing so', async () => {
  const { picker, store } = await looking(0);
  picker.add(3);
  await store.refresh();
  expect(store.snapshot()).toMatchObject({ moved: null, count: 10_003 });
  expect(store.snapshot().itemAt(0)?.uri).toMatch(/\/10003$/);
});

test('an emptied library is empty, and a device that is gone is an error until it is back', async () => {
  const { picker, store, failing } = await looking(5_000);
  picker.setCount(0);
  await store.refresh();
  expect(store.snapshot()).toMatchObject({ count: 0, isLoading: false, error: null });
  failing.media = true;
  await store.refresh();
  expect(store.snapshot()).toMatchObject({ count: null, error: new Error('The device is gone.') });
  failing.media = false;
  picker.setCount(5);
  await store.refresh();
  expect(store.snapshot()).toMatchObject({ count: 5, error: null });
  store.close();
});
