// electron-updater behind our own words. It is loaded, and with it everything that can ask over the network, only once the
// user agreed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import type { Updater } from './desktopUpdates.ts';

/** What loads it; null for a copy that no installer put here, and so none can renew. */
export function findUpdater(): (() => Promise<Updater>) | null {
  // electron-builder writes down where the copy comes from.
  return app.isPackaged && existsSync(join(process.resourcesPath, 'app-update.yml')) ? loadUpdater : null;
}

async function loadUpdater(): Promise<Updater> {
  const { default: updates } = await import('electron-updater');
  const { autoUpdater } = updates;
  autoUpdater.autoDownload = false;
  autoUpdater.autoInstallOnAppQuit = false;
  autoUpdater.allowDowngrade = false;
  autoUpdater.allowPrerelease = false;
  return {
    check: async () => {
      const result = await autoUpdater.checkForUpdates();
      return result?.isUpdateAvailable === true ? result.updateInfo.version : null;
    },
    download: async () => void (await autoUpdater.downloadUpdate()),
    install: () => autoUpdater.quitAndInstall(),
  };
}
