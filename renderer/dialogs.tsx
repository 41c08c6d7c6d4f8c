// One component per dialog of the device. A dialog without one does not compile.
import { type ComponentType, useEffect, useState } from 'react';
import type { DialogAnswer, DialogKind, ShownDialog } from '../contract/rpc/systemUi.ts';
import { DOCUMENTS_UI_PACKAGE, MEDIA_PROVIDER_PACKAGE, useAppContext } from './appContext.ts';
import { useDevice } from './deviceStore.ts';
import { DocumentPicker } from './documentsui/DocumentPicker.tsx';
import { SignInDialog } from './documentsui/SignInDialog.tsx';
import { MediaRequestDialog } from './mediaprovider/MediaRequestDialog.tsx';
import { GrantDialog } from './permissioncontroller/GrantDialog.tsx';
import { PhotoPicker } from './photopicker/PhotoPicker.tsx';
import { type Conversation, openConversation } from './port.ts';
import { CloudMediaApp } from './settings/Settings.tsx';
import { UsbDebuggingDialog } from './systemui/UsbDebuggingDialog.tsx';
import type { DialogProps } from './ui/dialogProps.ts';
import { text } from './ui/strings.ts';

const DIALOGS: { readonly [K in DialogKind]: ComponentType<DialogProps<K>> } = {
  grantPermissions: GrantDialog,
  photoPicker: PhotoPickerActivity,
  mediaRequest: MediaRequestActivity,
  documentPicker: DocumentPickerActivity,
  signIn: SignInDialog,
  cloudMediaApp: CloudMediaAppActivity,
  usbDebugging: UsbDebuggingDialog,
};

type DialogViewProps = Readonly<{ dialog: ShownDialog; onAnswer: (answer: DialogAnswer) => void }>;

/** Draws a dialog, whichever it is. */
export function DialogView({ dialog, onAnswer }: DialogViewProps) {
  // Kind and ask belong together by ShownDialog; TypeScript cannot follow that through the table.
  const View = DIALOGS[dialog.kind] as ComponentType<DialogProps<DialogKind>>;
  return <View ask={dialog.ask} onAnswer={onAnswer} />;
}

/** The photo picker is an app of its own, with its own identity on the device. */
function PhotoPickerActivity(props: DialogProps<'photoPicker'>) {
  const context = useAppContext(MEDIA_PROVIDER_PACKAGE);
  const currentTimeMillis = useDeviceTime();
  const [isChoosingCloud, setIsChoosingCloud] = useState(false);
  if (context === null) return null;
  const time = { context, currentTimeMillis };
  return (
    <>
      <PhotoPicker {...props} {...time} onCloudMediaApp={() => setIsChoosingCloud(true)} />
      {isChoosingCloud && <CloudMediaAppActivity onAnswer={() => setIsChoosingCloud(false)} />}
    </>
  );
}

/** PhotoPickerSettingsActivity, which looks like Settings and lies on top of whoever opened it. */
function CloudMediaAppActivity({ onAnswer }: Pick<DialogProps<'cloudMediaApp'>, 'onAnswer'>) {
  const api = useSettingsConversation();
  const sdk = useDevice((store) => store.device?.sdk);
  return (
    <section className="settings-window cloud-media-app" aria-label={text('cloudMediaApp.title')}>
      {api !== null && sdk !== undefined && <CloudMediaApp api={api} sdk={sdk} onUp={() => onAnswer(null)} />}
    </section>
  );
}

function useSettingsConversation(): Conversation<'settings'> | null {
  const [api, setApi] = useState<Conversation<'settings'> | null>(null);
  useEffect(() => {
    const opened = openConversation('settings');
    setApi(opened);
    return () => opened.close();
  }, []);
  return api;
}

/** The media provider itself asks, and it may see every item. */
function MediaRequestActivity(props: DialogProps<'mediaRequest'>) {
  const context = useAppContext(MEDIA_PROVIDER_PACKAGE);
  if (context === null) return null;
  return (
    <MediaRequestDialog {...props} thumbnailUrl={(uri, size) => context.contentResolver.thumbnailUrl(uri, size)} />
  );
}

/** So is DocumentsUI, which holds MANAGE_DOCUMENTS. */
function DocumentPickerActivity(props: DialogProps<'documentPicker'>) {
  const context = useAppContext(DOCUMENTS_UI_PACKAGE);
  const currentTimeMillis = useDeviceTime();
  return context === null ? null : (
    <DocumentPicker {...props} context={context} currentTimeMillis={currentTimeMillis} />
  );
}

/** Of the device's clock, milliseconds since 1970 UTC; one that runs is looked at when the window opens. */
function useDeviceTime(): number {
  const device = useDevice((store) => store.device);
  const [openedAt] = useState(Date.now);
  return device?.clock === 'manual' ? device.currentTimeMillis : openedAt;
}
