// Mirrors com.android.photopicker data/DataService's media flow: the items of a picker, kept up to date while it is open.
import type { Bundle } from '../../contract/android/cursor.ts';
import type { Cursor } from '../../sdk/cursor.ts';
import type { Item } from './item.ts';
import { type ItemCursor, ItemWindows, WINDOW_ROWS } from './itemWindows.ts';
import { difference } from './syncDecision.ts';
import { EMPTY_TIMELINE, itemsTakenAt, QUARTER_HOUR_MS, type Timeline, TimelineBuilder } from './timeline.ts';

/** The items that pass the filters, newest first. Another one of these when their places change. */
export type PickerItems = Readonly<{
  /** null before the first answer. */
  count: number | null;
  isLoading: boolean;
  error: unknown;
  timeline: Timeline;
  /** Where an item that was in sight went when the items were last read again; null for the first ones of all. */
  moved: Readonly<{ from: number; to: number }> | null;
  /** The item at a position; asks for it, and undefined, while it is not here. */
  itemAt(index: number): Item | undefined;
  /** Says what is in sight, first and last: this stays, and is read first when something changes. */
  show(first: number, last: number): void;
  /** Calls when items have come; answers what ends that. */
  onItems(listener: () => void): () => void;
  /** Changes when items have come. */
  itemsVersion(): number;
}>;

export type TimelineCursor = Pick<Cursor, 'getColumnIndexOrThrow' | 'getLong' | 'moveToNext' | 'getCount' | 'close'>;
type MediaCursor = ItemCursor & Readonly<{ getExtras(): Bundle }>;

export type ItemSource = Readonly<{
  openMedia(): Promise<MediaCursor | null>;
  openTimeline(): Promise<TimelineCursor | null>;
  /** Resolves when the first items had time to be drawn: a long timeline would keep the device from their pictures. */
  rest(): Promise<void>;
  userId: number;
}>;

/** Other items on the screen than these are looked for in so many windows at most, when the one in sight is gone. */
const MOVED_WINDOWS = 3;

type Shown = Readonly<{ windows: ItemWindows; extras: Bundle }>;
const NOTHING = { count: 0, timeline: EMPTY_TIMELINE, moved: null } as const;
type State = Pick<PickerItems, 'count' | 'isLoading' | 'error' | 'timeline' | 'moved'>;

/** Holds what is shown of one list of items. */
export class PickerItemsStore {
  readonly #source: ItemSource;
  readonly #listeners = new Set<() => void>();
  readonly #itemListeners = new Set<() => void>();
  #shown: Shown | null = null;
  #sight = { first: 0, last: 0 };
  #version = 0;
  #running: Promise<void> | null = null;
  #isStale = false;
  #isClosed = false;
  #state: State = { ...NOTHING, count: null, isLoading: false, error: null };
  #snapshot: PickerItems = this.#newSnapshot();

  constructor(source: ItemSource) {
    this.#source = source;
  }

  snapshot = (): PickerItems => this.#snapshot;

  subscribe = (listener: () => void): (() => void) => subscribed(this.#listeners, listener);

  /** Looks whether anything changed, and reads again what is in sight. Calls that come meanwhile lead to one more run. */
  refresh(): Promise<void> {
    this.#isStale = true;
    this.#isClosed = false;
    this.#running ??= this.#refreshWhileStale().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Gives the cursor back to the device. A later refresh starts again. */
  close(): void {
    this.#isClosed = true;
    this.#shown?.windows.close();
    this.#shown = null;
  }

  async #refreshWhileStale(): Promise<void> {
    while (this.#isStale && !this.#isClosed) {
      this.#isStale = false;
      this.#show({ isLoading: true });
      try {
        await this.#reread();
      } catch (error) {
        this.#fail(error);
      }
    }
  }

  async #reread(): Promise<void> {
    const cursor = await this.#source.openMedia();
    const change = this.#shown === null ? 'other' : difference(this.#shown.extras, cursor?.getExtras() ?? null);
    if (change === 'same') {
      void cursor?.close();
      return this.#show({ isLoading: false });
    }
    if (cursor === null) return this.#adopt(null, { ...NOTHING, isLoading: false });
    const windows = new ItemWindows(cursor, this.#source.userId, {
      onLoaded: () => this.#itemsCame(),
      onError: (error) => this.#fail(error),
    });
    const next = { windows, extras: cursor.getExtras() };
    try {
      await (change === 'other' ? this.#begin(next) : this.#follow(next));
    } finally {
      if (this.#shown !== next || this.#isClosed) windows.close();
    }
  }

  /** The first items are there at once; where all the others will be is found out meanwhile. */
  async #begin(next: Shown): Promise<void> {
    const { windows } = next;
    await windows.load(0, WINDOW_ROWS - 1);
    this.#adopt(next, { count: windows.count, timeline: firstTimeline(windows), moved: null });
    if (windows.count > WINDOW_ROWS) await this.#source.rest();
    if (this.#shown !== next) return;
    const timeline = await this.#readTimeline(windows.count);
    if (this.#shown === next) this.#show({ timeline, isLoading: false });
  }

  /** Everything that is in sight is there before it takes the place of what was. */
  async #follow(next: Shown): Promise<void> {
    const { windows } = next;
    const timeline = await this.#readTimeline(windows.count);
    const moved = await this.#whereTo(windows, timeline);
    const shift = moved === null ? 0 : moved.to - moved.from;
    await windows.load(this.#sight.first + shift, this.#sight.last + shift);
    this.#adopt(next, { count: windows.count, timeline, moved, isLoading: false });
  }

  /** Looks where the first one of those in sight went that is still there. */
  async #whereTo(next: ItemWindows, timeline: Timeline): Promise<PickerItems['moved']> {
    const { first, last } = this.#sight;
    // Who looks at the newest ones goes on doing so.
    if (first === 0) return null;
    let gone: PickerItems['moved'] = null;
    for (let from = first; from <= last; from++) {
      const item = this.#shown?.windows.itemAt(from);
      if (item === undefined) continue;
      const place = itemsTakenAt(timeline, item.dateTaken);
      gone ??= { from, to: Math.max(0, Math.min(next.count - 1, place.first)) };
      const end = Math.min(place.end, place.first + MOVED_WINDOWS * WINDOW_ROWS);
      await next.load(place.first, end - 1);
      for (let to = place.first; to < end; to++) if (next.itemAt(to)?.uri === item.uri) return { from, to };
    }
    return gone;
  }

  async #readTimeline(count: number): Promise<Timeline> {
    const cursor = await this.#source.openTimeline();
    if (cursor === null) return EMPTY_TIMELINE;
    try {
      const [quarterHour, items] = ['quarter_hour', 'count'].map((name) => cursor.getColumnIndexOrThrow(name));
      const builder = new TimelineBuilder(cursor.getCount());
      while (!this.#isClosed && (await cursor.moveToNext())) {
        builder.add({ quarterHour: cursor.getLong(quarterHour ?? 0), count: cursor.getLong(items ?? 1) });
      }
      return builder.build(count);
    } finally {
      void cursor.close();
    }
  }

  #adopt(next: Shown | null, change: Partial<State>): void {
    if (this.#isClosed) return;
    this.#shown?.windows.close();
    this.#shown = next;
    this.#show({ ...change, error: null });
  }

  #fail(error: unknown): void {
    this.#shown?.windows.close();
    this.#shown = null;
    this.#show({ ...NOTHING, count: null, isLoading: false, error });
  }

  #itemsCame(): void {
    this.#version++;
    for (const listener of this.#itemListeners) listener();
  }

  #show(change: Partial<State>): void {
    if (this.#isClosed) return;
    this.#state = { ...this.#state, ...change };
    this.#snapshot = this.#newSnapshot();
    this.#version++;
    for (const listener of this.#listeners) listener();
  }

  #newSnapshot(): PickerItems {
    return {
      ...this.#state,
      itemAt: (index) => this.#shown?.windows.itemAt(index),
      show: (first, last) => {
        this.#sight = { first, last };
        this.#shown?.windows.keep(first, last);
      },
      onItems: (listener) => subscribed(this.#itemListeners, listener),
      itemsVersion: () => this.#version,
    };
  }
}

/** When the first items were taken; of the others only how many there are. */
function firstTimeline(windows: ItemWindows): Timeline {
  const builder = new TimelineBuilder(WINDOW_ROWS);
  for (let index = 0; index < Math.min(windows.count, WINDOW_ROWS); index++) {
    const item = windows.itemAt(index);
    if (item === undefined) break;
    builder.add({ quarterHour: Math.floor(item.dateTaken / QUARTER_HOUR_MS), count: 1 });
  }
  return builder.build(windows.count);
}

function subscribed(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
