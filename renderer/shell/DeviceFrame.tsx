// Mirrors SystemUI: what is in front, the bars around it, and the windows on top of it.
import { useCallback, useEffect, useState } from 'react';
import type { DeviceState, PackageState } from '../../contract/rpc/deviceApi.ts';
import type { DialogAnswer, ShownDialog } from '../../contract/rpc/systemUi.ts';
import { useDevice } from '../deviceStore.ts';
import { DialogView } from '../dialogs.tsx';
import { backKey } from '../ui/onBackPressedDispatcher.ts';
import { useScreenSettings } from '../ui/screenSettings.ts';
import { useMediaQuery } from '../ui/useMediaQuery.ts';
import { useReturningFocus } from '../ui/useReturningFocus.ts';
import { AppWindow } from './AppWindow.tsx';
import { Launcher } from './Launcher.tsx';
import { NavigationBar } from './NavigationBar.tsx';
import { Recents } from './Recents.tsx';
import { SettingsWindow } from './SettingsWindow.tsx';
import { StatusBar } from './StatusBar.tsx';
import { FRAME, useFrameScale } from './useFrameScale.ts';
import { useTasks } from './useTasks.ts';

type DeviceFrameProps = Readonly<{
  /** How much of the window's height something else has, CSS px. */
  taken: number;
}>;

/** The phone, drawn in dp and scaled to the height of the window. */
export function DeviceFrame({ taken }: DeviceFrameProps) {
  const scale = useFrameScale(taken);
  useEscapeAsBack();
  const { theme, fontScale, isRtl } = useScreenSettings();
  const isSystemDark = useMediaQuery('(prefers-color-scheme: dark)');
  const isDark = theme === 'system' ? isSystemDark : theme === 'dark';
  const device = useDevice((store) => store.device);
  const connection = useDevice((store) => store.connection);
  return (
    <section
      className="device-place"
      aria-label="Device"
      tabIndex={-1}
      style={{ inlineSize: FRAME.width * scale, blockSize: FRAME.height * scale }}
    >
      <div className="device-frame" style={{ transform: `scale(${scale})` }}>
        <div
          className="device-screen"
          data-theme={isDark ? 'dark' : 'light'}
          dir={isRtl ? 'rtl' : 'ltr'}
          style={{ '--font-scale': fontScale } as Record<string, number>}
        >
          {device === null || connection === 'closed' ? <Off /> : <Screen device={device} />}
        </div>
      </div>
    </section>
  );
}

/** Escape is the Back key, unless it belongs to the tester's panel. */
function useEscapeAsBack(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isElsewhere = event.target instanceof Element && event.target.closest('main, dialog') !== null;
      if (event.key === 'Escape' && !isElsewhere && backKey.onBackPressed()) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function Off() {
  return <div className="device-off" />;
}

function Screen({ device }: Readonly<{ device: DeviceState }>) {
  const { inFront, showsSettings, showsRecents, ...go } = useTasks(device);
  const { dialog, signIn, onEditSelected } = useTopDialog(inFront, showsSettings);
  const goBack = () => {
    if (!backKey.onBackPressed()) go.home();
  };
  const isCovered = dialog !== null || signIn !== null;
  const isLauncher = inFront === undefined && !showsSettings && !showsRecents;
  const onFocus = useReturningFocus(isCovered);
  const onDialogFocus = useReturningFocus(signIn !== null);
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only remembers where the focus was. */}
      <div className="device-content" inert={isCovered} onFocus={onFocus}>
        {inFront === undefined && !showsSettings && <Launcher device={device} onLaunch={go.launch} />}
        {device.packages.map((app) => (
          <AppWindow key={`${app.manifest.packageName}:${app.pid}`} app={app} />
        ))}
        {showsSettings && <SettingsWindow sdk={device.sdk} onEditSelected={onEditSelected} />}
        {showsRecents && <Recents device={device} onOpen={go.launch} onClose={go.recents} />}
      </div>
      {dialog !== null && (
        // biome-ignore lint/a11y/noStaticElementInteractions: as above.
        <div className="device-dialog" inert={signIn !== null} onFocus={onDialogFocus}>
          <AnsweredDialog key={dialog.id} dialog={dialog} />
        </div>
      )}
      {signIn !== null && <AnsweredDialog key={signIn.id} dialog={signIn} />}
      <StatusBar device={device} tone={statusTone(signIn ?? dialog, isLauncher)} />
      <NavigationBar
        tone={navigationTone(signIn ?? dialog, isLauncher)}
        onBack={goBack}
        onHome={go.home}
        onRecents={go.recents}
      />
    </>
  );
}

function AnsweredDialog({ dialog }: Readonly<{ dialog: ShownDialog }>) {
  const screen = useDevice((store) => store.screen);
  const { id } = dialog;
  const answer = useCallback((given: DialogAnswer) => void screen?.answer(id, given), [screen, id]);
  return <DialogView dialog={dialog} onAnswer={answer} />;
}

/** Icons are light over the dimmed screen and the wallpaper; the picker's sheet reaches below the bar. */
function navigationTone(dialog: ShownDialog | null, isLauncher: boolean): 'light' | 'theme' {
  if (dialog !== null) return dialog.kind === 'photoPicker' || dialog.kind === 'documentPicker' ? 'theme' : 'light';
  return isLauncher ? 'light' : 'theme';
}

/** The document picker alone has the whole screen, and is not dimmed. */
function statusTone(dialog: ShownDialog | null, isLauncher: boolean): 'light' | 'theme' {
  if (dialog !== null) return dialog.kind === 'documentPicker' ? 'theme' : 'light';
  return isLauncher ? 'light' : 'theme';
}

/**
 * A dialog belongs to its app: it shows while the app is in front, and waits while it is not.
 * The picker that Settings opens is about an app, but belongs to Settings.
 */
function useTopDialog(inFront: PackageState | undefined, showsSettings: boolean) {
  const dialogs = useDevice((store) => store.dialogs);
  const [waiting, setWaiting] = useState<readonly number[] | null>(null);
  const isSettings = ({ id, kind }: ShownDialog) => waiting !== null && kind === 'photoPicker' && !waiting.includes(id);
  const dialog =
    dialogs.find((one) => (showsSettings ? isSettings(one) : one.ask.packageName === inFront?.manifest.packageName)) ??
    null;
  // A provider's page: on top of the picker, or of the app, that led to it.
  const signIn = showsSettings ? null : (dialogs.find(({ kind }) => kind === 'signIn') ?? null);
  const onEditSelected = (editing: Promise<unknown>) => {
    const before = dialogs.map((one) => one.id);
    const ended = () => setWaiting((known) => (known === before ? null : known));
    setWaiting(before);
    editing.then(ended, ended);
  };
  return { dialog: dialog === signIn ? null : dialog, signIn, onEditSelected };
}
