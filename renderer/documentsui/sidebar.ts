// Mirrors DocumentsUI's sidebar/RootsFragment.sortLoadResult.
import { compareToIgnoreCaseNullable } from './collation.ts';
import { DERIVED_TYPES, isExternalStorageHome, isLibrary, isStorage, type RootInfo } from './rootInfo.ts';

/** Begins the names of packages that stand first among the apps: config preferred_root_package. */
export const PREFERRED_ROOT_PACKAGE = 'com.android.shell';

/** An app's activity that answers the same request itself. */
export type HandlerActivity = Readonly<{ packageName: string; name: string; label: string }>;

export type SidebarItem =
  | Readonly<{ kind: 'root'; root: RootInfo }>
  | Readonly<{ kind: 'app'; activity: HandlerActivity }>
  /** One entry for both: the root, with a button that opens the app. */
  | Readonly<{ kind: 'rootAndApp'; root: RootInfo; activity: HandlerActivity }>;

export type SidebarRow = SidebarItem | Readonly<{ kind: 'spacer' }>;

type Sidebar = Readonly<{
  roots: readonly RootInfo[];
  /** Null for every request but GET_CONTENT, which shows apps beside the providers. */
  activities: readonly HandlerActivity[] | null;
  preferredPackagePrefix?: string;
}>;

/** The drawer from top to bottom. @param roots those that match the request */
export function sidebarRows(sidebar: Sidebar): readonly SidebarRow[] {
  const shown = sidebar.roots.filter((root) => !isExternalStorageHome(root));
  const groups: readonly (readonly SidebarItem[])[] = [
    shown.filter(isLibrary).sort(compareRoots).map(rootItem),
    shown.filter(isStorage).sort(compareRoots).map(rootItem),
    thirdGroup(sidebar),
  ];
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, index): readonly SidebarRow[] => (index === 0 ? group : [{ kind: 'spacer' }, ...group]));
}

/** Other providers and, for GET_CONTENT, other apps: what the apps row shows as well. */
export function thirdGroup(sidebar: Sidebar): readonly SidebarItem[] {
  const others = sidebar.roots.filter((root) => root.derivedType === 'OTHER' && !isExternalStorageHome(root));
  if (sidebar.activities === null) return others.sort(compareRoots).map(rootItem);
  const activities = new Map(sidebar.activities.map((activity) => [activity.packageName, activity]));
  const roots = others.map((root): SidebarItem => {
    const activity = activities.get(root.packageName);
    return activity === undefined ? rootItem(root) : { kind: 'rootAndApp', root, activity };
  });
  const ofProviders = new Set(others.map(({ packageName }) => packageName));
  const apps = [...activities.values()].filter(({ packageName }) => !ofProviders.has(packageName));
  return sortThirdGroup(
    [...roots, ...apps.map((activity) => ({ kind: 'app' as const, activity }))],
    sidebar.preferredPackagePrefix ?? PREFERRED_ROOT_PACKAGE,
  );
}

/** RootsFragment.ItemComparator: preferred packages, then title; an app before the roots of the same title. */
export function sortThirdGroup(items: readonly SidebarItem[], preferredPackagePrefix: string): readonly SidebarItem[] {
  const isPreferred = (item: SidebarItem) =>
    preferredPackagePrefix !== '' && packageOf(item).startsWith(preferredPackagePrefix);
  return [...items].sort(
    (left, right) =>
      Number(isPreferred(right)) - Number(isPreferred(left)) ||
      compareToIgnoreCaseNullable(titleOf(left), titleOf(right)) ||
      Number(right.kind === 'app') - Number(left.kind === 'app') ||
      compareToIgnoreCaseNullable(summaryOf(left), summaryOf(right)),
  );
}

/** RootInfo.compareTo. */
function compareRoots(left: RootInfo, right: RootInfo): number {
  return (
    DERIVED_TYPES.indexOf(left.derivedType) - DERIVED_TYPES.indexOf(right.derivedType) ||
    compareToIgnoreCaseNullable(left.title, right.title) ||
    compareToIgnoreCaseNullable(left.summary, right.summary)
  );
}

/** Whether the drawer has something to choose from. */
export function isDrawerLocked(rows: readonly SidebarRow[]): boolean {
  return rows.length <= 1;
}

export function titleOf(item: SidebarItem): string {
  return item.kind === 'app' ? item.activity.label : item.root.title;
}

export function packageOf(item: SidebarItem): string {
  return item.kind === 'app' ? item.activity.packageName : item.root.packageName;
}

function summaryOf(item: SidebarItem): string | null {
  return item.kind === 'app' ? null : item.root.summary;
}

function rootItem(root: RootInfo): SidebarItem {
  return { kind: 'root', root };
}
