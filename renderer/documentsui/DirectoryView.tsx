// Mirrors DocumentsUI's dirlist/DirectoryFragment and DirectoryAddonsAdapter: what stands around and in place of the rows.
import { useRef, useState } from 'react';
import type { Context } from '../../sdk/context.ts';
import { Icon } from '../ui/Icon.tsx';
import { AppsRow } from './AppsRow.tsx';
import { isAppsRowVisible } from './appsRow.ts';
import { currentTitle, isStackRecents, type PickerStack, peek } from './breadcrumbs.ts';
import { DocumentGrid } from './DocumentGrid.tsx';
import type { ItemLook } from './DocumentItem.tsx';
import type { HeaderMessage } from './directoryState.ts';
import { isPhotoPicking } from './enabled.ts';
import { headerTitle } from './headerTitle.ts';
import { EmptyView, MessageCard } from './MessageCard.tsx';
import { rootKey } from './rootInfo.ts';
import { isSearching } from './searchQuery.ts';
import type { SidebarItem } from './sidebar.ts';
import { documentsText } from './strings.ts';
import type { Picker, PickerAsk } from './usePicker.ts';
import type { PickerActions } from './usePickerActions.ts';
import { useWidth } from './useWidth.ts';
import { type ViewMode, viewModeOf } from './viewMode.ts';

type DirectoryViewProps = Readonly<{
  ask: PickerAsk;
  context: Context;
  picker: Picker;
  actions: PickerActions;
  /** Other providers and apps: the apps row. */
  others: readonly SidebarItem[];
  now: number;
}>;

export function DirectoryView(props: DirectoryViewProps) {
  const { picker, ask, actions, others } = props;
  const { state, dispatch, view, directory } = picker;
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const { stack } = state;
  const isRecents = stack !== null && isStackRecents(stack);
  const searching = isSearching(state.search);
  const mode = viewModeOf(isRecents, stack && (state.viewModes[rootKey(stack.root)] ?? null), ask.acceptMimes);
  return (
    <div ref={scroller} className="docs-scroller" data-place={placeOf(stack)}>
      {view.header !== null && <Header key={view.header.text} header={view.header} picker={picker} />}
      {isAppsRowVisible(ask.action, isRecents && !searching, others.length) && (
        <AppsRow items={others} onRoot={(root) => dispatch({ type: 'rootPicked', root })} onApp={actions.openApp} />
      )}
      {stack !== null && (
        <HeaderRow stack={stack} picker={picker} mode={mode} isModeFixed={isRecents || directory.rows.length === 0} />
      )}
      {view.body !== null && <EmptyView message={view.body} error={directory.error} />}
      {view.rowsShown > 0 && width > 0 && (
        <DocumentGrid
          key={`${placeOf(stack)} ${searching}`}
          context={props.context}
          label={stack === null ? '' : currentTitle(stack)}
          rows={directory.rows}
          filter={picker.filter}
          look={lookOf(mode, picker)}
          selection={state.selection}
          allowMultiple={ask.allowMultiple}
          width={width}
          scroller={scroller}
          now={props.now}
          onTap={actions.tap}
          onLongPress={actions.longPress}
        />
      )}
    </div>
  );
}

function placeOf(stack: PickerStack | null): string {
  return stack === null ? '' : `${rootKey(stack.root)} ${peek(stack)?.documentId ?? ''}`;
}

function lookOf(mode: ViewMode, { filter }: Picker): ItemLook {
  return mode === 'grid' && isPhotoPicking(filter) ? 'photo' : mode;
}

/** A card stays until it is dismissed, or something else is to be said. */
function Header({ header, picker }: Readonly<{ header: HeaderMessage; picker: Picker }>) {
  const [isDismissed, setIsDismissed] = useState(false);
  if (isDismissed) return null;
  const { kind, userAction } = header;
  const onButton = () => {
    if (kind === 'blockedFromTree') picker.dispatch({ type: 'dialogOpened', dialog: { kind: 'newFolder' } });
    else if (kind !== 'authentication') setIsDismissed(true);
    // What the provider does about it, or does not, shows in the list.
    else if (userAction !== null) picker.directory.signIn(userAction).catch(() => picker.directory.reload());
  };
  return <MessageCard message={header} onButton={onButton} />;
}

type HeaderRowProps = Readonly<{ stack: PickerStack; picker: Picker; mode: ViewMode; isModeFixed: boolean }>;

function HeaderRow({ stack, picker, mode, isModeFixed }: HeaderRowProps) {
  const title = headerTitle(stack, {
    ...{ isSearching: isSearching(picker.state.search), isPhotoPicking: isPhotoPicking(picker.filter) },
    appName: picker.appName,
  });
  const other = mode === 'grid' ? 'list' : 'grid';
  return (
    <div className="docs-header-row">
      <h2>{title}</h2>
      {!isModeFixed && (
        <button
          type="button"
          className="icon-button state-layer docs-view-button"
          aria-label={documentsText(other === 'grid' ? 'menu_grid' : 'menu_list')}
          onClick={() => picker.dispatch({ type: 'viewModeChosen', mode: other })}
        >
          <Icon name={other === 'grid' ? 'viewGrid' : 'viewList'} />
        </button>
      )}
    </div>
  );
}
