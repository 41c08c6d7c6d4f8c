// Mirrors UiAutomator's AccessibilityNodeInfoDumper, and KXmlSerializer as Android writes XML with it.
import type { AccessibilityNodeInfo } from './accessibilityNodeInfo.ts';

/** Layouts that take clicks for their items: having no words is no fault of theirs. */
const NAF_EXCLUDED_CLASSES = [
  'android.widget.GridView',
  'android.widget.GridLayout',
  'android.widget.ListView',
  'android.widget.TableLayout',
];

/**
 * What `uiautomator dump` writes, without a line break.
 * @param rotation Surface.ROTATION_*, 0 to 3
 */
export function dumpHierarchy(root: AccessibilityNodeInfo, rotation: number): string {
  const head = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>";
  return `${head}<hierarchy rotation="${rotation}">${dumpNode(root, 0)}</hierarchy>`;
}

function dumpNode(node: AccessibilityNodeInfo, index: number): string {
  const attributes = attributesOf(node, index)
    .map(([name, value]) => ` ${name}=${quoted(String(value))}`)
    .join('');
  if (node.children.length === 0) return `<node${attributes} />`;
  return `<node${attributes}>${node.children.map(dumpNode).join('')}</node>`;
}

function attributesOf(node: AccessibilityNodeInfo, index: number): (readonly [string, string | number | boolean])[] {
  const { left, top, right, bottom } = node.bounds;
  return [
    ...(isNotAccessibilityFriendly(node) ? [['NAF', true] as const] : []),
    ['index', index],
    ['text', node.text],
    ['resource-id', node.viewIdResourceName],
    ['class', node.className],
    ['package', node.packageName],
    ['content-desc', node.contentDescription],
    ['checkable', node.checkable],
    ['checked', node.checked],
    ['clickable', node.clickable],
    ['enabled', node.enabled],
    ['focusable', node.focusable],
    ['focused', node.focused],
    ['scrollable', node.scrollable],
    ['long-clickable', node.longClickable],
    ['password', node.password],
    ['selected', node.selected],
    ['bounds', `[${left},${top}][${right},${bottom}]`],
  ];
}

/** nafCheck: it takes clicks, and no words anywhere in it say what for. */
function isNotAccessibilityFriendly(node: AccessibilityNodeInfo): boolean {
  if (NAF_EXCLUDED_CLASSES.some((excluded) => node.className.endsWith(excluded))) return false;
  return node.clickable && node.enabled && !hasWords(node);
}

function hasWords({ text, contentDescription, children }: AccessibilityNodeInfo): boolean {
  return text !== '' || contentDescription !== '' || children.some(hasWords);
}

function quoted(value: string): string {
  const quote = value.includes('"') ? "'" : '"';
  return `${quote}${escaped(value, quote)}${quote}`;
}

/** stripInvalidXMLChars, then writeEscaped: what is outside of the basic plane is written as a number. */
function escaped(value: string, quote: string): string {
  let written = '';
  for (const character of value) written += escapedCharacter(character, quote);
  return written;
}

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escapedCharacter(character: string, quote: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x9 || code === 0xa || code === 0xd) return `&#${code};`;
  if (isStripped(code)) return '.';
  if (code > 0xffff) return `&#${code};`;
  if (character === quote) return quote === '"' ? '&quot;' : '&apos;';
  return NAMED[character] ?? character;
}

/** Half a surrogate pair, 0 and U+FFFE make Android's own dump fail; here they become a dot as well. */
function isStripped(code: number): boolean {
  if (code < 0x20 || (code >= 0x7f && code <= 0x84) || (code >= 0x86 && code <= 0x9f)) return true;
  return (code >= 0xd800 && code <= 0xdfff) || (code >= 0xfdd0 && code <= 0xfddf) || code === 0xfffe || code === 0xffff;
}
