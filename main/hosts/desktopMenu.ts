// The menu of the desktop host, as plain data.

type Actions = Readonly<{
  openFolder(): void;
  reboot(): void;
  answersAdb: boolean;
  /** Switches adb's way to the device on, or off. */
  setAnswersAdb(on: boolean): void;
}>;

/** What Menu.buildFromTemplate takes; items with a role are Electron's own. */
export function desktopMenu({ openFolder, reboot, answersAdb, setAnswersAdb }: Actions) {
  const file = [
    { id: 'open-folder', label: 'Open folder…', accelerator: 'CmdOrCtrl+O', click: openFolder },
    { type: 'separator' as const },
    { role: 'quit' as const },
  ];
  const view = [
    { role: 'reload' as const },
    { role: 'toggleDevTools' as const },
    { type: 'separator' as const },
    { role: 'resetZoom' as const },
    { role: 'zoomIn' as const },
    { role: 'zoomOut' as const },
  ];
  const device = [
    { id: 'reboot', label: 'Reboot', click: reboot },
    {
      ...{ id: 'adb', label: 'Answer adb', type: 'checkbox' as const, checked: answersAdb },
      click: () => setAnswersAdb(!answersAdb),
    },
  ];
  return [
    { label: 'File', submenu: file },
    { label: 'View', submenu: view },
    { label: 'Device', submenu: device },
  ];
}
