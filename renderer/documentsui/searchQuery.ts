// Mirrors DocumentsUI's queries/SearchViewManager and the URIs of AbstractActionHandler's loader.
import type { Bundle } from '../../contract/android/cursor.ts';
import {
  buildChildDocumentsUri,
  buildSearchDocumentsUri,
  QUERY_ARG_DISPLAY_NAME,
  Root,
  setManageMode,
} from '../../contract/android/documentsContract.ts';
import { type Chip, chipQueryArgs } from './chips.ts';
import type { DocumentInfo } from './documentInfo.ts';
import type { PickerAction } from './matchingRoots.ts';
import type { RootQuery } from './multiRoot.ts';
import { hasRootFlag, type RootInfo } from './rootInfo.ts';
import { type Sort, sortQueryArgs } from './sorting.ts';

/** How long after the last key a search begins, milliseconds; Enter begins it at once. */
export const SEARCH_DELAY_MS = 750;
/** Searches that are remembered. */
export const MAX_HISTORY = 200;

export type Search = Readonly<{ text: string; chips: readonly Chip[] }>;

/** Whether the list shows what was found, not what is there. */
export function isSearching({ text, chips }: Search): boolean {
  return text !== '' || chips.length > 0;
}

/** SearchViewManager.buildQueryArgs. @param weekAgo local midnight seven days ago, milliseconds since 1970 UTC */
export function searchQueryArgs({ text, chips }: Search, weekAgo: number): Bundle {
  return { ...chipQueryArgs(chips, weekAgo), ...(text === '' ? {} : { [QUERY_ARG_DISPLAY_NAME]: text }) };
}

/** Whether there is something to search with. Pickers of a place to write to have no search. */
export function isSearchVisible(action: PickerAction, root: Pick<RootInfo, 'flags'>): boolean {
  return (action === 'OPEN' || action === 'GET_CONTENT') && hasRootFlag(root, Root.FLAG_SUPPORTS_SEARCH);
}

/** A search inside of one root; null where the provider gave the root no id. */
export function rootSearchQuery(root: RootInfo, sort: Sort, search: Search, weekAgo: number): RootQuery | null {
  if (root.authority === null || root.rootId === null) return null;
  return {
    uri: buildSearchDocumentsUri(root.authority, root.rootId, search.text),
    queryArgs: { ...sortQueryArgs(sort), ...searchQueryArgs(search, weekAgo) },
  };
}

/** What is in a directory. @param showsAll whether the provider may show what it hides from apps */
export function childrenQuery(
  directory: Pick<DocumentInfo, 'authority' | 'documentId'>,
  sort: Sort,
  showsAll = false,
): RootQuery {
  const uri = buildChildDocumentsUri(directory.authority, directory.documentId);
  return { uri: showsAll ? setManageMode(uri) : uri, queryArgs: sortQueryArgs(sort) };
}

/** The newest search in front, each once. */
export function withHistory(history: readonly string[], text: string): readonly string[] {
  const entry = text.trim();
  return entry === '' ? history : [entry, ...history.filter((other) => other !== entry)].slice(0, MAX_HISTORY);
}
