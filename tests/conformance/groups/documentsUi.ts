// Runners for the rules of the document picker: its roots, where it opens, and what it lists.
import { parseUri } from '../../../contract/android/uri.ts';
import { isAppsRowVisible } from '../../../renderer/documentsui/appsRow.ts';
import { type Chip, chipQueryArgs, chipsOf, isChipRowVisible, weekAgo } from '../../../renderer/documentsui/chips.ts';
import type { DocumentInfo } from '../../../renderer/documentsui/documentInfo.ts';
import {
  isDocumentEnabled,
  isHiddenFile,
  isListed,
  isPhotoPicking,
  isSelectable,
} from '../../../renderer/documentsui/enabled.ts';
import {
  initialHint,
  initialLocation,
  isRestorable,
  isRestrictedInitialUri,
  type Location,
  RECENTS,
} from '../../../renderer/documentsui/initialLocation.ts';
import { defaultRoot, matchingRoots, type PickerAction } from '../../../renderer/documentsui/matchingRoots.ts';
import {
  anyMimeMatches,
  filterMatchesAny,
  findCommonMimeType,
  mimeMatches,
} from '../../../renderer/documentsui/mimeTypes.ts';
import { derivedTypeOf, type RootInfo, splitMimeTypes } from '../../../renderer/documentsui/rootInfo.ts';
import { type SidebarItem, sidebarRows, sortThirdGroup, titleOf } from '../../../renderer/documentsui/sidebar.ts';
import { currentSort, type Sort, sortDocuments, sortQueryArgs } from '../../../renderer/documentsui/sorting.ts';
import { type ViewMode, viewModeOf } from '../../../renderer/documentsui/viewMode.ts';
import type { Group, Groups } from '../groups.ts';

type Mime = Readonly<{ overload: string; filter: unknown; test: unknown }>;
type RootRow = Pick<RootInfo, 'flags' | 'mimeTypes' | 'userId'> &
  Readonly<{ id: string; authority: string | null; rootId: string | null }>;
type RootFilterCase = Readonly<{
  action: PickerAction;
  acceptMimes: readonly string[] | null;
  localOnly?: boolean;
  excludedAuthorities?: readonly string[];
  supportsCrossProfile?: boolean;
  roots: readonly RootRow[];
}>;
type SidebarCase = Readonly<{
  roots: readonly (Pick<RootInfo, 'title' | 'summary' | 'derivedType'> &
    Readonly<{ id: string; isStorageHome: boolean }>)[];
}>;
type ThirdGroupCase = Readonly<{
  preferredPackagePrefix: string;
  items: readonly Readonly<{ kind: SidebarItem['kind']; title: string; package: string; summary?: string | null }>[];
}>;
type Start = Readonly<{
  action: PickerAction;
  api?: number;
  targetSdk?: number;
  restoredStack: TextLocation | null;
  initialUri: string | null;
  lastAccessed: TextLocation | null;
  findDocumentPath?: Readonly<{ rootId: string | null; path: readonly string[] }> | null;
  leafIsDirectory?: boolean;
  rootFlags?: number | null;
}>;
type TextLocation = Readonly<{ root: string; stack?: readonly string[] }>;
type LastAccessedCase = Readonly<{
  stored: Readonly<{ package: string; root: string; stack: readonly string[] }> | null;
  callingPackage: string;
  matchingRoots: readonly string[];
  queryable: readonly string[];
}>;
type Enabled = Readonly<{
  action: PickerAction;
  acceptMimes: readonly string[] | null;
  openableOnly: boolean;
  document: Pick<DocumentInfo, 'mimeType' | 'flags'>;
}>;
export type RowCase = Readonly<{
  id: string;
  name: string;
  mime: string | null;
  size?: number | null;
  date?: number | null;
  flags?: number;
  typeLabel?: string | null;
}>;
type ListingCase = Omit<Enabled, 'document' | 'openableOnly'> &
  Readonly<{ openableOnly?: boolean; showHidden: boolean; rows: readonly RowCase[] }>;
type ChipsCase = Readonly<{
  api: number;
  acceptMimes: readonly string[] | null;
  rootMimeTypes: readonly string[] | null;
}>;

export const ROOT: RootInfo = {
  ...{ authority: 'com.example.docs', rootId: 'r', packageName: '', userId: 0, flags: 0, title: '', summary: null },
  ...{ documentId: 'r', availableBytes: -1, mimeTypes: null, queryArgs: null, derivedType: 'OTHER' },
};

export function documentOf({ id, name, mime, size, date, flags }: RowCase, authority = 'p'): DocumentInfo {
  return {
    ...{ authority, documentId: id, displayName: name, mimeType: mime, summary: null, flags: flags ?? 0 },
    ...{ size: size ?? null, lastModified: date ?? null },
  };
}

function rootsOf(rows: readonly RootRow[]) {
  return rows.map((row) => ({ ...ROOT, ...row, derivedType: derivedTypeOf(row) }));
}

function locationOf(text: TextLocation | null): Location | null {
  if (text === null || text.root === 'RECENTS') return text === null ? null : RECENTS;
  const slash = text.root.indexOf('/');
  const root = { authority: text.root.slice(0, slash), rootId: text.root.slice(slash + 1) };
  return { root, stack: text.stack ?? null };
}

function textOf({ root, stack }: Location): TextLocation {
  const text = root === null ? 'RECENTS' : `${root.authority}/${root.rootId}`;
  return stack === null ? { root: text } : { root: text, stack };
}

const mimeUi: Group = {
  run({ overload, filter, test }: Mime) {
    if (overload === 'list-list') return anyMimeMatches(filter as never, test as never);
    if (overload === 'one-list') return filterMatchesAny(filter as never, test as never);
    return mimeMatches(filter as never, test as never);
  },
};

const rootFilter: Group = {
  run: ({ roots, localOnly = false, excludedAuthorities = [], ...filter }: RootFilterCase) =>
    matchingRoots(rootsOf(roots), { ...filter, localOnly, excludedAuthorities }).map(({ id }) => id),
};

const defaultRootGroup: Group = {
  run({ roots, localOnly = false, excludedAuthorities = [], ...filter }: RootFilterCase) {
    const matching = matchingRoots(rootsOf(roots), { ...filter, localOnly, excludedAuthorities });
    return defaultRoot(matching, filter.action)?.id ?? null;
  },
};

const sidebarOrder: Group = {
  run({ roots }: SidebarCase) {
    const infos = roots.map(({ isStorageHome, id, ...root }) => ({
      ...{ ...ROOT, ...root, documentId: id },
      ...(isStorageHome ? { authority: 'com.android.externalstorage.documents', rootId: 'home' } : {}),
    }));
    return sidebarRows({ roots: infos, activities: null }).map((row) =>
      row.kind === 'spacer' ? '---' : row.kind === 'app' ? null : row.root.documentId,
    );
  },
};

const thirdGroupOrder: Group = {
  run({ items, preferredPackagePrefix }: ThirdGroupCase) {
    const all = items.map(({ kind, title, package: packageName, summary = null }): SidebarItem => {
      const root = { ...ROOT, title, packageName, summary };
      const activity = { packageName, name: 'A', label: title };
      if (kind === 'app') return { kind, activity };
      return kind === 'root' ? { kind, root } : { kind, root, activity };
    });
    return sortThirdGroup(all, preferredPackagePrefix).map(titleOf);
  },
};

const initialLocationGroup: Group = {
  run(start: Start) {
    const versions = { sdk: start.api ?? 34, targetSdk: start.targetSdk ?? 34 };
    const uri = start.initialUri === null ? null : parseUri(start.initialUri);
    const location = initialLocation({
      action: start.action,
      restored: locationOf(start.restoredStack),
      hint: initialHint(uri, versions, () => true),
      hintedRoot: start.rootFlags === undefined || start.rootFlags === null ? null : { flags: start.rootFlags },
      hintedPath: start.findDocumentPath ?? null,
      isHintedDirectory: start.leafIsDirectory ?? true,
      lastAccessed: locationOf(start.lastAccessed),
    });
    return textOf(location);
  },
};

const lastAccessed: Group = {
  run({ stored, callingPackage, matchingRoots: matchingRootKeys, queryable }: LastAccessedCase) {
    const last =
      stored === null ? null : { packageName: stored.package, rootKey: stored.root, documents: stored.stack };
    const canQuery = (document: string) => queryable.includes(document);
    return { restored: isRestorable(last, { callingPackage, matchingRootKeys, canQuery }) };
  },
};

const directoryListing: Group = {
  run({ rows, openableOnly = false, ...request }: ListingCase) {
    const listing = { ...request, openableOnly };
    return rows
      .map((row) => documentOf(row))
      .filter((document) => isListed(document, listing))
      .map((document) => ({ id: document.documentId, enabled: isDocumentEnabled(document, listing) }));
  },
};

const sort: Group = {
  run({ rows, ...order }: Sort & Readonly<{ rows: readonly RowCase[] }>) {
    const labels = new Map(rows.map(({ id, typeLabel }) => [id, typeLabel ?? null]));
    const typeLabelOf = ({ documentId }: DocumentInfo) => labels.get(documentId) ?? null;
    return sortDocuments(
      rows.map((row) => documentOf(row)),
      { sort: order, typeLabelOf },
    ).map(({ documentId }) => documentId);
  },
};

type Restricted = Readonly<{ api: number; targetSdk: number; initialUri: string }>;
type DefaultSort = Readonly<{ directoryFlags: number | null; isRecents: boolean; userChoice: Sort | null }>;
type View = Readonly<{ isRecents: boolean; savedForRoot: ViewMode | null; acceptMimes: readonly string[] | null }>;
type ChipRow = Readonly<{ rootFlags: number; queryArgs: string | null }>;
type AppsRow = Readonly<{ action: PickerAction; isRecents: boolean; items: number }>;
type Week = Readonly<{ nowLocal: string; zone: string }>;

export const documentsUiGroups: Groups = {
  mime_ui: mimeUi,
  common_mime: { run: ({ types }: Readonly<{ types: readonly string[] }>) => findCommonMimeType(types) },
  root_mime_column: {
    run: ({ columnValue }: Readonly<{ columnValue: string | null }>) => splitMimeTypes(columnValue),
  },
  root_filter: rootFilter,
  default_root: defaultRootGroup,
  root_derive: { run: (root: RootRow) => derivedTypeOf(root) },
  sidebar_order: sidebarOrder,
  third_group_order: thirdGroupOrder,
  initial_uri_restricted: {
    run: ({ api, targetSdk, initialUri }: Restricted) =>
      isRestrictedInitialUri(parseUri(initialUri), { sdk: api, targetSdk }),
  },
  initial_location: initialLocationGroup,
  last_accessed: lastAccessed,
  doc_enabled: {
    run: ({ document, ...filter }: Enabled) => ({
      enabled: isDocumentEnabled(document, filter),
      selectable: isSelectable(document, filter),
    }),
  },
  hidden_file: { run: (document: Pick<DocumentInfo, 'displayName' | 'documentId'>) => isHiddenFile(document) },
  directory_listing: directoryListing,
  sort,
  default_sort: {
    run: ({ directoryFlags, isRecents, userChoice }: DefaultSort) => currentSort(userChoice, directoryFlags, isRecents),
  },
  sort_query_args: { run: (order: Sort) => sortQueryArgs(order) },
  photo_picking: { run: (request: Pick<Enabled, 'action' | 'acceptMimes'>) => isPhotoPicking(request) },
  view_mode: {
    run: ({ isRecents, savedForRoot, acceptMimes }: View) => viewModeOf(isRecents, savedForRoot, acceptMimes),
  },
  chips: { run: ({ api, acceptMimes, rootMimeTypes }: ChipsCase) => chipsOf(api, acceptMimes, rootMimeTypes) },
  chip_query: { run: ({ checked }: Readonly<{ checked: readonly Chip[] }>) => chipQueryArgs(checked, 0) },
  chip_week: {
    run: ({ nowLocal, zone }: Week) => chipQueryArgs(['thisWeek'], weekAgo(nowLocal, zone)),
  },
  chip_row_visible: {
    run: ({ rootFlags, queryArgs }: ChipRow) =>
      isChipRowVisible({ flags: rootFlags, queryArgs }, chipsOf(34, ['*/*'], null).length),
  },
  apps_row: { run: ({ action, isRecents, items }: AppsRow) => isAppsRowVisible(action, isRecents, items) },
};
