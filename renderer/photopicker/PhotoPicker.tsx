// Mirrors photopicker/PhotoPickerActivity and com.android.photopicker MainActivity.
import { useId } from 'react';
import { useDisplay } from '../ui/display.ts';
import type { OverflowItem } from '../ui/OverflowMenu.tsx';
import { text } from '../ui/strings.ts';
import { useModal } from '../ui/useModal.ts';
import { PickerContent } from './PickerContent.tsx';
import { PickerStyleProvider } from './pickerStyleContext.ts';
import { pickerVariables } from './pickerVariables.ts';
import { PreloadDialog } from './preload/PreloadDialog.tsx';
import { Preview } from './preview/Preview.tsx';
import { Sheet } from './Sheet.tsx';
import { type PhotoPickerProps, type Picker, usePicker } from './usePicker.ts';

/** Lets the user choose photos: for an app to see, or to hand to it. */
export function PhotoPicker(props: PhotoPickerProps) {
  const titleId = useId();
  const picker = usePicker(props);
  const { ask, style, dismiss } = picker;
  const { onCloudMediaApp } = props;
  const modal = useModal<HTMLDivElement>(picker.goBack);
  const display = useDisplay();
  return (
    <PickerStyleProvider value={style}>
      <div
        className="picker"
        data-ui={style.ui}
        data-colors={style.colors}
        data-check-side={style.checkSide}
        style={pickerVariables(style, display, ask.accentColor)}
      >
        <Sheet style={style} modal={modal} canCollapse={picker.canCollapse} labelledBy={titleId} onDismiss={dismiss}>
          <PickerContent {...{ picker, titleId, onCloudMediaApp }} menu={menuOf(picker, onCloudMediaApp)} />
        </Sheet>
        <OverSheet picker={picker} />
      </div>
    </PickerStyleProvider>
  );
}

/** What covers the sheet: one item alone, or the wait for items that are not here yet. */
function OverSheet({ picker }: Readonly<{ picker: Picker }>) {
  const { context, style, selection, preview, preloading, stopPreloading } = picker;
  return (
    <>
      {preview !== null && (
        <Preview
          {...preview}
          {...{ context, style, selection }}
          // Promises, for the preview's buttons: a wait that is called off leaves them as they were.
          onToggle={async (uri) => picker.choose(uri)}
          onConfirm={async () => picker.confirm()}
          onBack={() => picker.setPreview(null)}
        />
      )}
      {preloading !== null && (
        <PreloadDialog
          {...{ context, style }}
          uris={preloading}
          onReady={picker.finishPreload}
          onCancel={stopPreloading}
          onFailed={picker.failPreload}
        />
      )}
    </>
  );
}

/** What is behind the three dots. */
function menuOf({ ask, purpose, browse }: Picker, onCloudMediaApp: () => void): readonly OverflowItem[] {
  const items: OverflowItem[] = [];
  if (browse !== null) items.push({ id: 'browse', label: text('picker.browse'), onChoose: browse });
  if (ask.hasCloudProviders && !ask.isLocalOnly && purpose === 'pick') {
    const label = text(ask.cloudProvider === null ? 'picker.chooseCloudMediaApp' : 'picker.cloudMediaApp');
    items.push({ id: 'cloud-media-app', label, onChoose: onCloudMediaApp });
  }
  return items;
}
