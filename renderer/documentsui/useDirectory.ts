// The rows of where the picker is: a directory, a search, or Recents.
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { Throwable, type UserAction } from '../../contract/android/errors.ts';
import { RESULT_OK } from '../../contract/android/intent.ts';
import type { Context } from '../../sdk/context.ts';
import { isStackRecents, type PickerStack, peek } from './breadcrumbs.ts';
import { DirectoryLoader, type DirectorySnapshot, type Loader, NO_ANSWER } from './directoryLoader.ts';
import { type DocumentFilter, isListed } from './enabled.ts';
import { contextPort, type LoaderPort } from './loaderPort.ts';
import {
  globalSearchQuery,
  isGlobalSearchSource,
  isRecentsSource,
  MAX_DOCS_FROM_ROOT,
  mergeGlobalSearch,
  mergeRecents,
  type RootQuery,
  recentsQuery,
} from './multiRoot.ts';
import { MultiRootLoader } from './multiRootLoader.ts';
import { type RootInfo, rootKey } from './rootInfo.ts';
import { childrenQuery, isSearching, rootSearchQuery, type Search, searchQueryArgs } from './searchQuery.ts';
import type { Sort } from './sorting.ts';

/** Where the picker is and what it lists. Two requests that are equal as JSON are one. */
export type DirectoryRequest = Readonly<{
  stack: PickerStack;
  /** The roots that match the app's request: Recents and its search ask them. */
  matchingRoots: readonly RootInfo[];
  search: Search;
  sort: Sort;
  filter: DocumentFilter;
  showHidden: boolean;
  /** Milliseconds since 1970 UTC: what is recent. */
  currentTimeMillis: number;
  /** Local midnight seven days ago, milliseconds since 1970 UTC. */
  weekAgo: number;
}>;

export type Directory = DirectorySnapshot &
  Readonly<{
    reload: () => void;
    /** Starts what an AuthenticationRequiredException asks for, and reloads when the user signed in. */
    signIn: (userAction: UserAction) => Promise<void>;
  }>;

/** Number of the picker's own startIntentSenderForResult. */
const CODE_AUTHENTICATION = 43;

/** @param request null while the picker does not know where it is */
export function useDirectory(context: Context, request: DirectoryRequest | null): Directory {
  const port = useMemo(() => contextPort(context), [context]);
  const source = request === null ? null : sourceKey(request);
  const latest = useRef(request);
  latest.current = request;
  const [opened, setOpened] = useState<Readonly<{ source: string; loader: Loader | null }> | null>(null);
  useEffect(() => {
    if (source === null || latest.current === null) return;
    const loader = directoryLoader(port, latest.current);
    setOpened({ source, loader });
    void loader?.reload();
    return () => loader?.close();
  }, [port, source]);
  // Between a step and its effect the rows of the last place are still there.
  const isOpened = opened?.source === source;
  const loader = isOpened ? opened.loader : null;
  const snapshot = useSyncExternalStore(
    loader?.subscribe ?? subscribeNothing,
    loader?.snapshot ?? (isOpened ? noDirectory : noAnswer),
  );
  const shown = useKeptRows(snapshot, request === null ? '' : placeKey(request));
  const reload = useCallback(() => void loader?.reload(), [loader]);
  const signIn = useCallback(
    async ({ actionIntent }: UserAction) => {
      const { resultCode } = await context.startIntentSenderForResult(actionIntent, CODE_AUTHENTICATION);
      if (resultCode === RESULT_OK) await loader?.reload();
    },
    [context, loader],
  );
  return { ...shown, reload, signIn };
}

/** The loader of a request; null for a root that has no directory yet. */
export function directoryLoader(port: LoaderPort, request: DirectoryRequest): Loader | null {
  const { stack, search, sort, filter, showHidden } = request;
  if (isStackRecents(stack)) return new MultiRootLoader(port, multiRootSource(request));
  const directory = currentDirectory(stack);
  const query = isSearching(search)
    ? rootSearchQuery(stack.root, sort, search, request.weekAgo)
    : directory && childrenQuery(directory, sort);
  if (query === null) return null;
  const listing = { ...filter, showHidden };
  return new DirectoryLoader(port, { query, sort, isListed: (document) => isListed(document, listing) });
}

/** Before a root's own row is there, its id is enough to list it. */
function currentDirectory(stack: PickerStack) {
  const { authority, documentId } = stack.root;
  return peek(stack) ?? (authority === null || documentId === null ? null : { authority, documentId });
}

function multiRootSource(request: DirectoryRequest) {
  const { matchingRoots, search, sort, currentTimeMillis } = request;
  const filter = { acceptMimes: request.filter.acceptMimes, showHidden: request.showHidden, sort };
  const present = (query: RootQuery | null) => (query === null ? [] : [query]);
  if (!isSearching(search)) {
    const queries = matchingRoots.filter(isRecentsSource).flatMap((root) => present(recentsQuery(root, sort)));
    return {
      ...{ queries, cap: MAX_DOCS_FROM_ROOT },
      merge: (perRoot: Parameters<typeof mergeRecents>[0]) => mergeRecents(perRoot, currentTimeMillis, filter),
    };
  }
  const searchArgs = searchQueryArgs(search, request.weekAgo);
  const queries = matchingRoots
    .filter(isGlobalSearchSource)
    .flatMap((root) => present(globalSearchQuery(root, sort, searchArgs)));
  const merge = (perRoot: Parameters<typeof mergeGlobalSearch>[0]) => mergeGlobalSearch(perRoot, filter);
  return { queries, cap: null, merge };
}

/** What the rows depend on: other titles or free space of a root are no reason to ask again. */
function sourceKey(request: DirectoryRequest): string {
  const { stack, matchingRoots, search, sort, filter, showHidden } = request;
  const asked = isStackRecents(stack) ? matchingRoots.map(rootKey) : [];
  return JSON.stringify([placeKey(request), asked, search, sort, filter, showHidden]);
}

function placeKey({ stack, search }: DirectoryRequest): string {
  return JSON.stringify([rootKey(stack.root), currentDirectory(stack)?.documentId ?? null, isSearching(search)]);
}

/** Another order of the same place: its rows stay on screen until the new ones are there. */
function useKeptRows(snapshot: DirectorySnapshot, place: string): DirectorySnapshot {
  const [kept, setKept] = useState({ place, snapshot });
  if (kept.place !== place || (snapshot.hasAnswer && kept.snapshot !== snapshot)) setKept({ place, snapshot });
  return snapshot.hasAnswer || kept.place !== place ? snapshot : { ...kept.snapshot, isLoading: true };
}

const subscribeNothing = () => () => {};
const noAnswer = () => NO_ANSWER;
/** A root whose provider left out which directory it is. */
const NO_DIRECTORY: DirectorySnapshot = {
  ...NO_ANSWER,
  ...{
    error: new Throwable('NullPointerException', 'The root has no document_id.'),
    hasAnswer: true,
    isLoading: false,
  },
};
const noDirectory = () => NO_DIRECTORY;
