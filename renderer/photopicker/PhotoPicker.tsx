// Mirrors photopicker/PhotoPickerActivity.
import { useCallback, useId, useMemo, useRef, useState } from 'react';
import { ACTION_GET_CONTENT } from '../../contract/android/intent.ts';
import type { Uri } from '../../contract/android/uri.ts';
import type { PickerTab } from '../../contract/rpc/systemUi.ts';
import type { Context } from '../../sdk/context.ts';
import type { DialogProps } from '../ui/dialogProps.ts';
import { Snackbar } from '../ui/Snackbar.tsx';
import { text } from '../ui/strings.ts';
import { useModal } from '../ui/useModal.ts';
import { accentStyle } from './accentColor.ts';
import { BottomBar } from './BottomBar.tsx';
import { localDate } from './dateTimeUtils.ts';
import type { Item } from './item.ts';
import { pickerPurpose, pickerStyle } from './pickerStyle.ts';
import { Preview } from './preview/Preview.tsx';
import type { PreviewEntry } from './preview/previewLabels.ts';
import { Sheet } from './Sheet.tsx';
import { selectedUris, shownAsSelected } from './selection.ts';
import { AlbumContent, AlbumsTab, PhotosTab } from './Tabs.tsx';
import { Toolbar } from './Toolbar.tsx';
import { type Album, usePickerItems } from './usePickerRows.ts';
import { useSelection } from './useSelection.ts';

type PhotoPickerProps = DialogProps<'photoPicker'> &
  Readonly<{
    /** The picker's own connection to the device. */
    context: Context;
    /** Of the device's clock: decides what is today. */
    currentTimeMillis: number;
  }>;

type Previewed = Readonly<{ startUri: Uri; uris: readonly Uri[]; entry: PreviewEntry }>;

/** Lets the user choose photos: for an app to see, or to hand to it. */
export function PhotoPicker({ ask, onAnswer, context, currentTimeMillis }: PhotoPickerProps) {
  const titleId = useId();
  const purpose = pickerPurpose(ask.action);
  const style = useMemo(() => pickerStyle(ask.skin), [ask.skin]);
  const { selection, toggle, refusal, clearRefusal } = useSelection({ ...ask, purpose, style });
  const [tab, setTab] = useState<PickerTab>(ask.launchTab);
  const [album, setAlbum] = useState<Album | null>(null);
  const [preview, setPreview] = useState<Previewed | null>(null);
  const { mimeTypes, isLocalOnly } = ask;
  const source = useMemo(
    () => ({ context, ui: style.ui, mimeTypes, isLocalOnly }),
    [context, style.ui, mimeTypes, isLocalOnly],
  );
  const photos = usePickerItems(source);
  const seen = useRef(new Map<Uri, Item>());
  const isSingle = ask.maxItems === 1;

  const dismiss = useCallback(() => onAnswer(null), [onAnswer]);
  const modal = useModal<HTMLDivElement>(() => (album === null ? dismiss() : setAlbum(null)));
  const confirm = () => onAnswer({ uris: selectedUris(selection) });
  const choose = useCallback(
    (uri: Uri) => (isSingle ? onAnswer({ uris: [uri] }) : toggle(uri)),
    [isSingle, onAnswer, toggle],
  );
  const onToggle = useCallback(
    (item: Item) => {
      seen.current.set(item.uri, item);
      choose(item.uri);
    },
    [choose],
  );
  const onPreview = useCallback((item: Item) => {
    seen.current.set(item.uri, item);
    setPreview({ startUri: item.uri, uris: [item.uri], entry: 'longPress' });
  }, []);
  const viewSelected = () => {
    const dateOf = (uri: Uri) => seen.current.get(uri)?.dateTaken ?? 0;
    const uris = shownAsSelected(selection).toSorted((a, b) => dateOf(b) - dateOf(a));
    const [startUri] = uris;
    if (startUri !== undefined) setPreview({ startUri, uris, entry: 'viewSelected' });
  };
  const gridProps = { context, selection, today: localDate(currentTimeMillis), onToggle, onPreview };
  return (
    <div className="picker" style={accentStyle(ask.accentColor)}>
      <Sheet startsCollapsed={isSingle} labelledBy={titleId} modal={modal} onDismiss={dismiss}>
        <h1 id={titleId} className="picker-header" data-purpose={purpose}>
          {text(purpose === 'userSelect' ? 'picker.permissionMode' : 'picker.privacy')}
        </h1>
        <Toolbar
          album={album}
          tab={tab}
          onTab={setTab}
          onClose={dismiss}
          onLeaveAlbum={() => setAlbum(null)}
          onBrowse={ask.action === ACTION_GET_CONTENT ? () => onAnswer({ browse: true }) : null}
        />
        {album !== null ? (
          <AlbumContent {...gridProps} album={album} source={source} />
        ) : tab === 'photos' ? (
          <PhotosTab {...gridProps} items={photos} source={source} />
        ) : (
          <AlbumsTab source={source} onOpen={setAlbum} />
        )}
        <Snackbar message={refusal} onGone={clearRefusal} />
        <BottomBar selection={selection} onViewSelected={viewSelected} onConfirm={confirm} />
      </Sheet>
      {preview !== null && (
        <Preview
          {...preview}
          context={context}
          selection={selection}
          style={style}
          onToggle={choose}
          onConfirm={confirm}
          onBack={() => setPreview(null)}
        />
      )}
    </div>
  );
}
