// Mirrors DocumentsUI's picker/ActionHandler: the picker's state, joined to what the providers tell.
import { type Dispatch, useEffect, useMemo, useReducer, useState } from 'react';
import type { Dialogs } from '../../contract/rpc/systemUi.ts';
import type { Context } from '../../sdk/context.ts';
import { peek } from './breadcrumbs.ts';
import { localDateIn, weekAgo } from './chips.ts';
import { type DirectoryState, directoryState, isBlockedFromTree } from './directoryState.ts';
import { type DocumentInfo, documentKey } from './documentInfo.ts';
import { contextAccess, type DocumentsAccess } from './documentsAccess.ts';
import type { DocumentFilter } from './enabled.ts';
import { restrictsStorageAccess } from './initialLocation.ts';
import { type ExcludedRoot, excludedRoots, matchingRoots, type RootFilter } from './matchingRoots.ts';
import { fallbackStack, openLocation } from './openLocation.ts';
import { openPicker, type PickerEvent, type PickerState, pickerReducer } from './pickerState.ts';
import { loadPreferences, savePreferences } from './preferences.ts';
import type { ProvidersSnapshot } from './providersCache.ts';
import { isRecents, type RootInfo, rootKey } from './rootInfo.ts';
import { isSearching, SEARCH_DELAY_MS } from './searchQuery.ts';
import { currentSort, type Sort } from './sorting.ts';
import { type Directory, useDirectory } from './useDirectory.ts';
import { useProviders } from './useProviders.ts';
import { useRootDocument } from './useRootDocument.ts';

export type PickerAsk = Dialogs['documentPicker']['ask'];

export type Picker = Readonly<{
  state: PickerState;
  dispatch: Dispatch<PickerEvent>;
  access: DocumentsAccess;
  filter: DocumentFilter;
  providers: ProvidersSnapshot;
  matching: readonly RootInfo[];
  excluded: readonly ExcludedRoot[];
  directory: Directory;
  /** The directory on screen; null in Recents, and until it is known. */
  cwd: DocumentInfo | null;
  /** What stands around and in place of the rows. */
  view: DirectoryState;
  sort: Sort;
  /** Label of the app whose provider is on screen. */
  appName: string;
  isBlocked: boolean;
}>;

/** @param currentTimeMillis of the device's clock */
export function usePicker(ask: PickerAsk, context: Context, currentTimeMillis: number): Picker {
  const [state, dispatch] = useReducer(pickerReducer, ask, ({ title, contentQuery }) =>
    openPicker({ title, contentQuery, ...loadPreferences() }),
  );
  const access = useMemo(() => contextAccess(context), [context]);
  const providers = useProviders(context);
  const roots = useMatchingRoots(ask, providers.roots);
  useOpening({ ask, access, providers, matching: roots.matching, state, dispatch });
  useRootDocument(access, state.stack, dispatch);
  useSearchDelay(state, dispatch);
  const { viewModes, showHidden, searchHistory } = state;
  useEffect(() => savePreferences({ viewModes, showHidden, searchHistory }), [viewModes, showHidden, searchHistory]);
  const filter = useMemo<DocumentFilter>(
    () => ({ action: ask.action, acceptMimes: ask.acceptMimes, openableOnly: ask.openableOnly }),
    [ask],
  );
  const { stack } = state;
  const cwd = stack === null ? null : peek(stack);
  const sort = currentSort(state.userSort, cwd?.flags ?? null, stack !== null && isRecents(stack.root));
  const week = useMemo(() => lastWeek(currentTimeMillis), [currentTimeMillis]);
  const request = stack && { stack, matchingRoots: roots.matching, search: state.search, sort, filter, showHidden };
  const directory = useDirectory(context, request && { ...request, currentTimeMillis, weekAgo: week });
  useKeptSelection(state, directory, dispatch);
  const isBlocked = isBlockedFromTree(ask.action, cwd, restrictsStorageAccess(ask));
  const appName = providers.providers.find(({ authority }) => authority === stack?.root.authority)?.label ?? '';
  const view = viewOf(directory, {
    ...{ isSearching: isSearching(state.search), rootTitle: stack?.root.title ?? '' },
    ...{ appName, isBlockedFromTree: isBlocked },
  });
  return { state, dispatch, access, filter, providers, ...roots, directory, cwd, view, sort, appName, isBlocked };
}

function lastWeek(now: number): number {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return weekAgo(localDateIn(now, timeZone), timeZone);
}

const UNANSWERED: DirectoryState = { header: null, body: null, rowsShown: 0, isLoading: true };

function viewOf(directory: Directory, scene: Parameters<typeof directoryState>[1]): DirectoryState {
  const { rows, extras, error, hasAnswer, isLoading } = directory;
  if (!hasAnswer) return UNANSWERED;
  const view = directoryState({ rowCount: rows.length, extras, error }, scene);
  // A directory is not empty as long as somebody looks for what is in it.
  const body = isLoading && view.body?.kind === 'empty' && extras?.loading !== true ? null : view.body;
  return { ...view, body, isLoading: view.isLoading || isLoading };
}

function useMatchingRoots(ask: PickerAsk, roots: readonly RootInfo[]) {
  return useMemo(() => {
    const { action, acceptMimes, localOnly, excludedAuthorities } = ask;
    const filter: RootFilter = { action, acceptMimes, localOnly, excludedAuthorities };
    return { matching: matchingRoots(roots, filter), excluded: excludedRoots(roots, filter) };
  }, [ask, roots]);
}

type Opening = Readonly<{
  ask: PickerAsk;
  access: DocumentsAccess;
  providers: ProvidersSnapshot;
  matching: readonly RootInfo[];
  state: PickerState;
  dispatch: Dispatch<PickerEvent>;
}>;

/** Goes somewhere when the roots are known, keeps the root's row up to date, and leaves one that vanished. */
function useOpening({ ask, access, providers, matching, state, dispatch }: Opening): void {
  const { isLoaded, roots, providers: installed } = providers;
  const isOpen = state.stack !== null;
  useEffect(() => {
    if (!isLoaded || isOpen) return;
    let isGone = false;
    const isDocumentsProvider = (authority: string) => installed.some((provider) => provider.authority === authority);
    void openLocation(access, { ask, roots, matching, isDocumentsProvider }).then((stack) => {
      if (!isGone) dispatch({ type: 'opened', stack });
    });
    return () => {
      isGone = true;
    };
  }, [ask, access, isLoaded, isOpen, roots, installed, matching, dispatch]);
  const root = state.stack?.root ?? null;
  useEffect(() => {
    if (!isLoaded || root === null) return;
    const now = matching.find((other) => rootKey(other) === rootKey(root));
    if (now !== undefined) {
      if (JSON.stringify(now) !== JSON.stringify(root)) dispatch({ type: 'rootChanged', root: now });
      return;
    }
    let isGone = false;
    void fallbackStack(access, { ask, matching }).then(({ root: other }) => {
      if (!isGone && rootKey(other) !== rootKey(root)) dispatch({ type: 'rootPicked', root: other });
    });
    return () => {
      isGone = true;
    };
  }, [ask, access, isLoaded, root, matching, dispatch]);
}

/** Typing that stopped is a search. */
function useSearchDelay({ searchText, search }: PickerState, dispatch: Dispatch<PickerEvent>): void {
  useEffect(() => {
    if (searchText === search.text) return;
    const timer = setTimeout(() => dispatch({ type: 'searchStarted', isSubmitted: false }), SEARCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [searchText, search.text, dispatch]);
}

/** What went away meanwhile cannot be picked any more. */
function useKeptSelection({ selection }: PickerState, directory: Directory, dispatch: Dispatch<PickerEvent>): void {
  const { rows, hasAnswer, isLoading } = directory;
  const [checked, setChecked] = useState(rows);
  const isNew = hasAnswer && !isLoading && checked !== rows;
  useEffect(() => {
    if (!isNew) return;
    setChecked(rows);
    if (selection.length === 0) return;
    const keys = new Set(rows.map(documentKey));
    dispatch({ type: 'rowsChanged', keys });
  }, [isNew, rows, selection, dispatch]);
}
