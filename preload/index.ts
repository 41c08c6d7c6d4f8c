// Runs sandboxed beside the page: exposes what a page cannot do itself, and hands its ports to the main process.
import { contextBridge, ipcRenderer } from 'electron';

contextBridge.exposeInMainWorld('host', {
  kind: 'electron',
  /** Lets the user choose another folder. Null when none was chosen; otherwise this page is loaded again, with it. */
  pickFolder: (): Promise<string | null> => ipcRenderer.invoke('pick-folder'),
});

// A port cannot cross the bridge, but it can be posted to the window and from there to the main process.
window.addEventListener('message', ({ source, data, ports }) => {
  const [port] = ports;
  if (source !== window || data?.scopebox !== 'rpc' || port === undefined) return;
  ipcRenderer.postMessage('rpc-port', { conversation: String(data.conversation) }, [port]);
});
