// The menu of the desktop host, as plain data.

type Actions = Readonly<{ openFolder(): void; reboot(): void }>;

/** What Menu.buildFromTemplate takes; items with a role are Electron's own. */
export function desktopMenu({ openFolder, reboot }: Actions) {
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
  const device = [{ id: 'reboot', label: 'Reboot', click: reboot }];
  return [
    { label: 'File', submenu: file },
    { label: 'View', submenu: view },
    { label: 'Device', submenu: device },
  ];
}
