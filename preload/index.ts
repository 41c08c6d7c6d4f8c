// Runs sandboxed beside the page: exposes what a page cannot do itself, and hands its ports to the main process.
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { AskedScenario, DesktopHost } from '../contract/rpc/desktopHost.ts';

const host: DesktopHost<File> = {
  kind: 'electron',
  pickFolder: () => ipcRenderer.invoke('pick-folder'),
  chooseFolder: () => ipcRenderer.invoke('choose-folder'),
  openFolder: (folder) => ipcRenderer.invoke('open-folder', String(folder)),
  pathOf: (file) => {
    try {
      return webUtils.getPathForFile(file);
    } catch {
      // No file at all.
      return '';
    }
  },
  onScenario: (listener) => {
    ipcRenderer.on('scenario', (_event, scenario: AskedScenario) => listener(scenario));
    ipcRenderer.send('scenario-ready');
  },
};

contextBridge.exposeInMainWorld('host', host);

// A port cannot cross the bridge, but it can be posted to the window and from there to the main process.
window.addEventListener('message', ({ source, data, ports }) => {
  const [port] = ports;
  if (source !== window || data?.scopebox !== 'rpc' || port === undefined) return;
  ipcRenderer.postMessage('rpc-port', { conversation: String(data.conversation) }, [port]);
});
