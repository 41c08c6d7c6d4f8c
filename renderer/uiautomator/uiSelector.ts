// Mirrors androidx.test.uiautomator.UiSelector over a tree that is at hand.
import type { UiSelector } from '../../contract/rpc/uiAutomation.ts';
import type { AccessibilityNodeInfo } from './accessibilityNodeInfo.ts';

/** The first node that fits, parents before their children; null where none does. */
export function findNode(root: AccessibilityNodeInfo, selector: UiSelector): AccessibilityNodeInfo | null {
  let left = selector.instance ?? 0;
  for (const node of nodesOf(root)) if (fits(node, selector) && left-- === 0) return node;
  return null;
}

function* nodesOf(node: AccessibilityNodeInfo): Generator<AccessibilityNodeInfo> {
  yield node;
  for (const child of node.children) yield* nodesOf(child);
}

function fits(node: AccessibilityNodeInfo, selector: UiSelector): boolean {
  const { resourceId, className, text, textContains, description, descriptionContains, clickable, selected } = selector;
  const is = <T>(wanted: T | undefined, value: T) => wanted === undefined || wanted === value;
  const has = (wanted: string | undefined, value: string) => wanted === undefined || value.includes(wanted);
  return (
    is(resourceId, node.viewIdResourceName) &&
    is(className, node.className) &&
    is(text, node.text) &&
    has(textContains, node.text) &&
    is(description, node.contentDescription) &&
    has(descriptionContains, node.contentDescription) &&
    is(clickable, node.clickable) &&
    is(selected, node.selected)
  );
}
