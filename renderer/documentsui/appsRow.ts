// Mirrors DocumentsUI's dirlist/AppsRowManager.
import type { PickerAction } from './matchingRoots.ts';
import { packageOf, type SidebarItem, titleOf } from './sidebar.ts';

/** Whether "Browse files in other apps" stands above the list. */
export function isAppsRowVisible(action: PickerAction, isRecents: boolean, itemCount: number): boolean {
  return isRecents && itemCount > 0 && (action === 'OPEN' || action === 'GET_CONTENT');
}

/** `leaves` tells that a tap opens another app in place of a root. */
export type AppsRowItem = Readonly<{ item: SidebarItem; title: string; summary: string | null; leaves: boolean }>;

/** The entries of the row; a summary, such as an account, only where one package has several. */
export function appsRowItems(items: readonly SidebarItem[]): readonly AppsRowItem[] {
  return items.map((item) => {
    const isOneOfSeveral = items.filter((other) => packageOf(other) === packageOf(item)).length > 1;
    const summary = item.kind === 'app' || !isOneOfSeveral ? null : item.root.summary;
    return { item, title: titleOf(item), summary, leaves: item.kind === 'app' };
  });
}
