// Mirrors DocumentsUI's PickActivity.
import { type KeyboardEvent, useCallback, useId, useMemo } from 'react';
import type { Context } from '../../sdk/context.ts';
import type { DialogProps } from '../ui/dialogProps.ts';
import type { OverflowItem } from '../ui/OverflowMenu.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { Snackbar } from '../ui/Snackbar.tsx';
import { useModal } from '../ui/useModal.ts';
import { useReturningFocus } from '../ui/useReturningFocus.ts';
import { SaveBar, TreeBar } from './BottomBars.tsx';
import { BreadcrumbBar } from './BreadcrumbBar.tsx';
import { currentTitle, isStackRecents } from './breadcrumbs.ts';
import { ChipRow } from './ChipRow.tsx';
import { chipsOf, isChipRowVisible } from './chips.ts';
import { DirectoryView } from './DirectoryView.tsx';
import { isCreateSupported } from './documentInfo.ts';
import { ConfirmAlert, NewFolderAlert, SortAlert } from './PickerDialogs.tsx';
import { ActionModeToolbar, PickerToolbar, SearchToolbar } from './PickerToolbar.tsx';
import { type HiddenRoot, RootsDrawer } from './RootsDrawer.tsx';
import { isExternalStorageHome, rootKey } from './rootInfo.ts';
import { isSaveEnabled } from './savePicker.ts';
import { isSearching, isSearchVisible } from './searchQuery.ts';
import { isDrawerLocked, sidebarRows, thirdGroup } from './sidebar.ts';
import { documentsText } from './strings.ts';
import { type Picker, type PickerAsk, usePicker } from './usePicker.ts';
import { type PickerActions, usePickerActions } from './usePickerActions.ts';
import { useWidth } from './useWidth.ts';

type DocumentPickerProps = DialogProps<'documentPicker'> &
  Readonly<{
    /** The picker's own connection to the device. */
    context: Context;
    /** Of the device's clock: what is today, and what is recent. */
    currentTimeMillis: number;
  }>;

type PartProps = Readonly<{ ask: PickerAsk; picker: Picker; actions: PickerActions }>;

/** From here on the drawer has a place of its own: sw720. */
const WIDE = 720;

/** Lets the user choose documents, a folder, or a place and a name. */
export function DocumentPicker({ ask, onAnswer, context, currentTimeMillis }: DocumentPickerProps) {
  const titleId = useId();
  const picker = usePicker(ask, context, currentTimeMillis);
  const actions = usePickerActions(ask, context, picker, onAnswer);
  const modal = useModal<HTMLDivElement>(actions.back);
  const isWide = useWidth(modal.ref) >= WIDE;
  const { state, dispatch, matching } = picker;
  const activities = ask.action === 'GET_CONTENT' ? ask.activities : null;
  const rows = useMemo(() => sidebarRows({ roots: matching, activities }), [matching, activities]);
  const others = useMemo(() => thirdGroup({ roots: matching, activities }), [matching, activities]);
  const onSnackbarGone = useCallback(() => dispatch({ type: 'snackbarShown', text: null }), [dispatch]);
  const isDrawerOpen = state.isDrawerOpen && !isWide;
  const onFocus = useReturningFocus(isDrawerOpen || state.dialog !== null);
  return (
    <div
      {...modal}
      className="document-picker"
      role="dialog"
      aria-modal="true"
      aria-labelledby={titleId}
      tabIndex={-1}
      data-action={ask.action}
      data-wide={isWide}
      onKeyDown={(event) => {
        modal.onKeyDown(event);
        onShortcut(event, ask, picker, actions);
      }}
    >
      <div className="docs-window" inert={state.dialog !== null}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: it only remembers where the focus was. */}
        <div className="docs-main" inert={isDrawerOpen} onFocus={onFocus}>
          <TopBars
            ask={ask}
            picker={picker}
            actions={actions}
            titleId={titleId}
            hasMenu={!isWide && !isDrawerLocked(rows)}
          />
          <DirectoryView {...{ ask, context, picker, actions, others }} now={currentTimeMillis} />
          <Snackbar message={state.snackbar} onGone={onSnackbarGone} />
          <BottomBar ask={ask} picker={picker} actions={actions} />
        </div>
        {(isWide || isDrawerOpen) && (
          <RootsDrawer
            title={pickerTitle(ask)}
            rows={rows}
            hidden={hiddenRoots(picker)}
            currentKey={state.stack && rootKey(state.stack.root)}
            isFixed={isWide}
            onRoot={(root) => dispatch({ type: 'rootPicked', root })}
            onApp={actions.openApp}
            onEject={actions.eject}
            onClose={() => dispatch({ type: 'drawerMoved', isOpen: false })}
          />
        )}
      </div>
      <OpenDialog ask={ask} picker={picker} actions={actions} />
    </div>
  );
}

function pickerTitle({ prompt, action }: PickerAsk): string {
  return prompt ?? documentsText(action === 'CREATE' ? 'title_save' : 'title_open');
}

/** What a device with a keyboard does: Ctrl+F searches, Ctrl+A selects. */
function onShortcut(event: KeyboardEvent, ask: PickerAsk, picker: Picker, actions: PickerActions): void {
  const { state, dispatch } = picker;
  if (!(event.ctrlKey || event.metaKey) || event.altKey || state.dialog !== null) return;
  const key = event.key.toLowerCase();
  if (key === 'f' && state.stack !== null && isSearchVisible(ask.action, state.stack.root)) {
    dispatch({ type: 'searchOpened' });
  } else if (key === 'a' && !(event.target instanceof HTMLInputElement)) actions.selectAll();
  else return;
  event.preventDefault();
}

/** The roots this request does not see, and providers that have none. */
function hiddenRoots({ excluded, providers }: Picker): readonly HiddenRoot[] {
  return [
    ...excluded
      .filter(({ root }) => !isExternalStorageHome(root))
      .map(({ root, reason }) => ({ key: rootKey(root), title: root.title, reason })),
    ...providers.reasons.map(({ authority, label, reason }) => ({ key: authority, title: label, reason })),
  ];
}

type TopBarsProps = PartProps & Readonly<{ titleId: string; hasMenu: boolean }>;

function TopBars({ ask, picker, actions, titleId, hasMenu }: TopBarsProps) {
  const { state, dispatch, view } = picker;
  const { stack, search } = state;
  const isAtRoot = stack === null || stack.documents.length <= 1;
  const canSearch = stack !== null && isSearchVisible(ask.action, stack.root);
  const chips = stack === null ? [] : chipsOf(ask.sdk, ask.acceptMimes, stack.root.mimeTypes);
  const hasCrumbs = stack !== null && !isStackRecents(stack) && !state.isSearchOpen && !isSearching(search);
  return (
    <div className="docs-bars">
      {state.selection.length > 0 ? (
        <ActionModeToolbar
          count={state.selection.length}
          onClear={() => dispatch({ type: 'selectionCleared' })}
          onSelect={actions.pickSelected}
          onSelectAll={actions.selectAll}
        />
      ) : state.isSearchOpen ? (
        <SearchToolbar
          text={state.searchText}
          hint={documentsText('search_hint', { root: stack?.root.title ?? '' })}
          history={state.searchHistory}
          onType={(text) => dispatch({ type: 'searchTyped', text })}
          onSubmit={() => dispatch({ type: 'searchStarted', isSubmitted: true })}
          onClose={() => dispatch({ type: 'searchClosed' })}
        />
      ) : (
        <PickerToolbar
          title={pickerTitle(ask)}
          titleId={titleId}
          onMenu={hasMenu ? () => dispatch({ type: 'drawerMoved', isOpen: true }) : null}
          isMenuOpen={state.isDrawerOpen}
          onUp={isAtRoot ? null : actions.back}
          onSearch={canSearch ? () => dispatch({ type: 'searchOpened' }) : null}
          items={overflowItems(ask, picker, actions)}
        />
      )}
      {(state.selection.length > 0 || state.isSearchOpen) && (
        <h1 id={titleId} className="visually-hidden">
          {pickerTitle(ask)}
        </h1>
      )}
      {hasCrumbs && <BreadcrumbBar stack={stack} onCrumb={(index) => dispatch({ type: 'crumbTapped', index })} />}
      {canSearch && isChipRowVisible(stack.root, chips.length) && (isStackRecents(stack) || !hasCrumbs) && (
        <ChipRow chips={chips} checked={search.chips} onToggle={(chip) => dispatch({ type: 'chipToggled', chip })} />
      )}
      <div className="docs-progress">
        <ProgressBar label={documentsText('loading')} busy={view.isLoading} />
      </div>
    </div>
  );
}

function overflowItems(ask: PickerAsk, picker: Picker, actions: PickerActions): readonly OverflowItem[] {
  const { state, dispatch, cwd, directory } = picker;
  if (state.stack === null) return [];
  const makesFolders = ask.action === 'CREATE' || ask.action === 'OPEN_TREE';
  const canCreate = makesFolders && cwd !== null && isCreateSupported(cwd) && !isSearching(state.search);
  const item = (id: string, label: OverflowItem['label'], onChoose: () => void) => ({ id, label, onChoose });
  return [
    ...(canCreate
      ? [
          item('createDir', documentsText('menu_create_dir'), () =>
            dispatch({ type: 'dialogOpened', dialog: { kind: 'newFolder' } }),
          ),
        ]
      : []),
    item('sort', documentsText('menu_sort'), () => dispatch({ type: 'dialogOpened', dialog: { kind: 'sort' } })),
    ...(ask.allowMultiple && directory.rows.length > 0
      ? [item('selectAll', documentsText('menu_select_all'), actions.selectAll)]
      : []),
    item('hidden', documentsText(state.showHidden ? 'menu_hide_hidden_files' : 'menu_show_hidden_files'), () =>
      dispatch({ type: 'hiddenToggled' }),
    ),
  ];
}

function BottomBar({ ask, picker, actions }: PartProps) {
  const { state, dispatch, cwd, isBlocked, directory } = picker;
  if (ask.action === 'CREATE') {
    return (
      <SaveBar
        save={state.save}
        mimeType={ask.mimeType}
        isEnabled={isSaveEnabled(cwd)}
        onName={(name) => dispatch({ type: 'save', action: { type: 'nameEdited', name } })}
        onSave={actions.save}
      />
    );
  }
  if (ask.action !== 'OPEN_TREE' || cwd === null || !directory.hasAnswer) return null;
  const onBlocked = () => dispatch({ type: 'snackbarShown', text: documentsText('directory_blocked_header_subtitle') });
  return (
    <TreeBar
      isBlocked={isBlocked}
      onUse={() => dispatch({ type: 'dialogOpened', dialog: { kind: 'confirmTree', directory: cwd } })}
      onBlocked={onBlocked}
    />
  );
}

function OpenDialog({ ask, picker, actions }: PartProps) {
  const { state, dispatch, sort } = picker;
  const { dialog, stack } = state;
  const onClose = () => dispatch({ type: 'dialogClosed' });
  switch (dialog?.kind) {
    case undefined:
      return null;
    case 'newFolder':
      return <NewFolderAlert onCreate={actions.createFolder} onClose={onClose} />;
    case 'sort':
      return (
        <SortAlert
          sort={sort}
          onChoose={(chosen) => dispatch({ type: 'sortChosen', sort: chosen })}
          onClose={onClose}
        />
      );
    case 'overwrite':
      return (
        <ConfirmAlert
          title={documentsText('overwrite_file_confirmation_message', { name: dialog.target.displayName })}
          yes={documentsText('ok')}
          onYes={() => actions.overwrite(dialog.target)}
          onClose={onClose}
        />
      );
    case 'confirmTree': {
      const app = ask.appLabel === '' ? documentsText('anonymous_application') : ask.appLabel;
      const folder = stack === null ? dialog.directory.displayName : currentTitle(stack);
      return (
        <ConfirmAlert
          title={documentsText('open_tree_title', { app, folder })}
          message={documentsText('open_tree_message', { app, folder })}
          yes={documentsText('allow')}
          onYes={() => actions.pickTree(dialog.directory)}
          onClose={onClose}
        />
      );
    }
  }
}
