import { useEffect, useState } from 'react';
import { connectDevice, useDevice } from '../deviceStore.ts';
import { setPanelOpen, usePanelState } from '../inspector/panelState.ts';
import { isInUse } from '../inspector/volumeWords.ts';
import { useDisplay } from '../ui/display.ts';
import { useScreenSettings } from '../ui/screenSettings.ts';
import { useMediaQuery } from '../ui/useMediaQuery.ts';
import { DeviceFrame } from './DeviceFrame.tsx';
import { DropQuestion } from './DropQuestion.tsx';
import type { Drop } from './folderDrop.ts';
import { NotRunning } from './NotRunning.tsx';
import { Panel } from './Panel.tsx';
import { toggleShade } from './shadeState.ts';
import { shortcutOf } from './shortcuts.ts';
import { useFolderDrop } from './useFolderDrop.ts';
import { useWindowSize } from './useWindowSize.ts';
import { BANNER_HEIGHT, WriteThroughBanner } from './WriteThroughBanner.tsx';
import { isNarrow, type WindowLayout, windowLayout } from './windowLayout.ts';

/** How long a device that restarts is left alone. */
const RETRY_AFTER_MS = 500;

/** The whole window: the device on one side, the tester's panel on the other. */
export function Shell() {
  const { connection, retry } = useConnection();
  const volumes = useDevice((store) => store.device?.volumes) ?? [];
  const folders = volumes.flatMap((volume) => (volume.writeThrough && isInUse(volume) ? [volume.folder] : []));
  const size = useWindowSize(folders.length > 0 ? BANNER_HEIGHT : 0);
  const { isOpen, layout, setPulling } = useLayout(size);
  const [drop, setDrop] = useState<Drop | null>(null);
  const isOver = useFolderDrop(setDrop);
  useWindowTheme();
  useShortcuts();
  return (
    <div className="shell">
      {folders.length > 0 && <WriteThroughBanner folders={folders} />}
      <DeviceFrame scale={layout.scale} onPulling={setPulling} />
      {connection === 'closed' ? (
        <NotRunning width={layout.panelWidth} mode={layout.mode} onRetry={retry} />
      ) : (
        <Panel layout={layout} window={size} isOpen={isOpen} />
      )}
      {isOver && (
        <div className="drop-target" aria-hidden="true">
          <p>Drop a folder to put it into the device</p>
        </div>
      )}
      {drop !== null && <DropQuestion drop={drop} onAnswered={() => setDrop(null)} />}
    </div>
  );
}

function useConnection() {
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is a new connection.
  useEffect(() => connectDevice(), [attempt]);
  const connection = useDevice((store) => store.connection);
  useEffect(() => {
    if (connection !== 'restarting') return;
    const timer = setTimeout(() => setAttempt((before) => before + 1), RETRY_AFTER_MS);
    return () => clearTimeout(timer);
  }, [connection]);
  return { connection, retry: () => setAttempt(attempt + 1) };
}

/** How the window is shared now; as it was, while the screen is pulled to another size. */
function useLayout(size: Readonly<{ width: number; height: number }>) {
  const display = useDisplay();
  const { isCollapsed, isDrawerOpen, width } = usePanelState();
  const isOpen = isNarrow(size) ? isDrawerOpen : !isCollapsed;
  const fitting = windowLayout(size, display, { isOpen, width });
  const [held, setHeld] = useState<WindowLayout | null>(null);
  const setPulling = (isPulling: boolean) => setHeld(isPulling ? fitting : null);
  return { isOpen, layout: held ?? fitting, setPulling };
}

function useWindowTheme(): void {
  const isDark = useMediaQuery('(prefers-color-scheme: dark)');
  useEffect(() => {
    document.documentElement.setAttribute('data-theme', isDark ? 'dark' : 'light');
  }, [isDark]);
}

function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const shortcut = shortcutOf(event);
      // A question of the window itself comes first.
      if (shortcut === null || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      if (shortcut === 'changeSides') changeSides();
      else if (shortcut === 'togglePanel') togglePanel();
      else if (shortcut === 'toggleShade') toggleShade();
      else useScreenSettings.getState().rotate();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function togglePanel(): void {
  const { isCollapsed, isDrawerOpen } = usePanelState.getState();
  if (isNarrow({ width: window.innerWidth, height: window.innerHeight })) setPanelOpen(!isDrawerOpen, 'over');
  else setPanelOpen(isCollapsed, 'beside');
}

/** A question on the device keeps Tab to itself; F6 leads to the panel and back, as between panes elsewhere. */
function changeSides(): void {
  const device = document.querySelector<HTMLElement>('.device-place');
  const panel = document.querySelector<HTMLElement>('main');
  const isInDevice = device?.contains(document.activeElement);
  (isInDevice ? panel : (device?.querySelector<HTMLElement>('[role="dialog"]:not([inert] *)') ?? device))?.focus();
}
