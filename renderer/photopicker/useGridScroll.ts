// Which lines of the grid exist: those in sight and a few around them, however long the grid is.
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { nextFilled, type RowRange } from './filledRows.ts';
import { anchoredTop, type GridLayout, revealedTop } from './gridLayout.ts';
import type { PickerItems } from './pickerItems.ts';
import { type ScrollScale, scrollScale } from './scrollScale.ts';

/** Lines beyond what is in sight, on both sides. */
const OVERSCAN = 3;
/** Cells that get their photos in one frame. */
const CELLS_AT_ONCE = 24;
/** Frames that a place must rest before its photos are asked for: a hand on the handle stops for less. */
const RESTING_FRAMES = 6;

export type GridPlace = Readonly<{
  /** Lines in sight. */
  sight: RowRange;
  /** Lines that are drawn. */
  range: RowRange;
  /** Those of them that have their photos. */
  filled: ReadonlySet<number>;
  /** How much lower a line stands in the scroller than in the content, CSS px. */
  shift: number;
}>;

export type GridScroll = Readonly<{
  place: GridPlace;
  scale: ScrollScale;
  /** Brings a line into sight. */
  reveal: (row: number) => void;
  onScroll: () => void;
  /** Tells where the content stands, CSS px, now and with each step; answers what ends that. */
  onTop: (listener: TopListener) => () => void;
}>;

type TopListener = (top: number) => void;

type GridScrollOptions = Readonly<{
  layout: GridLayout;
  moved: PickerItems['moved'];
  scroller: RefObject<HTMLElement | null>;
  /** Height of the scroller, CSS px. */
  viewportHeight: number;
}>;

export function useGridScroll({ layout, moved, scroller, viewportHeight }: GridScrollOptions): GridScroll {
  const scale = useMemo(() => scrollScale(layout.height, viewportHeight), [layout, viewportHeight]);
  const [place, setPlace] = useState<GridPlace>(NOWHERE);
  const state = useRef<State>({ ...START, layout, scale, moved, viewportHeight });
  const [listeners] = useState(() => new Set<TopListener>());
  const look = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    // Read once, while nothing is changed: asking for it after that would lay out the page twice in a frame.
    const next = lookedAt(state.current, element.scrollTop);
    for (const listener of listeners) listener(state.current.top);
    if (next === state.current.place) return;
    state.current.place = next;
    setPlace(next);
  }, [scroller, listeners]);
  const onFrame = useCallback(() => {
    state.current.frame = 0;
    state.current.restingFrames++;
    look();
    if (!isSettled(state.current)) state.current.frame = requestAnimationFrame(onFrame);
  }, [look]);
  const onScroll = useCallback(() => {
    // In the frame of this event, or the lines would be drawn one later than they have moved.
    flushSync(look);
    if (!isSettled(state.current)) state.current.frame ||= requestAnimationFrame(onFrame);
  }, [look, onFrame]);
  useLayoutEffect(() => {
    const { current } = state;
    const top = topInNewLayout(current, { layout, moved });
    Object.assign(current, { layout, scale, moved, viewportHeight });
    if (top !== null && scroller.current !== null) {
      current.top = top;
      // A scroller rounds down, and would creep with every change.
      scroller.current.scrollTop = Math.round(scale.toScroll(top));
    }
    look();
    if (!isSettled(current)) current.frame ||= requestAnimationFrame(onFrame);
  }, [layout, scale, moved, viewportHeight, scroller, look, onFrame]);
  useEffect(() => () => cancelAnimationFrame(state.current.frame), []);
  const reveal = useCallback(
    (row: number) => {
      const { current } = state;
      const top = revealedTop(current.layout, { row, top: current.top, viewportHeight: current.viewportHeight });
      if (scroller.current === null || top === null) return;
      scroller.current.scrollTop = current.scale.toScroll(top);
      // Its event comes a frame later; what the library tells meanwhile is about what is in sight now.
      look();
    },
    [scroller, look],
  );
  const onTop = useCallback(
    (listener: TopListener) => {
      listeners.add(listener);
      listener(state.current.top);
      return () => listeners.delete(listener);
    },
    [listeners],
  );
  return { place, scale, reveal, onScroll, onTop };
}

type State = {
  layout: GridLayout;
  scale: ScrollScale;
  moved: PickerItems['moved'];
  viewportHeight: number;
  place: GridPlace;
  /** Of the content, CSS px. */
  top: number;
  /** Of requestAnimationFrame; 0 for none. */
  frame: number;
  /** Frames since half a screen was passed in one. */
  restingFrames: number;
};

const NO_ROWS: RowRange = { first: 0, last: -1 };
const NOWHERE: GridPlace = { sight: NO_ROWS, range: NO_ROWS, filled: new Set(), shift: 0 };
const START = { place: NOWHERE, top: 0, frame: 0, restingFrames: RESTING_FRAMES };

function isSettled({ restingFrames, place: { range, filled } }: State): boolean {
  return restingFrames >= RESTING_FRAMES && filled.size > range.last - range.first;
}

function lookedAt(state: State, scrollTop: number): GridPlace {
  const { layout, scale, viewportHeight, place } = state;
  const top = scale.toContent(Math.max(0, scrollTop));
  if (Math.abs(top - state.top) > viewportHeight / 2) state.restingFrames = 0;
  state.top = top;
  if (viewportHeight === 0) return place;
  const sight = { first: layout.rowAt(top), last: layout.rowAt(top + viewportHeight) };
  const range = {
    first: Math.max(0, sight.first - OVERSCAN),
    last: Math.min(layout.rowCount - 1, sight.last + OVERSCAN),
  };
  const filled = nextFilled({
    range,
    filled: place.filled,
    isPassing: state.restingFrames < RESTING_FRAMES,
    atOnce: Math.max(1, Math.floor(CELLS_AT_ONCE / layout.metrics.columns)),
  });
  const shift = scale.isScaled ? scrollTop - top : 0;
  const isSameSight = sight.first === place.sight.first && sight.last === place.sight.last;
  const isSame = isSameSight && range.last === place.range.last && filled === place.filled && shift === place.shift;
  return isSame ? place : { sight, range, filled, shift };
}

/** Where the content has to stand so that what was in sight stays there; null when it stands well. */
function topInNewLayout(before: State, now: Pick<State, 'layout' | 'moved'>): number | null {
  const moved = now.moved === before.moved ? null : now.moved;
  if (before.top === 0 || (before.layout === now.layout && moved === null)) return null;
  // The dates of a long list come after its photos: who went to its end meanwhile wants to see the end.
  if (moved === null && isAtEnd(before)) return endOf(now.layout, before.viewportHeight);
  return anchoredTop(before.layout, now.layout, { top: before.top, moved });
}

function isAtEnd({ top, layout, viewportHeight }: State): boolean {
  return top > 0 && top >= endOf(layout, viewportHeight) - 1;
}

function endOf({ height }: GridLayout, viewportHeight: number): number {
  return Math.max(0, height - viewportHeight);
}
