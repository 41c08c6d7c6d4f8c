// The module `electron` of a preload. Runs in the page before anything else; `electronDouble` is the last name it leaves.
// biome-ignore lint/correctness/noUnusedVariables: the script that follows this one calls it
const electronDouble = (() => {
  const main = globalThis.electronDoubleMain;
  const listeners = new Map();
  const ports = new Map();
  let nextPort = 1;

  // Chromium tells nobody that the other end was closed; Electron's main process is told. So a port says it itself.
  const closed = 'electronDouble: this port is closed';
  const close = MessagePort.prototype.close;
  MessagePort.prototype.close = function () {
    this.postMessage(closed);
    close.call(this);
  };

  function adopt(port, id = nextPort++) {
    ports.set(id, port);
    port.onmessage = ({ data }) => {
      if (data !== closed) main({ kind: 'port', port: id, data });
      else if (ports.delete(id)) main({ kind: 'portClosed', port: id });
    };
    return id;
  }

  function foreignPort(id) {
    const { port1, port2 } = new MessageChannel();
    adopt(port1, id);
    return port2;
  }

  function fromMain(message) {
    if (message.kind === 'port') return ports.get(message.port)?.postMessage(message.data);
    if (message.kind === 'portClosed') {
      const port = ports.get(message.port);
      if (port !== undefined) close.call(port);
      return ports.delete(message.port);
    }
    const event = { sender: ipcRenderer, ports: message.ports.map(foreignPort) };
    for (const listener of [...(listeners.get(message.channel) ?? [])]) listener(event, ...message.args);
  }
  Object.defineProperty(globalThis, 'electronDoubleFromMain', { value: fromMain });

  const ipcRenderer = {
    send: (channel, ...args) => void main({ kind: 'send', channel, args, ports: [] }),
    postMessage: (channel, message, transfer = []) =>
      void main({ kind: 'send', channel, args: [message], ports: transfer.map((port) => adopt(port)) }),
    async invoke(channel, ...args) {
      const answer = await main({ kind: 'invoke', channel, args });
      if ('error' in answer) throw new Error(`Error invoking remote method '${channel}': ${answer.error}`);
      return answer.value;
    },
    on(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    once(channel, listener) {
      const once = (...args) => {
        ipcRenderer.removeListener(channel, once);
        listener(...args);
      };
      return ipcRenderer.on(channel, once);
    },
    removeListener(channel, listener) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((one) => one !== listener),
      );
      return ipcRenderer;
    },
  };
  ipcRenderer.off = ipcRenderer.removeListener;

  // A copy without prototypes, as the real bridge makes: a class or a symbol does not get across.
  function copy(value, path) {
    if (typeof value === 'symbol') throw new Error(`Cannot send a symbol across the bridge: ${path}`);
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return Object.freeze(value.map((item, index) => copy(item, `${path}[${index}]`)));
    return Object.freeze(
      Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item, `${path}.${key}`)])),
    );
  }

  const contextBridge = {
    exposeInMainWorld(key, api) {
      if (key in globalThis) throw new Error(`Cannot bind an API on top of an existing property on the window object`);
      Object.defineProperty(globalThis, key, { value: copy(api, key), enumerable: true });
    },
  };

  // A page made its files itself, so they have no path; a test says which ones have: electronDoublePaths, by their names.
  const webUtils = {
    getPathForFile(file) {
      if (!(file instanceof File)) throw new TypeError('getPathForFile takes a File');
      return globalThis.electronDoublePaths?.[file.name] ?? '';
    },
  };

  const renderer = { contextBridge, ipcRenderer, webUtils };
  const modules = { electron: renderer, 'electron/renderer': renderer };
  function require(name) {
    if (name in modules) return modules[name];
    throw new Error(`module not found: ${name}`);
  }
  const process = { platform: 'linux', type: 'renderer', versions: {}, sandboxed: true, contextIsolated: true };

  return {
    preload(run) {
      const module = { exports: {} };
      run(require, module, module.exports, process);
    },
  };
})();
