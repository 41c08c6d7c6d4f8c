// What fingers, the mouse, the wheel and keys do to the pages and to the picture that is looked at.
import { type KeyboardEvent, type PointerEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { followedDrag, type Pages, pageOfKey, settledPage, turned } from './paging.ts';
import {
  doubleTapped,
  type Frame,
  isZoomed,
  KEY_STEP,
  type Point,
  panned,
  pinched,
  WHOLE,
  type Zoom,
  zoomedAt,
} from './zoom.ts';

/** A finger that moves less is a tap, dp. */
const TOUCH_SLOP = 8;
/** Between the taps of a double tap, at most: ms, and dp. */
const DOUBLE_TAP_MS = 300;
const DOUBLE_TAP_SLOP = 40;
/** dp an arrow key moves a picture. */
const KEY_PAN = 60;
/** Wheel pixels that turn a page; until the wheel has rested so many ms they turn no other. */
const WHEEL_TURNS_AT = 50;
const WHEEL_REST_MS = 150;
/** Pixels of a wheel that counts lines. */
const LINE = 16;
const CONTROLS = 'button, input';
const CENTER: Point = { x: 0, y: 0 };

export type PreviewView = Readonly<{
  zoom: Zoom;
  /** How far the pages are dragged, dp. */
  drag: number;
  /** Whether a finger holds them: then they follow it at once. */
  isHeld: boolean;
}>;

type Options = Readonly<{
  /** The element that the pages fill. */
  ref: RefObject<HTMLElement | null>;
  pages: Pages;
  /** null for what cannot be looked at closer. */
  frame: Frame | null;
  /** Width of a page, dp. */
  width: number;
  onPage: (index: number) => void;
  onTap: () => void;
}>;

type Held = { start: Point; velocity: number; at: number; hasMoved: boolean };

const AT_REST: PreviewView = { zoom: WHOLE, drag: 0, isHeld: false };

export function usePreviewGestures(options: Options) {
  const [view, setView] = useState(AT_REST);
  const latest = useRef({ view, options });
  latest.current.options = options;
  const gestures = useRef<Gestures | null>(null);
  gestures.current ??= new Gestures(
    () => ({ ...latest.current.options, view: latest.current.view }),
    (change) => {
      latest.current.view = { ...latest.current.view, ...change };
      setView(latest.current.view);
    },
  );
  const { current } = gestures;
  const { at } = options.pages;
  // With the page: what is done to it the moment it is there must not be taken back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page is looked at from the start.
  useLayoutEffect(() => current.reset(), [at]);
  const { ref } = options;
  useLayoutEffect(() => {
    const element = ref.current;
    // React's own listener could not keep the window from zooming.
    element?.addEventListener('wheel', current.onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', current.onWheel);
  }, [ref, current]);
  const { onPointerDown, onPointerMove, onPointerUp, onPointerCancel } = current;
  const handlers = { onPointerDown, onPointerMove, onPointerUp, onPointerCancel };
  return { view, handlers, onKeyDown: current.onKeyDown };
}

class Gestures {
  readonly #now: () => Options & Readonly<{ view: PreviewView }>;
  readonly #change: (change: Partial<PreviewView>) => void;
  readonly #pointers = new Map<number, Point>();
  #held: Held | null = null;
  #lastTap: Readonly<{ at: number; point: Point }> | null = null;
  #wheel = { turned: 0, at: 0, isSpent: false };

  constructor(now: () => Options & Readonly<{ view: PreviewView }>, change: (change: Partial<PreviewView>) => void) {
    this.#now = now;
    this.#change = change;
  }

  reset(): void {
    this.#change(AT_REST);
  }

  readonly onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest(CONTROLS) !== null)) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const point = this.#pointOf(event);
    this.#pointers.set(event.pointerId, point);
    if (this.#pointers.size === 1) this.#held = { start: point, velocity: 0, at: event.timeStamp, hasMoved: false };
    else if (this.#held !== null) this.#held.hasMoved = true;
    this.#change({ isHeld: true, drag: 0 });
  };

  readonly onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    const from = this.#pointers.get(event.pointerId);
    if (from === undefined || this.#held === null) return;
    const before = [...this.#pointers.values()];
    const to = this.#pointOf(event);
    this.#pointers.set(event.pointerId, to);
    const now = [...this.#pointers.values()];
    const [a, b] = before;
    const [c, d] = now;
    if (a !== undefined && b !== undefined && c !== undefined && d !== undefined) {
      this.#zoom((zoom, frame) => pinched(zoom, [a, b], [c, d], frame));
    } else this.#drag(this.#held, { from, to, at: event.timeStamp });
  };

  readonly onPointerUp = (event: PointerEvent<HTMLElement>): void => {
    const point = this.#pointers.get(event.pointerId);
    if (point === undefined) return;
    this.#pointers.delete(event.pointerId);
    const held = this.#held;
    const [left] = this.#pointers.values();
    if (held === null) return;
    // The finger that stays goes on from where it is.
    if (left !== undefined) {
      this.#held = { start: left, velocity: 0, at: event.timeStamp, hasMoved: true };
      return;
    }
    this.#held = null;
    if (!held.hasMoved) this.#tap(point, event.timeStamp);
    this.#letGo(held.velocity);
  };

  readonly onPointerCancel = (event: PointerEvent<HTMLElement>): void => {
    this.#pointers.delete(event.pointerId);
    if (this.#pointers.size > 0) return;
    this.#held = null;
    this.#change({ drag: 0, isHeld: false });
  };

  readonly onWheel = (event: WheelEvent): void => {
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
    const by = { x: -event.deltaX * unit, y: -event.deltaY * unit };
    event.preventDefault();
    if (event.ctrlKey) {
      const point = this.#pointOf(event);
      this.#zoom((zoom, frame) => zoomedAt(zoom, Math.exp(by.y / 100), point, frame));
    } else if (isZoomed(this.#now().view.zoom)) this.#zoom((zoom, frame) => panned(zoom, by, frame));
    else if (Math.abs(by.x) > Math.abs(by.y)) this.#turn(-by.x, event.timeStamp);
  };

  /** Whether the key did something. */
  readonly onKeyDown = (event: KeyboardEvent): boolean => {
    if (event.ctrlKey || event.altKey || event.metaKey) return false;
    const { pages, onPage, view } = this.#now();
    const change = zoomOfKey(event.key, isZoomed(view.zoom));
    if (change !== null) this.#zoom(change);
    const page = change === null ? pageOfKey(pages, event.key) : null;
    if (page !== null) onPage(page);
    return change !== null || page !== null;
  };

  #drag(held: Held, { from, to, at }: Readonly<{ from: Point; to: Point; at: number }>): void {
    held.hasMoved ||= Math.hypot(to.x - held.start.x, to.y - held.start.y) > TOUCH_SLOP;
    if (!held.hasMoved) return;
    const { pages, view } = this.#now();
    const by = { x: to.x - from.x, y: to.y - from.y };
    if (isZoomed(view.zoom)) {
      this.#zoom((zoom, frame) => panned(zoom, by, frame));
      return;
    }
    const passed = Math.max(1, at - held.at);
    held.velocity = 0.6 * (by.x / passed) + 0.4 * held.velocity;
    held.at = at;
    this.#change({ drag: followedDrag(pages, to.x - held.start.x) });
  }

  #letGo(velocity: number): void {
    const { pages, width, onPage, view } = this.#now();
    const page = settledPage(pages, width, view.drag, view.drag === 0 ? 0 : velocity);
    this.#change({ drag: 0, isHeld: false });
    if (page !== pages.at) onPage(page);
  }

  #tap(point: Point, at: number): void {
    const last = this.#lastTap;
    this.#lastTap = { at, point };
    const isDouble =
      last !== null &&
      at - last.at < DOUBLE_TAP_MS &&
      Math.hypot(point.x - last.point.x, point.y - last.point.y) < DOUBLE_TAP_SLOP;
    const { frame, onTap } = this.#now();
    if (!isDouble || frame === null) {
      onTap();
      return;
    }
    this.#lastTap = null;
    this.#zoom((zoom) => doubleTapped(zoom, point, frame));
  }

  /** `by` wheel pixels to the right. */
  #turn(by: number, at: number): void {
    const hasRested = at - this.#wheel.at > WHEEL_REST_MS;
    const before = hasRested ? { turned: 0, isSpent: false } : this.#wheel;
    const sum = before.turned + by;
    const turns = !before.isSpent && Math.abs(sum) > WHEEL_TURNS_AT;
    this.#wheel = { turned: sum, at, isSpent: before.isSpent || turns };
    const { pages, onPage } = this.#now();
    if (turns) onPage(turned(pages, Math.sign(sum) * pages.direction));
  }

  #zoom(change: (zoom: Zoom, frame: Frame) => Zoom): void {
    const { frame, view } = this.#now();
    if (frame !== null) this.#change({ zoom: change(view.zoom, frame) });
  }

  /** From the middle of the pages, dp: the phone may be drawn smaller than it is. */
  #pointOf({ clientX, clientY }: Readonly<{ clientX: number; clientY: number }>): Point {
    const element = this.#now().ref.current;
    if (element === null) return CENTER;
    const { left, top, width, height } = element.getBoundingClientRect();
    const scale = width / element.offsetWidth || 1;
    return { x: (clientX - left - width / 2) / scale, y: (clientY - top - height / 2) / scale };
  }
}

/** What a key does to a zoom; null for nothing. */
function zoomOfKey(key: string, isClose: boolean): ((zoom: Zoom, frame: Frame) => Zoom) | null {
  if (key === '+' || key === '=') return (zoom, frame) => zoomedAt(zoom, KEY_STEP, CENTER, frame);
  if (key === '-') return (zoom, frame) => zoomedAt(zoom, 1 / KEY_STEP, CENTER, frame);
  if (key === '0') return () => WHOLE;
  const ways: Readonly<Record<string, Point>> = {
    ArrowLeft: { x: KEY_PAN, y: 0 },
    ArrowRight: { x: -KEY_PAN, y: 0 },
    ArrowUp: { x: 0, y: KEY_PAN },
    ArrowDown: { x: 0, y: -KEY_PAN },
  };
  const way = isClose ? ways[key] : undefined;
  return way === undefined ? null : (zoom, frame) => panned(zoom, way, frame);
}
