// Mirrors SystemUI: what is in front, the bars around it, and the windows on top of it.
import { useEffect } from 'react';
import type { DeviceState } from '../../contract/rpc/deviceApi.ts';
import type { ShownDialog } from '../../contract/rpc/systemUi.ts';
import { useDevice } from '../deviceStore.ts';
import { backKey } from '../ui/onBackPressedDispatcher.ts';
import { isMirrored, useScreenSettings } from '../ui/screenSettings.ts';
import { useReturningFocus } from '../ui/useReturningFocus.ts';
import { WindowShown } from '../ui/windowShown.ts';
import { AppWindow } from './AppWindow.tsx';
import { DialogWindow } from './DialogWindow.tsx';
import { Launcher } from './Launcher.tsx';
import { NavigationBar } from './NavigationBar.tsx';
import { NotificationShade } from './NotificationShade.tsx';
import { notificationsOf } from './notifications.ts';
import { Recents } from './Recents.tsx';
import { ResizeHandle } from './ResizeHandle.tsx';
import { SettingsWindow } from './SettingsWindow.tsx';
import { StatusBar } from './StatusBar.tsx';
import { useShade } from './shadeState.ts';
import { useDialogs } from './useDialogs.ts';
import { useIsDark } from './useIsDark.ts';
import { useTasks } from './useTasks.ts';
import { frameSize } from './windowLayout.ts';

type DeviceFrameProps = Readonly<{
  /** CSS px per dp. */
  scale: number;
  /** Told while somebody pulls the screen to another size. */
  onPulling: (isPulling: boolean) => void;
}>;

/** Wider than this a screen has room beside its camera, and rounder corners would cut off content, dp. */
const TABLET = 600;

/** Lower than this, the status bar is as low as Android's on a phone on its side, dp. */
const LOW = 480;

/** The device, drawn in dp and scaled to its place in the window. */
export function DeviceFrame({ scale, onPulling }: DeviceFrameProps) {
  useEscapeAsBack();
  const settings = useScreenSettings();
  const { display, fontScale } = settings;
  const isDark = useIsDark();
  const device = useDevice((store) => store.device);
  const connection = useDevice((store) => store.connection);
  const frame = frameSize(display);
  return (
    <section
      className="device-place"
      aria-label="Device"
      tabIndex={-1}
      style={{ inlineSize: frame.width * scale, blockSize: frame.height * scale }}
    >
      <div
        className="device-frame"
        data-large={Math.min(display.width, display.height) >= TABLET}
        style={{ inlineSize: frame.width, blockSize: frame.height, transform: `scale(${scale})` }}
      >
        <div
          className="device-screen"
          data-theme={isDark ? 'dark' : 'light'}
          data-camera={display.width < TABLET}
          data-low={display.height < LOW}
          dir={isMirrored(settings) ? 'rtl' : 'ltr'}
          style={{
            inlineSize: display.width,
            blockSize: display.height,
            ...({ '--font-scale': fontScale } as Record<string, number>),
          }}
        >
          {device === null || connection === 'closed' ? <Off /> : <Screen device={device} />}
        </div>
        <ResizeHandle scale={scale} onPulling={onPulling} />
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
  const { inFront, showsSettings, hasSettings, showsRecents, ...go } = useTasks(device);
  const { kept, dialog, above, onEditSelected } = useDialogs({ inFront, showsSettings, hasSettings });
  const isShadeOpen = useShade((shade) => shade.isOpen);
  const notifications = notificationsOf(device);
  const goBack = () => {
    if (!backKey.onBackPressed()) go.home();
  };
  // The overview lies over whatever an app shows, and that is as it was when the overview goes.
  const shown = above ?? (showsRecents ? null : dialog);
  const isCovered = shown !== null;
  const isLauncher = inFront === undefined && !showsSettings && !showsRecents;
  const onFocus = useReturningFocus(isCovered || isShadeOpen);
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only remembers where the focus was. */}
      <div className="device-content" inert={isCovered || isShadeOpen} onFocus={onFocus}>
        <WindowShown value={!isCovered}>
          {inFront === undefined && !showsSettings && <Launcher device={device} onLaunch={go.launch} />}
          {device.packages.map((app) => (
            <AppWindow key={`${app.manifest.packageName}:${app.pid}`} app={app} />
          ))}
          {hasSettings && <SettingsWindow sdk={device.sdk} isInFront={showsSettings} onEditSelected={onEditSelected} />}
          {showsRecents && <Recents device={device} onOpen={go.launch} onClose={go.recents} />}
        </WindowShown>
      </div>
      {kept.map((one) => (
        <DialogWindow
          key={one.id}
          dialog={one}
          isShown={one === dialog && !showsRecents}
          isCovered={above !== null || isShadeOpen}
        />
      ))}
      {above !== null && <DialogWindow key={above.id} dialog={above} isShown isCovered={isShadeOpen} />}
      <StatusBar device={device} notifications={notifications} tone={statusTone(shown, isLauncher)} />
      {isShadeOpen && <NotificationShade device={device} notifications={notifications} />}
      <NavigationBar
        tone={isShadeOpen ? 'light' : navigationTone(shown, isLauncher)}
        onBack={goBack}
        onHome={go.home}
        onRecents={go.recents}
      />
    </>
  );
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
