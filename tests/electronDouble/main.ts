// The module `electron` of the main process. A name that is not here fails at import: loud on purpose.
import type { Frame, Request } from 'playwright';
import { app as theApp } from './app.ts';
import { openWindowsIn } from './browserWindow.ts';
import { startChromium } from './chromium.ts';
import { ipcMain as theIpcMain } from './ipc.ts';
import { routeSchemes } from './protocol.ts';
import { strict } from './strict.ts';
import { WebContents } from './webContents.ts';

export { BrowserWindow } from './browserWindow.ts';
export { dialog, Menu, MenuItem, Notification, nativeTheme, screen, shell } from './desktop.ts';
export { MessageChannelMain, MessagePortMain } from './ports.ts';
export { net, protocol, session } from './protocol.ts';
export { record } from './strict.ts';
export { utilityProcess } from './utilityProcess.ts';
export { webContents } from './webContents.ts';

export const app = strict('app', theApp);
export const ipcMain = strict('ipcMain', theIpcMain);

/** Runs the app: its main module, then `ready` once Chromium listens and the module is through or waits for it. */
export async function launch(appPath: string, runMain: () => Promise<unknown>): Promise<void> {
  theApp.appPath = appPath;
  const starting = startChromium();
  const main = runMain();
  main.catch(failed);
  const chromium = await starting.catch(failed);
  openWindowsIn(chromium);
  await routeSchemes(chromium.context, (request, url) => {
    const frame = frameOf(request);
    if (frame === null) return true;
    const contents = [...WebContents.all.values()].find((one) => one.shows(frame));
    return contents?.mayNavigate(frame, url) ?? true;
  });
  await Promise.race([main, theApp.readinessWanted]);
  theApp.becomeReady(chromium);
}

// The first request of a window that a page opens has no frame yet; Playwright throws when asked for it.
function frameOf(request: Request): Frame | null {
  try {
    return request.frame();
  } catch {
    return null;
  }
}

function failed(error: unknown): never {
  console.error(error);
  process.exit(1);
}
