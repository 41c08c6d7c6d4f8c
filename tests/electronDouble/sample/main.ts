// An app that uses everything the double offers, for the double's own test.
import { join } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, session, utilityProcess } from 'electron';

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);

const requests: string[] = [];
const page = `<!doctype html><title>Sample</title><h1>Sample</h1><script src="/page.js"></script>`;
const script = `
window.answers = [];
const { port1, port2 } = new MessageChannel();
port1.onmessage = ({ data }) => window.answers.push(data);
window.say = (text) => port1.postMessage(text);
window.closePort = () => port1.close();
window.postMessage('port', '*', [port2]);`;

function site(request: Request): Response {
  const { pathname } = new URL(request.url);
  requests.push(`${request.method} ${request.url}`);
  if (pathname === '/page.js') return new Response(script, { headers: { 'content-type': 'text/javascript' } });
  if (pathname === '/') return new Response(page, { headers: { 'content-type': 'text/html' } });
  if (pathname === '/echo')
    return new Response(request.body, { headers: { 'x-origin': request.headers.get('origin') ?? '' } });
  return new Response('no such page', { status: 404 });
}

function start(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  protocol.handle('app', site);
  ipcMain.handle('ask', (_event, word: string) => {
    if (word === 'fail') throw new RangeError('too far');
    return word.toUpperCase();
  });
  ipcMain.on('port', (event) => {
    const [port] = event.ports;
    port?.on('message', ({ data }) => port.postMessage(`${event.senderFrame?.url} said ${data}`));
    port?.on('close', () => requests.push('port closed'));
    port?.start();
  });
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: 'File', submenu: [{ id: 'pick', label: 'Pick…', click: () => void pick() }, { role: 'quit' }] },
    ]),
  );
  const worker = utilityProcess.fork(join(import.meta.dirname, 'worker.ts'));
  worker.on('message', (message) => requests.push(`worker ${message}`));
  worker.postMessage('hello');
  const window = new BrowserWindow({
    width: 412,
    height: 600,
    webPreferences: { preload: join(import.meta.dirname, 'preload.cjs') },
  });
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  void window.loadURL('app://sample/');
}

async function pick(): Promise<void> {
  const { filePaths } = await dialog.showOpenDialog({ properties: ['openDirectory'] });
  requests.push(`picked ${filePaths.join()}`);
}

let stopped = false;
app.on('will-quit', (event) => {
  if (stopped) return;
  event.preventDefault();
  stopped = true;
  console.error('stopping');
  setImmediate(() => app.quit());
});
app.on('second-instance', (_event, argv) => requests.push(`second ${argv.at(-1)}`));
if (!app.requestSingleInstanceLock()) app.exit(0);
else void app.whenReady().then(start);

export { requests };

Object.assign(globalThis, { requests });
