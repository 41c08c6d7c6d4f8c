// Mirrors SystemUI: what is in front, the bars around it, and the windows on top of it.
import { type FocusEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { DeviceState, PackageState } from '../../contract/rpc/deviceApi.ts';
import type { DialogAnswer, ShownDialog } from '../../contract/rpc/systemUi.ts';
import { useDevice } from '../deviceStore.ts';
import { DialogView } from '../dialogs.tsx';
import { backKey } from '../ui/onBackPressedDispatcher.ts';
import { useScreenSettings } from '../ui/screenSettings.ts';
import { useMediaQuery } from '../ui/useMediaQuery.ts';
import { AppWindow } from './AppWindow.tsx';
import { Launcher } from './Launcher.tsx';
import { NavigationBar } from './NavigationBar.tsx';
import { Recents } from './Recents.tsx';
import { StatusBar } from './StatusBar.tsx';
import { FRAME, useFrameScale } from './useFrameScale.ts';

/** The phone, drawn in dp and scaled to the height of the window. */
export function DeviceFrame() {
  const scale = useFrameScale();
  useEscapeAsBack();
  const { theme, fontScale } = useScreenSettings();
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
  const tester = useDevice((store) => store.tester);
  const [showsRecents, setShowsRecents] = useState(false);
  const inFront = device.packages.find((app) => app.process === 'FOREGROUND');
  const { dialog, answer } = useTopDialog(inFront);
  const goHome = useCallback(() => {
    setShowsRecents(false);
    void tester?.home();
  }, [tester]);
  const goBack = useCallback(() => {
    if (!backKey.onBackPressed()) goHome();
  }, [goHome]);
  const inFrontPackage = inFront?.manifest.packageName;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever comes to the front covers the overview.
  useEffect(() => setShowsRecents(false), [inFrontPackage]);
  const launch = (packageName: string) => {
    setShowsRecents(false);
    void tester?.launch(packageName);
  };
  const isCovered = dialog !== null;
  const onFocus = useReturningFocus(isCovered);
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only remembers where the focus was. */}
      <div className="device-content" inert={isCovered} onFocus={onFocus}>
        {inFront === undefined && <Launcher device={device} onLaunch={launch} />}
        {device.packages.map((app) => (
          <AppWindow key={`${app.manifest.packageName}:${app.pid}`} app={app} />
        ))}
        {showsRecents && <Recents device={device} onOpen={launch} onClose={() => setShowsRecents(false)} />}
      </div>
      {dialog !== null && <DialogView key={dialog.id} dialog={dialog} onAnswer={answer} />}
      <StatusBar device={device} tone={isCovered || (inFront === undefined && !showsRecents) ? 'light' : 'theme'} />
      <NavigationBar
        tone={navigationTone(dialog, inFront === undefined && !showsRecents)}
        onBack={goBack}
        onHome={goHome}
        onRecents={() => setShowsRecents(!showsRecents)}
      />
    </>
  );
}

/** Icons are light over the dimmed screen and the wallpaper; the picker's sheet reaches below the bar. */
function navigationTone(dialog: ShownDialog | null, isLauncher: boolean): 'light' | 'theme' {
  if (dialog !== null) return dialog.kind === 'photoPicker' ? 'theme' : 'light';
  return isLauncher ? 'light' : 'theme';
}

/** What is covered loses the focus; it comes back when the cover goes, unless the tester took it elsewhere. */
function useReturningFocus(isCovered: boolean) {
  const last = useRef<Element | null>(null);
  useEffect(() => {
    const isFree = document.activeElement === document.body;
    if (!isCovered && isFree && last.current instanceof HTMLElement) last.current.focus();
  }, [isCovered]);
  return (event: FocusEvent) => {
    last.current = event.target;
  };
}

/** A dialog belongs to its app: it shows while the app is in front, and waits while it is not. */
function useTopDialog(inFront: PackageState | undefined) {
  const dialogs = useDevice((store) => store.dialogs);
  const screen = useDevice((store) => store.screen);
  const dialog = dialogs.find(({ ask }) => ask.packageName === inFront?.manifest.packageName) ?? null;
  const id = dialog?.id;
  const answer = useCallback(
    (given: DialogAnswer) => {
      if (id !== undefined) void screen?.answer(id, given);
    },
    [screen, id],
  );
  return { dialog, answer };
}
