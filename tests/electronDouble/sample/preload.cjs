const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('host', { kind: 'electron', ask: (word) => ipcRenderer.invoke('ask', word) });
window.addEventListener('message', (event) => {
  if (event.source === window && event.data === 'port') ipcRenderer.postMessage('port', null, [...event.ports]);
});
