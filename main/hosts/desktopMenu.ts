// The menu of the desktop host, as plain data: what Menu.buildFromTemplate takes. Items with a role are the platform's own,
// with its words and its keys.
import { basename } from 'node:path';
import { SDK_INTS, type SdkInt } from '../../contract/android/build.ts';

/** What the menu shows. */
export type MenuState = Readonly<{
  isMac: boolean;
  /** The folder that is shown; null while there is no device. */
  folder: string | null;
  recent: readonly string[];
  sdk: SdkInt | null;
  answersAdb: boolean;
}>;

/** What it does. */
export type MenuActions = Readonly<{
  chooseFolder(): void;
  openFolder(folder: string): void;
  openDemo(): void;
  clearRecent(): void;
  openSession(): void;
  saveSession(): void;
  setSdk(sdk: SdkInt): void;
  reboot(): void;
  /** Switches adb's way to the device on, or off. */
  setAnswersAdb(on: boolean): void;
  showHome(): void;
  checkForUpdates(): void;
}>;

const line = { type: 'separator' as const };

export function desktopMenu(state: MenuState, actions: MenuActions) {
  const application = { role: 'appMenu' as const };
  const menus = [
    { label: '&File', submenu: fileMenu(state, actions) },
    { role: 'editMenu' as const },
    { label: '&View', submenu: viewMenu() },
    { label: '&Device', submenu: deviceMenu(state, actions) },
    { role: 'windowMenu' as const },
    { role: 'help' as const, submenu: helpMenu(state, actions) },
  ];
  return state.isMac ? [application, ...menus] : menus;
}

function fileMenu({ isMac, folder, recent }: MenuState, actions: MenuActions) {
  const others = recent.filter((path) => path !== folder);
  const libraries = others.map((path, index) => ({
    id: `recent-${index + 1}`,
    label: `${basename(path) || path} — ${path}`,
    click: () => actions.openFolder(path),
  }));
  const clear = { id: 'clear-recent', label: 'Clear this list', click: actions.clearRecent };
  return [
    { id: 'open-folder', label: 'Open library…', accelerator: 'CmdOrCtrl+O', click: actions.chooseFolder },
    {
      ...{ id: 'recent', label: 'Recent libraries', enabled: libraries.length > 0 },
      submenu: libraries.length === 0 ? [] : [...libraries, line, clear],
    },
    { id: 'open-demo', label: 'Open the demo library', click: actions.openDemo },
    line,
    { id: 'open-session', label: 'Open session…', accelerator: 'CmdOrCtrl+Shift+O', click: actions.openSession },
    { id: 'save-session', label: 'Save session…', accelerator: 'CmdOrCtrl+Shift+S', click: actions.saveSession },
    line,
    isMac ? { role: 'close' as const } : { role: 'quit' as const },
  ];
}

function viewMenu() {
  return [
    { role: 'reload' as const },
    { role: 'toggleDevTools' as const },
    line,
    { role: 'resetZoom' as const },
    { role: 'zoomIn' as const },
    { role: 'zoomOut' as const },
    line,
    { role: 'togglefullscreen' as const },
  ];
}

function deviceMenu({ sdk, answersAdb }: MenuState, { setSdk, reboot, setAnswersAdb }: MenuActions) {
  const levels = SDK_INTS.map((level, index) => ({
    ...{ id: `api-${level}`, label: `Android API ${level}`, type: 'radio' as const, checked: level === sdk },
    ...{ accelerator: `CmdOrCtrl+${index + 1}`, click: () => setSdk(level) },
  }));
  return [
    ...levels,
    line,
    { id: 'reboot', label: 'Reboot', accelerator: 'CmdOrCtrl+Shift+B', click: reboot },
    {
      ...{ id: 'adb', label: 'Answer adb', type: 'checkbox' as const, checked: answersAdb },
      click: () => setAnswersAdb(!answersAdb),
    },
  ];
}

function helpMenu({ isMac }: MenuState, { showHome, checkForUpdates }: MenuActions) {
  const shown = [
    { id: 'show-home', label: 'Where this device is kept', click: showHome },
    { id: 'updates', label: 'Check for updates…', click: checkForUpdates },
  ];
  // On macOS it is in the menu of the application.
  return isMac ? shown : [...shown, line, { role: 'about' as const }];
}
