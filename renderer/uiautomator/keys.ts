// Mirrors InputShellCommand's keyevent and text: keys of the device, on the page's picture of it.
import { KeyEvent } from '../../contract/android/keyEvent.ts';

/** Keys that a page knows too, by their name there. */
const KEY_NAMES: ReadonlyMap<number, string> = new Map([
  [KeyEvent.KEYCODE_DPAD_UP, 'ArrowUp'],
  [KeyEvent.KEYCODE_DPAD_DOWN, 'ArrowDown'],
  [KeyEvent.KEYCODE_DPAD_LEFT, 'ArrowLeft'],
  [KeyEvent.KEYCODE_DPAD_RIGHT, 'ArrowRight'],
  [KeyEvent.KEYCODE_DPAD_CENTER, 'Enter'],
  [KeyEvent.KEYCODE_ENTER, 'Enter'],
  [KeyEvent.KEYCODE_SPACE, ' '],
  [KeyEvent.KEYCODE_TAB, 'Tab'],
  [KeyEvent.KEYCODE_ESCAPE, 'Escape'],
  [KeyEvent.KEYCODE_DEL, 'Backspace'],
  [KeyEvent.KEYCODE_MOVE_HOME, 'Home'],
  [KeyEvent.KEYCODE_MOVE_END, 'End'],
  [KeyEvent.KEYCODE_PAGE_UP, 'PageUp'],
  [KeyEvent.KEYCODE_PAGE_DOWN, 'PageDown'],
]);

/** Keys that the bar at the bottom of the screen has. */
const NAVIGATION: ReadonlyMap<number, string> = new Map([
  [KeyEvent.KEYCODE_BACK, 'BACK'],
  [KeyEvent.KEYCODE_HOME, 'HOME'],
  [KeyEvent.KEYCODE_APP_SWITCH, 'APP_SWITCH'],
]);

const TABBABLE = 'button:not(:disabled), a[href], input:not(:disabled), textarea, select, [tabindex="0"]';

type Field = HTMLInputElement | HTMLTextAreaElement;

/** One press. A key that does nothing here does nothing on the device. */
export function pressKey(screen: Element, keyCode: number): void {
  const navigation = NAVIGATION.get(keyCode);
  if (navigation !== undefined) {
    screen.querySelector<HTMLElement>(`.navigation-bar [data-key="${navigation}"]`)?.click();
    return;
  }
  const key = KEY_NAMES.get(keyCode);
  if (key === undefined) return;
  const target = focusedIn(screen);
  const event = { key, bubbles: true, cancelable: true, composed: true };
  const isLeft = target.dispatchEvent(new KeyboardEvent('keydown', event));
  if (isLeft) doDefault(screen, target, key);
  target.dispatchEvent(new KeyboardEvent('keyup', event));
}

/** Types into what has the focus. @returns false where that takes no text */
export function typeText(screen: Element, text: string): boolean {
  const field = focusedIn(screen);
  if (!isField(field)) return false;
  insert(field, text);
  return true;
}

function focusedIn(screen: Element): Element {
  const { activeElement } = document;
  return activeElement !== null && screen.contains(activeElement) ? activeElement : screen;
}

/** What a browser does for a key that came from a person, and not for one that came from a page. */
function doDefault(screen: Element, target: Element, key: string): void {
  if (key === 'Tab') focusNext(screen, target);
  else if (isField(target)) {
    if (key === 'Backspace') erase(target);
    else if (key === ' ') insert(target, ' ');
    else if (key === 'Enter') target.form?.requestSubmit();
  } else if ((key === 'Enter' || key === ' ') && target instanceof HTMLElement && target.matches('button, a[href]')) {
    target.click();
  }
}

function focusNext(screen: Element, from: Element): void {
  const stops = [...screen.querySelectorAll<HTMLElement>(TABBABLE)].filter(
    (stop) => stop.checkVisibility() && stop.tabIndex >= 0 && stop.closest('[inert]') === null,
  );
  const next = stops.find((stop) => from.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING);
  (next ?? stops[0])?.focus();
}

function isField(element: Element): element is Field {
  return (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) && !element.readOnly;
}

function erase(field: Field): void {
  const { selectionStart, selectionEnd, value } = field;
  const end = selectionEnd ?? value.length;
  const start = selectionStart === end ? Math.max(0, end - 1) : (selectionStart ?? 0);
  setValue(field, value.slice(0, start) + value.slice(end), start);
}

function insert(field: Field, text: string): void {
  const { selectionStart, selectionEnd, value } = field;
  const start = selectionStart ?? value.length;
  const taken = value.slice(0, start) + text + value.slice(selectionEnd ?? value.length);
  setValue(field, taken, start + text.length);
}

/** React looks at the element's own property: only the one behind it tells of a change. */
function setValue(field: Field, value: string, caret: number): void {
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  field.setSelectionRange(caret, caret);
}
