// Mirrors photopicker/viewmodel/PickerViewModel: what is shown, what is selected, and what the buttons do.
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { ACTION_GET_CONTENT } from '../../contract/android/intent.ts';
import type { Uri } from '../../contract/android/uri.ts';
import type { Dialogs, PickerTab } from '../../contract/rpc/systemUi.ts';
import type { Context } from '../../sdk/context.ts';
import type { DialogProps } from '../ui/dialogProps.ts';
import { useDisplay } from '../ui/display.ts';
import type { OverflowItem } from '../ui/OverflowMenu.tsx';
import { localDate } from './dateTimeUtils.ts';
import type { Item } from './item.ts';
import { newestFirst } from './newestFirst.ts';
import { canCollapse, type PickerPurpose, type PickerStyle, pickerPurpose, pickerStyle } from './pickerStyle.ts';
import type { PreviewEntry } from './preview/previewLabels.ts';
import { type Selection, selectedUris, shownAsSelected } from './selection.ts';
import { useAnswer } from './useAnswer.ts';
import type { Album, PickerSource } from './usePickerRows.ts';
import { useSelection } from './useSelection.ts';

export type PhotoPickerProps = DialogProps<'photoPicker'> &
  Readonly<{
    /** The picker's own connection to the device. */
    context: Context;
    /** Of the device's clock: decides what is today. */
    currentTimeMillis: number;
    /** Leads to the page of Settings where a provider of cloud media is chosen. */
    onCloudMediaApp: () => void;
  }>;

/** What stands above the photos, whichever skin draws it. */
export type HeadProps = Readonly<{
  picker: Picker;
  /** What is behind the three dots, if anything. */
  menu: readonly OverflowItem[];
  /** Leads to the other profile, where there is one. */
  profile: ReactNode;
}>;

type Previewed = Readonly<{ startUri: Uri; uris: readonly Uri[]; entry: PreviewEntry }>;

type Route = Readonly<{
  tab: PickerTab;
  setTab: (tab: PickerTab) => void;
  /** The album whose content is shown, if one is. */
  album: Album | null;
  setAlbum: (album: Album | null) => void;
  preview: Previewed | null;
  setPreview: (preview: Previewed | null) => void;
  onPreview: (item: Item) => void;
}>;

type State = Omit<ReturnType<typeof useSelection>, 'toggle'> &
  Pick<ReturnType<typeof useAnswer>, 'preloading' | 'stopPreloading'> &
  Route;

export type Picker = State &
  Readonly<{
    ask: Dialogs['photoPicker']['ask'];
    context: Context;
    style: PickerStyle;
    purpose: PickerPurpose;
    source: PickerSource;
    /** Whose photos are shown. */
    userId: number;
    setUserId: (userId: number) => void;
    /** The day it is on the device, yyyy-mm-dd. */
    today: string;
    canCollapse: boolean;
    /** Selects or deselects; hands over where there can be only one. */
    choose: (uri: Uri) => void;
    /** The same for a cell of the grid. */
    onToggle: (item: Item) => void;
    viewSelected: () => void;
    confirm: () => void;
    /** Everything that was to be fetched is here. */
    finishPreload: () => void;
    /** These could not be fetched, and the user has read so. */
    failPreload: (uris: readonly Uri[]) => void;
    dismiss: () => void;
    /** Out of the album, or out of the picker. */
    goBack: () => void;
    /** To DocumentsUI; null where the picker does not lead there. */
    browse: (() => void) | null;
  }>;

/** One visit to the photo picker. */
export function usePicker({ ask, onAnswer, context, currentTimeMillis }: PhotoPickerProps): Picker {
  const { action, maxItems } = ask;
  const purpose = pickerPurpose(action);
  const display = useDisplay();
  const style = useMemo(() => pickerStyle(ask.skin, ask.sdk), [ask.skin, ask.sdk]);
  const { toggle, ...selected } = useSelection({ ...ask, purpose, style });
  const { answer, handOver, preloading, stopPreloading } = useAnswer(action, onAnswer);
  const route = useRoute(ask.launchTab);
  const { source, userId, setUserId } = useSource(ask, context, style);
  const dismiss = useCallback(() => answer(null), [answer]);
  const choose = useCallback(
    (uri: Uri) => (maxItems === 1 ? handOver([uri]) : toggle(uri)),
    [maxItems, handOver, toggle],
  );
  const { selection, deselectAll } = selected;
  return {
    ...{ ask, context, style, purpose, source, userId, choose, dismiss, preloading, stopPreloading },
    ...{ ...selected, ...route },
    setUserId: (next) => {
      // What is selected belongs to one user.
      deselectAll();
      route.setAlbum(null);
      setUserId(next);
    },
    today: localDate(currentTimeMillis),
    canCollapse: canCollapse(style, maxItems, display),
    onToggle: useCallback(({ uri }: Item) => choose(uri), [choose]),
    viewSelected: () => void openSelected(context, selection, route.setPreview),
    confirm: () => confirm(selection, { answer, handOver }),
    finishPreload: () => answer({ uris: preloading ?? [] }),
    failPreload: (uris) => {
      stopPreloading();
      // The XML picker's next try is one without them; the Compose picker keeps the choice.
      if (style.ui === 'classic') selected.deselect(uris);
    },
    goBack: () => (route.album === null ? dismiss() : route.setAlbum(null)),
    browse: action === ACTION_GET_CONTENT ? () => answer({ browse: true }) : null,
  };
}

type Answers = Pick<ReturnType<typeof useAnswer>, 'answer' | 'handOver'>;

/** An app is handed items as soon as they are here; what it may see of the device is here. */
function confirm(selection: Selection, { answer, handOver }: Answers): void {
  const uris = selectedUris(selection);
  if (selection.isAllDeselected && selection.purpose === 'userSelect') answer({ uris, deselectedAll: true });
  else handOver(uris);
}

/** Which of the picker's screens is shown. */
function useRoute(launchTab: PickerTab): Route {
  const [tab, setTab] = useState<PickerTab>(launchTab);
  const [album, setAlbum] = useState<Album | null>(null);
  const [preview, setPreview] = useState<Previewed | null>(null);
  const onPreview = useCallback(({ uri }: Item) => setPreview({ startUri: uri, uris: [uri], entry: 'longPress' }), []);
  return { tab, setTab, album, setAlbum, preview, setPreview, onPreview };
}

function useSource({ mimeTypes, isLocalOnly }: PhotoPickerProps['ask'], context: Context, { ui }: PickerStyle) {
  const [userId, setUserId] = useState(0);
  const source = useMemo(
    () => ({ context, ui, mimeTypes, isLocalOnly, userId }),
    [context, ui, mimeTypes, isLocalOnly, userId],
  );
  return { source, userId, setUserId };
}

async function openSelected(context: Context, selection: Selection, setPreview: Route['setPreview']): Promise<void> {
  const selected = shownAsSelected(selection);
  // A device that restarts answers nothing; what was selected can still be looked at.
  const found = await newestFirst(context, selected).catch(() => selected);
  // Where all of it is gone, the preview is who says so.
  const uris = found.length > 0 ? found : selected;
  const [startUri] = uris;
  if (startUri !== undefined) setPreview({ startUri, uris, entry: 'viewSelected' });
}
