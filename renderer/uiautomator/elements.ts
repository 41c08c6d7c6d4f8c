// What an element of the page tells of itself.
import { NO_FLAGS, type NodeFlags, type Rect } from './accessibilityNodeInfo.ts';
import type { Words } from './viewTemplate.ts';

/** Not of Android's screen: words that are only spoken, what is there for testers, and what waits for its turn. */
const NO_VIEW = '.visually-hidden, [data-tester], [inert], script, style, template, dialog';

/** Takes a click wherever it is. */
const CLICKABLE =
  'button, a[href], input, textarea, select, video[controls], [role="button"], [role="tab"], [role="radio"], [role="switch"], [role="checkbox"], [role="menuitem"], [role="menuitemradio"], [role="option"], [role="gridcell"]';
const CHECKABLE =
  '[role="radio"], [role="menuitemradio"], [role="switch"], [role="checkbox"], input[type="checkbox"], input[type="radio"]';

/** Whether somebody sees it, apart from where it lies. */
export function isShown(element: Element): boolean {
  if (element.matches(NO_VIEW)) return false;
  if (element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return true;
  // One without a box of its own is as visible as what is around it.
  const { parentElement } = element;
  return parentElement !== null && getComputedStyle(element).display === 'contents' && isShown(parentElement);
}

/** Whether it is drawn only: an overlay that says what the view below it says. */
export function isDecoration(element: Element): boolean {
  return element.getAttribute('aria-hidden') === 'true';
}

export function rectOf(element: Element): Rect {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return { left, top, right, bottom };
}

/** Whether what is in it ends at its edge. */
export function clips(element: Element): boolean {
  const { overflowX, overflowY } = getComputedStyle(element);
  return overflowX !== 'visible' || overflowY !== 'visible';
}

export function isScrollable(element: Element): boolean {
  const { overflowY, overflowX } = getComputedStyle(element);
  const can = (overflow: string) => overflow === 'auto' || overflow === 'scroll';
  return (
    (can(overflowY) && element.scrollHeight > element.clientHeight + 1) ||
    (can(overflowX) && element.scrollWidth > element.clientWidth + 1)
  );
}

export function flagsOf(element: Element): NodeFlags {
  const clickable = element.matches(CLICKABLE);
  const checkable = element.matches(CHECKABLE);
  const isOn = (name: string) => element.getAttribute(name) === 'true';
  const isInput = element instanceof HTMLInputElement;
  const current = element.getAttribute('aria-current');
  return {
    ...NO_FLAGS,
    clickable,
    focusable: clickable || element.hasAttribute('tabindex'),
    focused: element === document.activeElement,
    enabled: !element.matches(':disabled') && !isOn('aria-disabled'),
    checkable,
    checked: isOn('aria-checked') || (isInput && checkable && element.checked) || isOn('aria-pressed'),
    selected: isOn('aria-selected') || isOn('aria-pressed') || (current !== null && current !== 'false'),
    scrollable: isScrollable(element),
  };
}

export function wordsOf(element: Element, words: Words): string {
  if (words === 'none') return '';
  if (words === 'seen') return seenText(element);
  return words === 'name' ? accessibleName(element) : (element.getAttribute(words.slice(1)) ?? '');
}

/** Whether words stand in the element itself, not only in others inside of it. */
export function hasOwnText(element: Element): boolean {
  return [...element.childNodes].some(({ nodeType, data }: Node & { data?: string }) => {
    return nodeType === Node.TEXT_NODE && (data ?? '').trim() !== '';
  });
}

function seenText(element: Element): string {
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) return fieldText(element);
  if (element instanceof HTMLSelectElement) return element.selectedOptions[0]?.label ?? '';
  return textIn(element).replace(/\s+/g, ' ').trim();
}

/** A field that is empty shows its hint. */
function fieldText(field: HTMLInputElement | HTMLTextAreaElement): string {
  if (field.value === '') return field.placeholder;
  return field.type === 'password' ? '•'.repeat(field.value.length) : field.value;
}

function textIn(node: Node): string {
  if (node instanceof Text) return node.data;
  if (!(node instanceof Element) || node instanceof SVGElement) return '';
  return [...node.childNodes].map((child) => (isReadOut(child) ? textIn(child) : ' ')).join('');
}

function isReadOut(node: Node): boolean {
  return !(node instanceof Element) || (isShown(node) && !isDecoration(node));
}

function accessibleName(element: Element): string {
  const label = element.getAttribute('aria-label');
  if (label !== null) return label;
  const by = element.getAttribute('aria-labelledby');
  if (by !== null) {
    const named = by.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? '');
    return named.join(' ').trim();
  }
  if (element instanceof HTMLImageElement) return element.alt;
  // A place for pictures is called as the last of them: it lies over the others.
  const named = [...element.querySelectorAll('img')].findLast(({ alt }) => alt !== '');
  return named?.alt ?? seenText(element);
}
