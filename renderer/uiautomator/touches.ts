// Mirrors InputShellCommand's touches: what a finger does on the page's picture of the screen.
import type { UiPoint } from '../../contract/rpc/uiAutomation.ts';
import { isScrollable } from './elements.ts';
import { pause } from './idle.ts';

/** Longer than any long press waits. */
const LONG_PRESS_MS = 700;
const FRAME_MS = 16;
/** The mouse: the only pointer that is there without a finger, and so the only one that can be captured. */
const POINTER_ID = 1;

const FOCUSABLE = 'button:not(:disabled), a[href], input, textarea, select, [tabindex]';

/** A tap in the page's window, CSS px, on what lies there. */
export async function tap(target: Element, at: UiPoint, isLong: boolean): Promise<void> {
  press(target, at);
  if (isLong) await pause(LONG_PRESS_MS);
  release(target, at);
  if (target.isConnected) target.dispatchEvent(new PointerEvent('click', { ...common(at), detail: 1 }));
}

/** Down at one place, and up at another. What scrolls there goes along. */
export async function swipe(target: Element, from: UiPoint, to: UiPoint, milliseconds: number): Promise<void> {
  const steps = Math.max(2, Math.round(milliseconds / FRAME_MS));
  const scroller = scrollerOf(target, from, to);
  let last = from;
  press(target, from);
  for (let step = 1; step <= steps; step++) {
    await pause(FRAME_MS);
    const at = { x: from.x + ((to.x - from.x) * step) / steps, y: from.y + ((to.y - from.y) * step) / steps };
    pointer(target, 'pointermove', at, 1);
    scroller?.scrollBy(last.x - at.x, last.y - at.y);
    last = at;
  }
  release(target, to);
}

function press(target: Element, at: UiPoint): void {
  pointer(target, 'pointerdown', at, 1);
  const isGiven = target.dispatchEvent(new MouseEvent('mousedown', { ...common(at), buttons: 1 }));
  const focused = target.closest<HTMLElement>(FOCUSABLE);
  if (isGiven) focused?.focus({ preventScroll: true });
}

function release(target: Element, at: UiPoint): void {
  pointer(target, 'pointerup', at, 0);
  for (let element: Element | null = target; element !== null; element = element.parentElement) {
    if (element.hasPointerCapture(POINTER_ID)) element.releasePointerCapture(POINTER_ID);
  }
  target.dispatchEvent(new MouseEvent('mouseup', common(at)));
}

function pointer(target: Element, type: string, at: UiPoint, buttons: number): void {
  const event = { ...common(at), buttons, pointerId: POINTER_ID, pointerType: 'mouse', isPrimary: true };
  target.dispatchEvent(new PointerEvent(type, event));
}

function common({ x, y }: UiPoint): PointerEventInit {
  return { bubbles: true, cancelable: true, composed: true, clientX: x, clientY: y, button: 0, view: window };
}

/** The innermost that scrolls the way the finger goes. */
function scrollerOf(target: Element, from: UiPoint, to: UiPoint): Element | null {
  const isDown = Math.abs(to.y - from.y) >= Math.abs(to.x - from.x);
  for (let element: Element | null = target; element !== null; element = element.parentElement) {
    const goes = isDown
      ? element.scrollHeight > element.clientHeight + 1
      : element.scrollWidth > element.clientWidth + 1;
    if (goes && isScrollable(element)) return element;
    if (element.matches('.device-screen')) return null;
  }
  return null;
}
