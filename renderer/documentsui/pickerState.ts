// Mirrors DocumentsUI's base/State, and what its BaseActivity keeps beside it.
import { type PickerStack, pop, popTo, push } from './breadcrumbs.ts';
import type { Chip } from './chips.ts';
import { type DocumentInfo, documentKey } from './documentInfo.ts';
import { isRecents, type RootInfo, rootKey } from './rootInfo.ts';
import { openSavePicker, type SaveAction, type SavePicker, savePickerReducer } from './savePicker.ts';
import { isSearching, type Search, withHistory } from './searchQuery.ts';
import type { Sort } from './sorting.ts';
import type { ViewMode } from './viewMode.ts';

export type PickerDialog =
  | Readonly<{ kind: 'newFolder' }>
  | Readonly<{ kind: 'sort' }>
  | Readonly<{ kind: 'overwrite'; target: DocumentInfo }>
  | Readonly<{ kind: 'confirmTree'; directory: DocumentInfo }>;

export type PickerState = Readonly<{
  /** Null until the picker knows where it opens. */
  stack: PickerStack | null;
  isSearchOpen: boolean;
  /** What stands in the search field; `search` follows when typing stops. */
  searchText: string;
  search: Search;
  /** The newest in front. */
  searchHistory: readonly string[];
  /** What the user chose, by `rootKey`. */
  viewModes: Readonly<Record<string, ViewMode>>;
  /** What the user chose; kept as long as the picker is up. */
  userSort: Sort | null;
  showHidden: boolean;
  /** In the order they were selected. The action mode lasts as long as there is one. */
  selection: readonly DocumentInfo[];
  isDrawerOpen: boolean;
  dialog: PickerDialog | null;
  save: SavePicker;
  snackbar: string | null;
}>;

export type PickerEvent =
  /** The place to begin with; too late when the user has gone somewhere meanwhile. */
  | Readonly<{ type: 'opened'; stack: PickerStack }>
  /** The root that is shown is gone. */
  | Readonly<{ type: 'rootVanished'; fallback: PickerStack }>
  | Readonly<{ type: 'rootPicked'; root: RootInfo }>
  /** The root's own directory is known. */
  | Readonly<{ type: 'rootDocumentLoaded'; root: RootInfo; document: DocumentInfo }>
  /** The root's row changed: free space, title. */
  | Readonly<{ type: 'rootChanged'; root: RootInfo }>
  | Readonly<{ type: 'directoryEntered'; directory: DocumentInfo }>
  /** Where a directory lies that was found by a search, or that was asked for by its URI. */
  | Readonly<{ type: 'pathFound'; root: RootInfo; documents: readonly DocumentInfo[] }>
  | Readonly<{ type: 'crumbTapped'; index: number }>
  | Readonly<{ type: 'backPressed' }>
  | Readonly<{ type: 'searchOpened' }>
  | Readonly<{ type: 'searchTyped'; text: string }>
  /** By Enter, or because typing stopped; only Enter is remembered. */
  | Readonly<{ type: 'searchStarted'; isSubmitted: boolean }>
  | Readonly<{ type: 'chipToggled'; chip: Chip }>
  | Readonly<{ type: 'searchClosed' }>
  | Readonly<{ type: 'sortChosen'; sort: Sort }>
  | Readonly<{ type: 'viewModeChosen'; mode: ViewMode }>
  | Readonly<{ type: 'hiddenToggled' }>
  | Readonly<{ type: 'selectionToggled'; document: DocumentInfo }>
  /** @param documents those that are selectable */
  | Readonly<{ type: 'allSelected'; documents: readonly DocumentInfo[] }>
  | Readonly<{ type: 'selectionCleared' }>
  /** What is no longer listed is no longer selected. @param keys of `documentKey` */
  | Readonly<{ type: 'rowsChanged'; keys: ReadonlySet<string> }>
  | Readonly<{ type: 'drawerMoved'; isOpen: boolean }>
  | Readonly<{ type: 'dialogOpened'; dialog: PickerDialog }>
  | Readonly<{ type: 'dialogClosed' }>
  | Readonly<{ type: 'snackbarShown'; text: string | null }>
  | Readonly<{ type: 'save'; action: SaveAction }>;

type Start = Readonly<{
  /** EXTRA_TITLE. */
  title: string | null;
  /** EXTRA_CONTENT_QUERY, for the two requests that can search. */
  contentQuery: string | null;
}> &
  Partial<Pick<PickerState, 'searchHistory' | 'viewModes' | 'showHidden'>>;

const NO_SEARCH: Search = { text: '', chips: [] };

export function openPicker({ title, contentQuery, ...kept }: Start): PickerState {
  const text = contentQuery ?? '';
  return {
    ...{ stack: null, isSearchOpen: text !== '', searchText: text, search: { ...NO_SEARCH, text } },
    ...{ searchHistory: [], viewModes: {}, userSort: null, showHidden: false, selection: [] },
    ...{ isDrawerOpen: false, dialog: null, save: openSavePicker(title), snackbar: null },
    ...kept,
  };
}

/** The whole of the picker's state: no event asks a provider, and none has an effect but this. */
export function pickerReducer(state: PickerState, event: PickerEvent): PickerState {
  switch (event.type) {
    case 'backPressed':
      return wentBack(state);
    case 'searchOpened':
    case 'searchTyped':
    case 'searchStarted':
    case 'chipToggled':
    case 'searchClosed':
      return searchReducer(state, event);
    case 'selectionToggled':
    case 'allSelected':
    case 'selectionCleared':
    case 'rowsChanged':
      return { ...state, selection: selectionReducer(state.selection, event) };
    case 'sortChosen':
      return { ...state, userSort: event.sort, dialog: null };
    case 'viewModeChosen':
      return withViewMode(state, event.mode);
    case 'hiddenToggled':
      return { ...state, showHidden: !state.showHidden };
    case 'drawerMoved':
      return { ...state, isDrawerOpen: event.isOpen };
    case 'dialogOpened':
      return { ...state, dialog: event.dialog };
    case 'dialogClosed':
      return { ...state, dialog: null };
    case 'snackbarShown':
      return { ...state, snackbar: event.text };
    case 'save':
      return { ...state, save: savePickerReducer(state.save, event.action) };
    default:
      return navigated(state, event);
  }
}

type Navigation = Extract<
  PickerEvent,
  {
    type:
      | 'opened'
      | 'rootVanished'
      | 'rootPicked'
      | 'rootDocumentLoaded'
      | 'rootChanged'
      | 'directoryEntered'
      | 'pathFound'
      | 'crumbTapped';
  }
>;

function navigated(state: PickerState, event: Navigation): PickerState {
  const { stack } = state;
  switch (event.type) {
    case 'opened':
      return stack === null ? { ...state, stack: event.stack } : state;
    case 'rootVanished':
      return wentTo(state, event.fallback);
    case 'rootPicked':
      return wentTo({ ...state, isDrawerOpen: false }, { root: event.root, documents: [] });
    case 'rootDocumentLoaded':
      if (stack === null || stack.documents.length > 0 || rootKey(stack.root) !== rootKey(event.root)) return state;
      return { ...state, stack: { ...stack, documents: [event.document] } };
    case 'rootChanged':
      if (stack === null || rootKey(stack.root) !== rootKey(event.root)) return state;
      return { ...state, stack: { ...stack, root: event.root } };
    case 'directoryEntered':
      return stack === null ? state : wentTo(state, push(stack, event.directory));
    case 'pathFound':
      return wentTo(state, { root: event.root, documents: event.documents });
    case 'crumbTapped':
      return stack === null ? state : wentTo(state, popTo(stack, event.index));
  }
}

/** Another place: what was searched, selected and about to be replaced belongs to the last one. */
function wentTo(state: PickerState, stack: PickerStack): PickerState {
  const save = savePickerReducer(state.save, { type: 'navigated' });
  return { ...closeSearch(state), stack, selection: [], save };
}

/** What Back would close next; null when it would close the picker. */
export function backTarget(state: PickerState): 'dialog' | 'drawer' | 'selection' | 'search' | 'directory' | null {
  if (state.dialog !== null) return 'dialog';
  if (state.isDrawerOpen) return 'drawer';
  if (state.selection.length > 0) return 'selection';
  if (state.isSearchOpen || isSearching(state.search)) return 'search';
  return state.stack !== null && state.stack.documents.length > 1 ? 'directory' : null;
}

function wentBack(state: PickerState): PickerState {
  switch (backTarget(state)) {
    case 'dialog':
      return { ...state, dialog: null };
    case 'drawer':
      return { ...state, isDrawerOpen: false };
    case 'selection':
      return { ...state, selection: [] };
    case 'search':
      return closeSearch(state);
    case 'directory':
      return state.stack === null ? state : wentTo(state, pop(state.stack));
    case null:
      return state;
  }
}

type SearchEvent = Extract<
  PickerEvent,
  { type: 'searchOpened' | 'searchTyped' | 'searchStarted' | 'chipToggled' | 'searchClosed' }
>;

function searchReducer(state: PickerState, event: SearchEvent): PickerState {
  const { search, searchText } = state;
  switch (event.type) {
    case 'searchOpened':
      return { ...state, isSearchOpen: true };
    case 'searchTyped':
      return { ...state, isSearchOpen: true, searchText: event.text };
    case 'searchStarted': {
      const searchHistory = event.isSubmitted ? withHistory(state.searchHistory, searchText) : state.searchHistory;
      return { ...state, searchHistory, search: { ...search, text: searchText }, selection: [] };
    }
    case 'chipToggled':
      return { ...state, search: { ...search, chips: toggled(search.chips, event.chip) }, selection: [] };
    case 'searchClosed':
      return { ...closeSearch(state), selection: [] };
  }
}

function closeSearch(state: PickerState): PickerState {
  return { ...state, isSearchOpen: false, searchText: '', search: NO_SEARCH };
}

type SelectionEvent = Extract<
  PickerEvent,
  { type: 'selectionToggled' | 'allSelected' | 'selectionCleared' | 'rowsChanged' }
>;

function selectionReducer(selection: readonly DocumentInfo[], event: SelectionEvent): readonly DocumentInfo[] {
  switch (event.type) {
    case 'selectionToggled': {
      const key = documentKey(event.document);
      const others = selection.filter((document) => documentKey(document) !== key);
      return others.length < selection.length ? others : [...selection, event.document];
    }
    case 'allSelected': {
      const selected = new Set(selection.map(documentKey));
      return [...selection, ...event.documents.filter((document) => !selected.has(documentKey(document)))];
    }
    case 'selectionCleared':
      return [];
    case 'rowsChanged': {
      const kept = selection.filter((document) => event.keys.has(documentKey(document)));
      return kept.length === selection.length ? selection : kept;
    }
  }
}

/** Kept for the root; Recents has a mode of its own that is never kept. */
function withViewMode(state: PickerState, mode: ViewMode): PickerState {
  if (state.stack === null || isRecents(state.stack.root)) return state;
  return { ...state, viewModes: { ...state.viewModes, [rootKey(state.stack.root)]: mode } };
}

function toggled(chips: readonly Chip[], chip: Chip): readonly Chip[] {
  return chips.includes(chip) ? chips.filter((other) => other !== chip) : [...chips, chip];
}
