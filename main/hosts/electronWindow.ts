// The window: where it was, in the system's light, and back again when its page stops; and one for a scenario's device.
import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import { afterRealTime } from '../device/realTime.ts';
import { placeOn, type WindowPlace } from './desktopState.ts';
import { ask } from './electronDialogs.ts';
import { isPlayedAddress } from './scenarios.ts';

/** What the page paints itself, so that a window that loads does not flash: --surface of renderer/ui/tokens.css. */
const SURFACE = { light: '#faf8ff', dark: '#121318' } as const;
/** A window that is being pulled is written down when it rests, milliseconds. */
const AT_REST = 300;

export type WindowMemory = Readonly<{ place: WindowPlace | null; remember: (place: WindowPlace) => void }>;

/** Opens the window on `url`; nothing leads out of it. Answers once its page is loaded, or it was closed. */
export async function openWindow(url: string, memory: WindowMemory, onOpen: (window: BrowserWindow) => void) {
  const displays = screen.getAllDisplays().map(({ workArea }) => workArea);
  const window = new BrowserWindow({
    ...placeOn(memory.place, displays),
    title: 'Scopebox',
    backgroundColor: surface(),
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
    },
  });
  onOpen(window);
  if (memory.place?.maximized === true) window.maximize();
  rememberPlace(window, memory.remember);
  followTheme(window);
  outliveItsPage(window);
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  window.webContents.setWindowOpenHandler(({ url: asked }) => {
    if (isPlayedAddress(asked)) showPlayed(asked);
    return { action: 'deny' };
  });
  // Closing the window while it still loads is no error.
  await window.loadURL(url).catch((error: unknown) => {
    if (!window.isDestroyed()) throw error;
  });
}

/** The device of a scenario, as a browser shows it: the page of another host, with nothing of this one in its hands. */
function showPlayed(url: string): void {
  const window = new BrowserWindow({
    title: 'Scopebox: a scenario',
    backgroundColor: surface(),
    webPreferences: { contextIsolation: true, sandbox: true, nodeIntegration: false },
  });
  followTheme(window);
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  // Its device has ended before it was shown; the panel says why.
  window.loadURL(url).catch(() => {
    if (!window.isDestroyed()) window.close();
  });
}

function rememberPlace(window: BrowserWindow, remember: (place: WindowPlace) => void): void {
  let resting: Disposable | null = null;
  const save = () => {
    resting?.[Symbol.dispose]();
    resting = null;
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
    remember({ ...window.getNormalBounds(), maximized: window.isMaximized() });
  };
  const moved = () => {
    resting?.[Symbol.dispose]();
    resting = afterRealTime(AT_REST, save);
  };
  window.on('resize', moved);
  window.on('move', moved);
  window.on('maximize', moved);
  window.on('unmaximize', moved);
  window.on('close', save);
}

const surface = () => (nativeTheme.shouldUseDarkColors ? SURFACE.dark : SURFACE.light);

/** The page follows the system by itself; what is behind it has to be told. */
function followTheme(window: BrowserWindow): void {
  const follow = () => window.setBackgroundColor(surface());
  nativeTheme.on('updated', follow);
  window.on('closed', () => nativeTheme.off('updated', follow));
}

/** The device runs in another process than its page and misses nothing when that one ends. */
function outliveItsPage(window: BrowserWindow): void {
  window.webContents.on('render-process-gone', async (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    const pressed = await ask(window, {
      message: 'The window’s page stopped. Show it again?',
      detail: `Chromium says: ${reason}. The device still runs, and has lost nothing.`,
      buttons: ['Show again', 'Quit'],
    });
    if (pressed === 0 && !window.isDestroyed()) window.reload();
    else app.quit();
  });
}
